package ijepa.core.mask;

import ijepa.core.InputException;

/** Gives every image of every batch the same layout, drawn by hand or kept from another run. */
public final class LayoutSampler implements MaskSampler {

    private final MaskLayout layout;
    private final int[] seen;

    /**
     * A sampler.
     *
     * @throws InputException when the layout leaves nothing to see or nothing to predict
     */
    public LayoutSampler(MaskLayout layout) {
        if (!layout.isPredictable()) {
            throw new InputException("This layout leaves nothing to see or nothing to predict: draw at least one target"
                    + " and a context that reaches beyond the targets.");
        }
        this.layout = layout;
        this.seen = layout.contextPatches();
    }

    @Override
    public PatchGrid grid() {
        return layout.grid();
    }

    /** {@inheritDoc} All context blocks together are one context. */
    @Override
    public MaskBatch sample(long iteration, int images, TorchGenerator places) {
        int targets = layout.targets().size();
        MaskBatch.Builder batch = new MaskBatch.Builder(grid(), 1, targets, images);
        for (int image = 0; image < images; image++) {
            batch.context(0, image, PatchSet.of(seen));
            for (int m = 0; m < targets; m++) {
                batch.target(m, image, layout.targets().get(m));
            }
        }
        return batch.build();
    }
}
