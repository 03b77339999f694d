package ijepa.core.image;

/** How a picture of any shape becomes the square that a network takes. */
public enum Fit {
    /** The largest centred square, resized. */
    CENTRE_CROP,
    /** The whole picture, its sides stretched. */
    STRETCH,
    /** The whole picture in proportion, with bars of ImageNet's mean colour. */
    LETTERBOX;

    private static final byte[] MEAN_COLOUR = {124, 116, 104};

    /** The square picture of this side in pixels. */
    public Image apply(Image image, int size) {
        return switch (this) {
            case CENTRE_CROP -> Resampling.resize(image, Crop.centreSquare(image), size, size);
            case STRETCH -> Resampling.resize(image, size, size);
            case LETTERBOX -> letterbox(image, size);
        };
    }

    private static Image letterbox(Image image, int size) {
        double scale = (double) size / Math.max(image.width(), image.height());
        int width = Math.clamp(Math.round(image.width() * scale), 1, size);
        int height = Math.clamp(Math.round(image.height() * scale), 1, size);
        Image small = Resampling.resize(image, width, height);
        byte[] rgb = new byte[size * size * 3];
        for (int at = 0; at < rgb.length; at++) {
            rgb[at] = MEAN_COLOUR[at % 3];
        }
        int top = (size - height) / 2;
        int left = (size - width) / 2;
        for (int row = 0; row < height; row++) {
            System.arraycopy(small.rgb(), row * width * 3, rgb, ((top + row) * size + left) * 3, width * 3);
        }
        return new Image(size, size, rgb);
    }
}
