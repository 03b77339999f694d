package ijepa.core.image;

import java.nio.FloatBuffer;

/** ImageNet's mean and standard deviation, which the published code normalises with. */
public final class Normalisation {

    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
    /** The 256 possible values of each channel. */
    private static final float[][] TABLE = new float[3][256];

    static {
        for (int channel = 0; channel < 3; channel++) {
            for (int value = 0; value < 256; value++) {
                TABLE[channel][value] = (value / 255f - MEAN[channel]) / DEVIATION[channel];
            }
        }
    }

    private Normalisation() {}

    /** A picture as a tensor {@code [3, height, width]}. */
    public static ImageTensor apply(Image image) {
        float[] values = new float[image.width() * image.height() * 3];
        put(image, FloatBuffer.wrap(values));
        return new ImageTensor(image.height(), image.width(), values);
    }

    /** Writes a picture's {@code 3 * height * width} values. */
    public static void put(Image image, FloatBuffer into) {
        byte[] rgb = image.rgb();
        for (int channel = 0; channel < 3; channel++) {
            float[] table = TABLE[channel];
            for (int at = channel; at < rgb.length; at += 3) {
                into.put(table[rgb[at] & 0xFF]);
            }
        }
    }

    /**
     * Writes one row of a picture.
     *
     * @param values  of 0 to 255: red green blue
     * @param scratch as long as the row
     * @param into    a picture's {@code [3, height, width]} values from {@code start} on
     */
    static void putRow(int y, int[] values, float[] scratch, int height, FloatBuffer into, int start) {
        int width = scratch.length;
        for (int channel = 0; channel < 3; channel++) {
            float[] table = TABLE[channel];
            for (int x = 0; x < width; x++) {
                scratch[x] = table[values[3 * x + channel]];
            }
            into.put(start + (channel * height + y) * width, scratch);
        }
    }

    /** The picture of a tensor, rounded and clipped to bytes. */
    public static Image invert(ImageTensor tensor) {
        int pixels = tensor.width() * tensor.height();
        byte[] rgb = new byte[pixels * 3];
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < pixels; i++) {
                float value = tensor.values()[channel * pixels + i] * DEVIATION[channel] + MEAN[channel];
                rgb[3 * i + channel] = (byte) Math.clamp(Math.round(value * 255), 0, 255);
            }
        }
        return new Image(tensor.width(), tensor.height(), rgb);
    }
}
