package ijepa.core.image;

/** How a picture of any shape becomes that of a network's input, which is a square, or of a grid of patches. */
public enum Fit {
    /** The largest centred part of the shape, resized. */
    CENTRE_CROP,
    /** The whole picture, its sides stretched. */
    STRETCH,
    /** The whole picture in proportion, with bars of ImageNet's mean colour. */
    LETTERBOX;

    private static final byte[] MEAN_COLOUR = {124, 116, 104};

    /** The square picture of this side in pixels. */
    public Image apply(Image image, int size) {
        return apply(image, size, size);
    }

    /**
     * The picture in another shape.
     *
     * @param height in pixels, at least 1
     * @param width  in pixels, at least 1
     */
    public Image apply(Image image, int height, int width) {
        return switch (this) {
            case CENTRE_CROP -> Resampling.resize(image, Crop.centre(image, height, width), width, height);
            case STRETCH -> Resampling.resize(image, width, height);
            case LETTERBOX -> letterbox(image, height, width);
        };
    }

    private static Image letterbox(Image image, int height, int width) {
        double scale = Math.min((double) width / image.width(), (double) height / image.height());
        int wide = Math.clamp(Math.round(image.width() * scale), 1, width);
        int high = Math.clamp(Math.round(image.height() * scale), 1, height);
        Image small = Resampling.resize(image, wide, high);
        byte[] rgb = new byte[height * width * 3];
        for (int at = 0; at < rgb.length; at++) {
            rgb[at] = MEAN_COLOUR[at % 3];
        }
        int top = (height - high) / 2;
        int left = (width - wide) / 2;
        for (int row = 0; row < high; row++) {
            System.arraycopy(small.rgb(), row * wide * 3, rgb, ((top + row) * width + left) * 3, wide * 3);
        }
        return new Image(width, height, rgb);
    }
}
