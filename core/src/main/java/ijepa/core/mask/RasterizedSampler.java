package ijepa.core.mask;

/**
 * The paper's rasterized masking (its Figure on mask strategies and Table 6): the image is cut into four quadrants, one of
 * them, drawn at random, is the context and the other three are the targets.
 */
public final class RasterizedSampler implements MaskSampler {

    private static final int QUADRANTS = 4;

    private final PatchGrid grid;

    /** A sampler; the grid has at least two rows and two columns. Odd sides give the extra patch to the last quadrants. */
    public RasterizedSampler(PatchGrid grid) {
        if (grid.rows() < 2 || grid.columns() < 2) {
            throw new IllegalArgumentException("Quadrants need a grid of at least 2 x 2 patches, not " + grid.rows()
                    + " x " + grid.columns() + ": use a larger image or a smaller patch.");
        }
        this.grid = grid;
    }

    @Override
    public PatchGrid grid() {
        return grid;
    }

    private Block quadrant(int number) {
        int rows = grid.rows() / 2;
        int columns = grid.columns() / 2;
        int top = number / 2 * rows;
        int left = number % 2 * columns;
        return new Block(
                top, left, top == 0 ? rows : grid.rows() - rows, left == 0 ? columns : grid.columns() - columns);
    }

    /** {@inheritDoc} On odd grids quadrants differ in size, and so may the masks of a batch. */
    @Override
    public MaskBatch sample(long iteration, int images, TorchGenerator places) {
        MaskBatch.Builder batch = new MaskBatch.Builder(grid, 1, QUADRANTS - 1, images);
        for (int image = 0; image < images; image++) {
            int seen = places.nextInt(QUADRANTS);
            batch.context(0, image, quadrant(seen));
            for (int m = 0; m < QUADRANTS - 1; m++) {
                batch.target(m, image, quadrant((seen + 1 + m) % QUADRANTS));
            }
        }
        return batch.build();
    }
}
