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

    /**
     * Draws the layout of a single image, in the window as on the command line: sizes as in that iteration of a training,
     * places from a generator seeded with the sum of both numbers, so that every pair gives one layout at once and again.
     *
     * @param iteration optimiser step, from 0
     */
    default MaskLayout draw(long iteration, long seed) {
        return sample(iteration, 1, new TorchGenerator(seed + iteration)).drawn(0);
    }
}
