package ijepa.core.mask;

import java.util.Arrays;

import ijepa.core.InputException;

/**
 * The published code's random masking: of each image a share of the patches, drawn at random, is the target and the rest
 * the context. One share for the whole batch, from a generator seeded with the iteration.
 */
public final class RandomSampler implements MaskSampler {

    private final PatchGrid grid;
    private final Range ratio;

    /**
     * A sampler.
     *
     * @param ratio share of the patches to predict, below 1
     */
    public RandomSampler(PatchGrid grid, Range ratio) {
        if (ratio.max() >= 1 || keep(grid, ratio.max()) < 1 || keep(grid, ratio.min()) >= grid.size()) {
            throw new InputException("Random masking of " + ratio.min() + " to " + ratio.max()
                    + " leaves nothing to see or nothing to predict on " + grid.size()
                    + " patches: use ratios between 0 and 1, the paper's is 0.6.");
        }
        this.grid = grid;
        this.ratio = ratio;
    }

    private static int keep(PatchGrid grid, double masked) {
        return (int) (grid.size() * (1. - masked));
    }

    @Override
    public PatchGrid grid() {
        return grid;
    }

    @Override
    public MaskBatch sample(long iteration, int images, TorchGenerator places) {
        int keep = keep(grid, ratio.at(new TorchGenerator(iteration).nextUniform()));
        int[][][] context = new int[1][images][];
        int[][][] target = new int[1][images][];
        Region[][] contextRegions = new Region[1][images];
        Region[][] targetRegions = new Region[1][images];
        int[][] sizes = new int[1][images];
        for (int image = 0; image < images; image++) {
            int[] order = places.permutation(grid.size());
            context[0][image] = Arrays.copyOf(order, keep);
            target[0][image] = Arrays.copyOfRange(order, keep, order.length);
            contextRegions[0][image] = PatchSet.of(context[0][image]);
            targetRegions[0][image] = PatchSet.of(target[0][image]);
            sizes[0][image] = keep;
        }
        return new MaskBatch(grid, contextRegions, targetRegions, context, target, sizes, false);
    }

    /** Its images one by one. */
    ImageDraws images() {
        return new Images();
    }

    private final class Images implements ImageDraws {

        @Override
        public DrawnImage room() {
            return new DrawnImage(grid, 1, 1);
        }

        /** {@inheritDoc} Images of a batch share how many patches they keep, so there is nothing to cut. */
        @Override
        public int sizes(long iteration) {
            return 0;
        }

        @Override
        public void draw(long iteration, int sizes, TorchGenerator places, DrawnImage into) {
            int keep = keep(grid, ratio.at(new TorchGenerator(iteration).nextUniform()));
            int[] order = places.permutation(grid.size());
            into.clear();
            into.contextPatches(0, Arrays.copyOf(order, keep));
            into.targetPatches(0, Arrays.copyOfRange(order, keep, order.length));
        }

        @Override
        public boolean cuts() {
            return false;
        }
    }
}
