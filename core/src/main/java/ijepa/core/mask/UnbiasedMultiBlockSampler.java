package ijepa.core.mask;

import java.util.Arrays;

import ijepa.core.InputException;

/**
 * Multi-block masking as the paper describes it, without what the published code does to it: every image draws sizes of
 * its own, scale and aspect ratio are drawn apart, blocks reach every row and column, and nothing is cut to the batch's
 * shortest. The masks of a batch may therefore differ in length.
 */
public final class UnbiasedMultiBlockSampler implements MaskSampler {

    /** Layouts tried for an image before the one that kept most context is taken. */
    private static final int MOST_DRAWS = 64;

    private static final Range SQUARE = new Range(1, 1);

    private final MultiBlockSettings settings;
    private final PatchGrid grid;

    /**
     * A sampler.
     *
     * @throws InputException when the settings can never be satisfied
     */
    public UnbiasedMultiBlockSampler(MultiBlockSettings settings) {
        settings.requireSatisfiable();
        this.settings = settings;
        this.grid = settings.grid();
    }

    @Override
    public PatchGrid grid() {
        return grid;
    }

    @Override
    public MaskBatch sample(long iteration, int images, TorchGenerator places) {
        Region[][] targetBlocks = new Region[settings.targets()][images];
        Region[][] contextBlocks = new Region[settings.contexts()][images];
        int[][][] target = new int[settings.targets()][images][];
        int[][][] context = new int[settings.contexts()][images][];
        int[][] contextSizes = new int[settings.contexts()][images];
        Images draws = new Images();
        DrawnImage drawn = draws.room();
        for (int image = 0; image < images; image++) {
            draws.draw(iteration, 0, places, drawn);
            for (int m = 0; m < settings.targets(); m++) {
                targetBlocks[m][image] = drawn.targetBlock(m);
                target[m][image] = Arrays.copyOf(drawn.target(m), drawn.targetLength(m));
            }
            for (int j = 0; j < settings.contexts(); j++) {
                contextBlocks[j][image] = drawn.contextBlock(j);
                context[j][image] = Arrays.copyOf(drawn.context(j), drawn.contextLength(j));
                contextSizes[j][image] = drawn.contextLength(j);
            }
        }
        return new MaskBatch(grid, contextBlocks, targetBlocks, context, target, contextSizes, settings.allowOverlap());
    }

    /** Its images one by one. */
    ImageDraws images() {
        return new Images();
    }

    private final class Images implements ImageDraws {

        private final DrawnImage best = room();

        @Override
        public DrawnImage room() {
            return new DrawnImage(grid, settings.targets(), settings.contexts());
        }

        @Override
        public int sizes(long iteration) {
            return 0;
        }

        /** The first draw that keeps enough of every context, else the best of many. */
        @Override
        public void draw(long iteration, int sizes, TorchGenerator places, DrawnImage into) {
            int respected = settings.allowOverlap() ? 0 : settings.targets();
            into.clear();
            int most = -1;
            for (int draws = 0; draws < MOST_DRAWS; draws++) {
                into.clearTargets();
                for (int m = 0; m < settings.targets(); m++) {
                    into.target(m, place(settings.targetScale(), settings.targetAspect(), places));
                }
                for (int j = 0; j < settings.contexts(); j++) {
                    into.context(j, place(settings.contextScale(), SQUARE, places), respected);
                }
                int kept = into.shortestContext();
                if (kept > settings.minKeep()) {
                    return;
                }
                if (kept > most) {
                    most = kept;
                    best.copyFrom(into);
                }
            }
            if (most == 0) {
                throw new InputException("In " + MOST_DRAWS + " draws the targets left no patch of the context: lower "
                        + "mask.num_pred_masks or mask.pred_mask_scale.");
            }
            into.copyFrom(best);
        }

        @Override
        public boolean cuts() {
            return false;
        }
    }

    private Block place(Range scale, Range aspect, TorchGenerator places) {
        double area = grid.size() * scale.at(places.nextUniform());
        double ratio = aspect.at(places.nextUniform());
        int height = Math.clamp(Math.round(Math.sqrt(area * ratio)), 1, grid.rows());
        int width = Math.clamp(Math.round(Math.sqrt(area / ratio)), 1, grid.columns());
        int top = places.nextInt(grid.rows() - height + 1);
        int left = places.nextInt(grid.columns() - width + 1);
        return new Block(top, left, height, width);
    }
}
