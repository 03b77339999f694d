package ijepa.core.image;

/**
 * A decoded picture: upright (EXIF orientation applied), 8 bits a channel, sRGB, no alpha.
 *
 * @param width  in pixels
 * @param height in pixels
 * @param rgb    {@code height * width * 3} bytes, row by row, red green blue; not copied, so do not write to it
 */
public record Image(int width, int height, byte[] rgb) {

    public Image {
        if (width < 1 || height < 1 || rgb.length != Math.multiplyExact(Math.multiplyExact(width, height), 3)) {
            throw new IllegalArgumentException("An image of " + width + " x " + height + " pixels needs "
                    + 3L * width * height + " bytes, not " + rgb.length + ".");
        }
    }

    /** One pixel as {@code 0xFFRRGGBB}. */
    public int argb(int x, int y) {
        int at = 3 * (y * width + x);
        return 0xFF000000 | (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF;
    }
}
