package ijepa.renderer.diffusion;

/**
 * Pixels that sampling must leave as they are, and for the rest of the picture to fit to: at every step they are replaced
 * by themselves with that step's noise (Lugmayr and others, "RePaint", 2022, without its resampling). Not part of the
 * I-JEPA paper, whose samples see nothing but their condition.
 *
 * @param picture {@code [3, H, W]} from -1 to 1
 * @param known   {@code [H * W]}
 */
public record KnownPixels(float[] picture, boolean[] known) {

    public KnownPixels {
        if (picture.length != 3 * known.length) {
            throw new IllegalArgumentException(
                    known.length + " known or unknown pixels for a picture of " + picture.length + " numbers.");
        }
    }

    /** 1 where known, for one channel after the other. */
    float[] mask() {
        float[] mask = new float[picture.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = known[i % known.length] ? 1 : 0;
        }
        return mask;
    }
}
