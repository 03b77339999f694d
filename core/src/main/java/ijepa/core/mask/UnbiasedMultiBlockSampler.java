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
        for (int image = 0; image < images; image++) {
            MaskLayout layout = draw(places);
            for (int m = 0; m < settings.targets(); m++) {
                targetBlocks[m][image] = layout.targets().get(m);
                target[m][image] = layout.targetPatches(m);
            }
            for (int j = 0; j < settings.contexts(); j++) {
                contextBlocks[j][image] = layout.context().get(j);
                context[j][image] =
                        layout.withContext(layout.context().subList(j, j + 1)).contextPatches();
                contextSizes[j][image] = context[j][image].length;
            }
        }
        return new MaskBatch(grid, contextBlocks, targetBlocks, context, target, contextSizes, settings.allowOverlap());
    }

    /** One image's blocks: the first draw that keeps enough of every context, else the best of many. */
    private MaskLayout draw(TorchGenerator places) {
        MaskLayout best = null;
        int most = -1;
        for (int tries = 0; tries < MOST_DRAWS && most <= settings.minKeep(); tries++) {
            Region[] targets = new Region[settings.targets()];
            Arrays.setAll(targets, m -> place(settings.targetScale(), settings.targetAspect(), places));
            Region[] contexts = new Region[settings.contexts()];
            Arrays.setAll(contexts, j -> place(settings.contextScale(), new Range(1, 1), places));
            MaskLayout layout =
                    new MaskLayout(grid, Arrays.asList(contexts), Arrays.asList(targets), settings.allowOverlap());
            int kept = Integer.MAX_VALUE;
            for (Region one : contexts) {
                kept = Math.min(kept, layout.withContext(Arrays.asList(one)).contextPatches().length);
            }
            if (kept > most) {
                most = kept;
                best = layout;
            }
        }
        if (most == 0) {
            throw new InputException("In " + MOST_DRAWS + " draws the targets left no patch of the context: lower "
                    + "mask.num_pred_masks or mask.pred_mask_scale.");
        }
        return best;
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
