package ijepa.core.image;

/**
 * Gaussian blur as Pillow does it: three box blurs in each direction, whose width may be a fraction (Gwosdek and others, "Theoretical
 * foundations of Gaussian convolution by extended box filtering", 2011). Each box rounds to a byte, in fixed point with 24
 * fractional bits; beyond its sides a picture goes on as its outermost pixels.
 */
final class GaussianBlur {

    private static final int PASSES = 3;
    private static final int PRECISION_BITS = 24;

    private GaussianBlur() {}

    /**
     * The blurred picture.
     *
     * @param deviation of the Gaussian in pixels, 0 or more
     */
    static Image apply(Image image, double deviation) {
        float radius = boxRadius((float) deviation);
        if (radius == 0) {
            return image;
        }
        byte[] rgb = image.rgb().clone();
        int width = image.width();
        int height = image.height();
        byte[] line = new byte[Math.max(width, height)];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < height; y++) {
                blurLine(rgb, 3 * y * width + channel, 3, width, radius, line);
            }
            for (int x = 0; x < width; x++) {
                blurLine(rgb, 3 * x + channel, 3 * width, height, radius, line);
            }
        }
        return new Image(width, height, rgb);
    }

    /** Half the width, less half a pixel, of the box that after all passes has the wanted deviation. */
    private static float boxRadius(float deviation) {
        float variance = deviation * deviation / PASSES;
        float ideal = (float) Math.sqrt(12.0 * variance + 1.0);
        float whole = (float) Math.floor((ideal - 1.0) / 2.0);
        float part = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance);
        part /= 6 * (variance - (whole + 1) * (whole + 1));
        return whole + part;
    }

    private static void blurLine(byte[] rgb, int start, int step, int length, float radius, byte[] line) {
        int whole = (int) radius;
        int weight = (int) ((1 << PRECISION_BITS) / (radius * 2 + 1));
        int edgeWeight = ((1 << PRECISION_BITS) - (2 * whole + 1) * weight) / 2;
        int last = length - 1;
        for (int pass = 0; pass < PASSES; pass++) {
            for (int i = 0; i < length; i++) {
                line[i] = rgb[start + i * step];
            }
            int sum = 0;
            for (int i = -whole - 1; i < whole; i++) {
                sum += line[Math.clamp(i, 0, last)] & 0xFF;
            }
            for (int i = 0; i < length; i++) {
                int left = line[Math.clamp(i - whole - 1, 0, last)] & 0xFF;
                int right = line[Math.min(i + whole + 1, last)] & 0xFF;
                sum += (line[Math.min(i + whole, last)] & 0xFF) - left;
                int fixed = sum * weight + (left + right) * edgeWeight + (1 << PRECISION_BITS - 1);
                rgb[start + i * step] = (byte) (fixed >>> PRECISION_BITS);
            }
        }
    }
}
