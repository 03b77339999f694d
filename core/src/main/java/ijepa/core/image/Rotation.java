package ijepa.core.image;

/** The eight ways a camera may have been held, as EXIF numbers them from 1. */
enum Rotation {
    NONE,
    MIRROR_COLUMNS,
    HALF_TURN,
    MIRROR_ROWS,
    TRANSPOSE,
    QUARTER_TURN,
    TRANSVERSE,
    THREE_QUARTER_TURN;

    /** The rotation that makes a picture of this EXIF orientation upright; none for numbers that EXIF does not know. */
    static Rotation ofExif(int orientation) {
        return orientation >= 1 && orientation <= 8 ? values()[orientation - 1] : NONE;
    }

    Image apply(Image image) {
        if (this == NONE) {
            return image;
        }
        boolean sideways = ordinal() >= TRANSPOSE.ordinal();
        int width = sideways ? image.height() : image.width();
        int height = sideways ? image.width() : image.height();
        byte[] rgb = new byte[image.rgb().length];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = 3 * source(image, x, y);
                rgb[at++] = image.rgb()[from];
                rgb[at++] = image.rgb()[from + 1];
                rgb[at++] = image.rgb()[from + 2];
            }
        }
        return new Image(width, height, rgb);
    }

    /** The stored pixel that is seen at (x, y). */
    private int source(Image image, int x, int y) {
        int right = image.width() - 1;
        int bottom = image.height() - 1;
        return switch (this) {
            case NONE -> y * image.width() + x;
            case MIRROR_COLUMNS -> y * image.width() + right - x;
            case HALF_TURN -> (bottom - y) * image.width() + right - x;
            case MIRROR_ROWS -> (bottom - y) * image.width() + x;
            case TRANSPOSE -> x * image.width() + y;
            case QUARTER_TURN -> (bottom - x) * image.width() + y;
            case TRANSVERSE -> (bottom - x) * image.width() + right - y;
            case THREE_QUARTER_TURN -> x * image.width() + right - y;
        };
    }
}
