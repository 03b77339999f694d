package ijepa.core.mask;

import ijepa.core.InputException;

/** The same layout for every image: what a hand-drawn layout is when it is trained with or counted. */
public final class FixedLayoutSampler implements MaskSampler {

    private final MaskLayout layout;

    /**
     * A sampler.
     *
     * @throws InputException when the layout leaves nothing to see or nothing to predict
     */
    public FixedLayoutSampler(MaskLayout layout) {
        if (!layout.isPredictable()) {
            throw new InputException(
                    "The layout leaves nothing to see or nothing to predict: it needs a target, and a context that the"
                            + " targets do not cover whole.");
        }
        this.layout = layout;
    }

    @Override
    public PatchGrid grid() {
        return layout.grid();
    }

    /** {@inheritDoc} The encoder sees the union of all context regions. */
    @Override
    public MaskBatch sample(long iteration, int images, TorchGenerator places) {
        int targets = layout.targets().size();
        int contexts = layout.context().size();
        Region[][] contextRegions = new Region[contexts][images];
        Region[][] targetRegions = new Region[targets][images];
        int[][][] context = new int[1][images][];
        int[][][] target = new int[targets][images][];
        int[][] sizes = new int[1][images];
        int[] seen = layout.contextPatches();
        for (int image = 0; image < images; image++) {
            for (int j = 0; j < contexts; j++) {
                contextRegions[j][image] = layout.context().get(j);
            }
            for (int m = 0; m < targets; m++) {
                targetRegions[m][image] = layout.targets().get(m);
                target[m][image] = layout.targetPatches(m);
            }
            context[0][image] = seen;
            sizes[0][image] = seen.length;
        }
        return new MaskBatch(
                layout.grid(), contextRegions, targetRegions, context, target, sizes, layout.allowOverlap());
    }
}
