package ijepa.core.mask;

import java.util.stream.IntStream;

import ijepa.core.InputException;

/**
 * The paper's block masking (Table 6): one large block is the target and the rest of the image the context. One size for
 * the whole batch, from a generator seeded with the iteration, so that all masks are equally long.
 */
public final class BlockSampler implements MaskSampler {

    private final PatchGrid grid;
    private final Range scale;
    private final Range aspect;

    /**
     * A sampler.
     *
     * @param scale  area of the target over the grid's, at most 1; the paper's is 0.6
     * @param aspect its height over its width
     */
    public BlockSampler(PatchGrid grid, Range scale, Range aspect) {
        if (scale.max() > 1) {
            throw new InputException("Block masking of " + scale.min() + " to " + scale.max()
                    + " is no share of the image: use numbers up to 1, the paper's is 0.6.");
        }
        if (grid.rows() < 2
                || grid.columns() < 2
                || BlockSize.probes()
                        .anyMatch(random ->
                                BlockSize.draw(grid, scale, aspect, random).area() < 1)) {
            throw new InputException("Block masking of " + scale.min() + " to " + scale.max() + " of the image, "
                    + aspect.min() + " to " + aspect.max() + " times as high as wide, may find no block on a grid of "
                    + grid.rows() + " x " + grid.columns()
                    + " patches: use a larger share, ratios nearer to 1, a larger image or a smaller patch.");
        }
        this.grid = grid;
        this.scale = scale;
        this.aspect = aspect;
    }

    @Override
    public PatchGrid grid() {
        return grid;
    }

    @Override
    public MaskBatch sample(long iteration, int images, TorchGenerator places) {
        BlockSize size = BlockSize.draw(grid, scale, aspect, new TorchGenerator(iteration).nextUniform());
        MaskBatch.Builder batch = new MaskBatch.Builder(grid, 1, 1, images);
        for (int image = 0; image < images; image++) {
            Block hidden = new Block(
                    places.nextInt(grid.rows() - size.height() + 1),
                    places.nextInt(grid.columns() - size.width() + 1),
                    size.height(),
                    size.width());
            batch.target(0, image, hidden);
            batch.context(
                    0,
                    image,
                    PatchSet.of(IntStream.range(0, grid.size())
                            .filter(patch -> !hidden.contains(grid, grid.row(patch), grid.column(patch)))
                            .toArray()));
        }
        return batch.build();
    }
}
