package ijepa.core.mask;

import java.util.Arrays;

import ijepa.core.InputException;

/**
 * Multi-block masking exactly as the published code does it: one target size and one context size for the whole batch,
 * drawn from a generator seeded with the iteration; places from a second generator; corners that never reach the last
 * row and column; after 20 failed draws the context ignores one more target.
 */
public final class MultiBlockSampler implements MaskSampler {

    private static final int DRAWS_BEFORE_GIVING_UP_A_TARGET = 20;

    private final MultiBlockSettings settings;
    private final PatchGrid grid;

    /**
     * A sampler.
     *
     * @throws InputException when the settings can never be satisfied
     */
    public MultiBlockSampler(MultiBlockSettings settings) {
        settings.requireSatisfiable();
        this.settings = settings;
        this.grid = settings.grid();
    }

    public MultiBlockSettings settings() {
        return settings;
    }

    @Override
    public PatchGrid grid() {
        return grid;
    }

    @Override
    public MaskBatch sample(long iteration, int images, TorchGenerator places) {
        TorchGenerator sizes = new TorchGenerator(iteration);
        BlockSize targetSize = settings.targetSize(sizes.nextUniform());
        BlockSize contextSize = settings.contextSize(sizes.nextUniform());
        if (Math.min(targetSize.area(), contextSize.area()) <= settings.minKeep()) {
            throw new InputException(
                    "In iteration " + iteration + " a block of " + Math.min(targetSize.area(), contextSize.area())
                            + " patches is drawn, which can never keep more than mask.min_keep = " + settings.minKeep()
                            + ": lower min_keep or raise the scales.");
        }
        int targets = settings.targets();
        int contexts = settings.contexts();
        Region[][] targetBlocks = new Region[targets][images];
        Region[][] contextBlocks = new Region[contexts][images];
        int[][][] target = new int[targets][images][];
        int[][][] context = new int[contexts][images][];
        int[][] contextSizes = new int[contexts][images];
        int shortest = grid.size();
        byte[] firstTarget = new byte[grid.size()];
        int[] kept = new int[contextSize.area()];
        for (int image = 0; image < images; image++) {
            Arrays.fill(firstTarget, Byte.MAX_VALUE);
            for (int m = 0; m < targets; m++) {
                Block block = place(targetSize, places);
                targetBlocks[m][image] = block;
                target[m][image] = block.patches(grid);
                mark(firstTarget, target[m][image], m);
            }
            for (int j = 0; j < contexts; j++) {
                int count = placeContext(contextSize, places, firstTarget, kept, contextBlocks[j], image);
                context[j][image] = Arrays.copyOf(kept, count);
                contextSizes[j][image] = count;
                shortest = Math.min(shortest, count);
            }
        }
        for (int[][] ofImages : context) {
            for (int image = 0; image < images; image++) {
                if (ofImages[image].length > shortest) {
                    ofImages[image] = Arrays.copyOf(ofImages[image], shortest);
                }
            }
        }
        return new MaskBatch(grid, contextBlocks, targetBlocks, context, target, contextSizes, settings.allowOverlap());
    }

    private Block place(BlockSize size, TorchGenerator places) {
        int top = places.nextInt(grid.rows() - size.height());
        int left = places.nextInt(grid.columns() - size.width());
        return new Block(top, left, size.height(), size.width());
    }

    private static void mark(byte[] firstTarget, int[] patches, int target) {
        for (int patch : patches) {
            firstTarget[patch] = (byte) Math.min(firstTarget[patch], target);
        }
    }

    /** Draws until enough is left outside the targets; returns how many patches that is, and leaves them in kept. */
    private int placeContext(
            BlockSize size, TorchGenerator places, byte[] firstTarget, int[] kept, Region[] blocks, int image) {
        int respected = settings.allowOverlap() ? 0 : settings.targets();
        for (int draw = 1; ; draw++) {
            Block block = place(size, places);
            int count = 0;
            for (int row = block.top(); row < block.top() + block.height(); row++) {
                int from = row * grid.columns() + block.left();
                for (int patch = from; patch < from + block.width(); patch++) {
                    // Only the first targets are respected once draws failed, as in the published code.
                    if (firstTarget[patch] >= respected) {
                        kept[count++] = patch;
                    }
                }
            }
            if (count > settings.minKeep()) {
                blocks[image] = block;
                return count;
            }
            if (draw % DRAWS_BEFORE_GIVING_UP_A_TARGET == 0) {
                respected = Math.max(0, respected - 1);
            }
        }
    }
}
