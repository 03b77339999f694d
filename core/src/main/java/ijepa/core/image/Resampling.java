package ijepa.core.image;

/**
 * Antialiased bilinear resampling of 8-bit pictures with Pillow's numbers: a triangle filter as wide as the reduction,
 * coefficients in fixed point with 22 fractional bits, rows first, then columns, rounded to a byte after each.
 */
public final class Resampling {

    private Resampling() {}

    /**
     * Crops and resizes in one go; equal to cropping first.
     *
     * @return {@code height * width * 3} bytes
     */
    public static Image resize(Image image, Crop crop, int width, int height) {
        return resize(new Resampler(), image, crop, width, height, false);
    }

    /** Resizes a whole picture. */
    public static Image resize(Image image, int width, int height) {
        return resize(image, Crop.whole(image), width, height);
    }

    /** Crops, resizes and mirrors with buffers that are kept. */
    static Image resize(Resampler resampler, Image image, Crop crop, int width, int height, boolean mirror) {
        byte[] rgb = new byte[width * height * 3];
        resampler.resize(image, crop, width, height, mirror, (y, row) -> {
            int start = y * width * 3;
            for (int x = 0; x < row.length; x++) {
                rgb[start + x] = (byte) row[x];
            }
        });
        return new Image(width, height, rgb);
    }
}
