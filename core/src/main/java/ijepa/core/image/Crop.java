package ijepa.core.image;

import java.util.random.RandomGenerator;

/** A rectangle of a picture's pixels. */
public record Crop(int top, int left, int height, int width) {

    public Crop {
        if (top < 0 || left < 0 || height < 1 || width < 1) {
            throw new IllegalArgumentException("A crop starts inside the picture and has at least one pixel, not "
                    + width + " x " + height + " at (" + left + ", " + top + ").");
        }
    }

    public static Crop whole(Image image) {
        return new Crop(0, 0, image.height(), image.width());
    }

    /** The largest centred square. */
    public static Crop centreSquare(Image image) {
        return centre(image, 1, 1);
    }

    /**
     * The largest centred part of a shape.
     *
     * @param rows    height of the shape, at least 1
     * @param columns width of the shape, in the same unit, at least 1
     */
    public static Crop centre(Image image, int rows, int columns) {
        int width = Math.min(image.width(), (int) Math.round((double) image.height() * columns / rows));
        int height = Math.min(image.height(), (int) Math.round((double) image.width() * rows / columns));
        width = Math.max(1, width);
        height = Math.max(1, height);
        return new Crop((image.height() - height) / 2, (image.width() - width) / 2, height, width);
    }

    /**
     * A random part with torchvision's {@code RandomResizedCrop} rule: area from the scale's range, aspect ratio from 3/4
     * to 4/3 evenly in its logarithm; after ten misses the largest centred part within the ratios.
     *
     * @param minScale smallest share of the area, for example 0.3
     * @param maxScale largest, for example 1
     */
    public static Crop random(int width, int height, double minScale, double maxScale, RandomGenerator random) {
        double minRatio = 3.0 / 4;
        double maxRatio = 4.0 / 3;
        double area = (double) width * height;
        for (int tries = 0; tries < 10; tries++) {
            double target = area * (minScale + random.nextDouble() * (maxScale - minScale));
            double logarithm = Math.log(minRatio) + random.nextDouble() * (Math.log(maxRatio) - Math.log(minRatio));
            double ratio = Math.exp(logarithm);
            int w = (int) Math.rint(Math.sqrt(target * ratio));
            int h = (int) Math.rint(Math.sqrt(target / ratio));
            if (w > 0 && w <= width && h > 0 && h <= height) {
                return new Crop(random.nextInt(height - h + 1), random.nextInt(width - w + 1), h, w);
            }
        }
        double ratio = (double) width / height;
        int w = width;
        int h = height;
        if (ratio < minRatio) {
            h = (int) Math.rint(w / minRatio);
        } else if (ratio > maxRatio) {
            w = (int) Math.rint(h * maxRatio);
        }
        return new Crop((height - h) / 2, (width - w) / 2, h, w);
    }
}
