package ijepa.core.mask;

/** A strategy of masking. */
public interface MaskSampler {

    PatchGrid grid();

    /**
     * Draws the masks of one batch.
     *
     * @param iteration optimiser step, from 0; some strategies draw sizes from it
     * @param images    number of images, at least 1
     * @param places    generator of everything that differs from image to image; is advanced
     */
    MaskBatch sample(long iteration, int images, TorchGenerator places);
}
