package ijepa.renderer.figure;

import java.awt.image.BufferedImage;

import ijepa.core.image.Image;

/**
 * Pixels of a figure.
 *
 * @param width  in pixels
 * @param height in pixels
 * @param argb   {@code height * width} colours {@code 0xAARRGGBB}, row by row; not copied, so do not write to it
 */
public record Raster(int width, int height, int[] argb) {

    /** A cell of a map in a file: large enough that no viewer's smoothing blurs its border. */
    private static final int CELL = 24;

    public Raster {
        if (width < 1 || height < 1 || argb.length != Math.multiplyExact(width, height)) {
            throw new IllegalArgumentException(
                    "A raster of " + width + " x " + height + " pixels does not have " + argb.length + " colours.");
        }
    }

    /** A photograph's pixels, all of them. */
    public static Raster of(Image image) {
        int[] argb = new int[image.width() * image.height()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                argb[y * image.width() + x] = image.argb(x, y);
            }
        }
        return new Raster(image.width(), image.height(), argb);
    }

    /**
     * A map of cells, each a square of pixels of one colour. Under transparent cells lies the mean of the others' colours,
     * so that a viewer that blends neighbours draws no dark fringe.
     */
    public static Raster cells(int rows, int columns, int[] argb) {
        int under = meanOfOpaque(argb) & 0xFFFFFF;
        int[] pixels = new int[rows * CELL * columns * CELL];
        for (int y = 0; y < rows * CELL; y++) {
            for (int x = 0; x < columns * CELL; x++) {
                int colour = argb[y / CELL * columns + x / CELL];
                pixels[y * columns * CELL + x] = colour >>> 24 == 0 ? under : colour;
            }
        }
        return new Raster(columns * CELL, rows * CELL, pixels);
    }

    private static int meanOfOpaque(int[] argb) {
        long[] sums = new long[3];
        long count = 0;
        for (int colour : argb) {
            if (colour >>> 24 != 0) {
                count++;
                for (int c = 0; c < 3; c++) {
                    sums[c] += colour >> 8 * c & 0xFF;
                }
            }
        }
        long most = Math.max(1, count);
        return (int) (sums[2] / most << 16 | sums[1] / most << 8 | sums[0] / most);
    }

    /** Whether every pixel covers what is below. */
    public boolean isOpaque() {
        for (int colour : argb) {
            if (colour >>> 24 != 0xFF) {
                return false;
            }
        }
        return true;
    }

    BufferedImage buffered() {
        BufferedImage image =
                new BufferedImage(width, height, isOpaque() ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, argb, 0, width);
        return image;
    }
}
