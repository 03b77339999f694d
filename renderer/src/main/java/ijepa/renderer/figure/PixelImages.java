package ijepa.renderer.figure;

import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Pictures for a page of pixels: halved until they are near the size they are shown in, so that fine detail does not flicker. */
final class PixelImages implements PageDrawing.Images {

    private final double pixelsPerPoint;
    private final Map<Raster, Map<Integer, BufferedImage>> made = new IdentityHashMap<>();

    PixelImages(double pixelsPerPoint) {
        this.pixelsPerPoint = pixelsPerPoint;
    }

    @Override
    public BufferedImage of(Element.Picture picture, double across) {
        Raster raster = picture.raster();
        int halvings = 0;
        while (picture.smooth()
                && (raster.width() >> halvings) >= 2 * across * pixelsPerPoint
                && (raster.height() >> halvings) > 1) {
            halvings++;
        }
        int times = halvings;
        return made.computeIfAbsent(raster, ignored -> new HashMap<>()).computeIfAbsent(times, ignored -> {
            Raster small = raster;
            for (int i = 0; i < times; i++) {
                small = half(small);
            }
            return small.buffered();
        });
    }

    private static Raster half(Raster large) {
        int width = large.width() / 2;
        int height = large.height() / 2;
        int[] argb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = 2 * y * large.width() + 2 * x;
                argb[y * width + x] = mean(
                        large.argb()[at],
                        large.argb()[at + 1],
                        large.argb()[at + large.width()],
                        large.argb()[at + large.width() + 1]);
            }
        }
        return new Raster(width, height, argb);
    }

    private static int mean(int a, int b, int c, int d) {
        int colour = 0;
        for (int shift = 24; shift >= 0; shift -= 8) {
            int sum = (a >>> shift & 0xFF) + (b >>> shift & 0xFF) + (c >>> shift & 0xFF) + (d >>> shift & 0xFF);
            colour |= (sum + 2) / 4 << shift;
        }
        return colour;
    }
}
