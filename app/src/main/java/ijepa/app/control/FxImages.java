package ijepa.app.control;

import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

import ijepa.core.image.Image;

/** Pictures between the program's form and the window's. */
public final class FxImages {

    private FxImages() {}

    /** The picture as the window shows it; may be called on any thread. */
    public static WritableImage of(Image image) {
        WritableImage shown = new WritableImage(image.width(), image.height());
        shown.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        image.width(),
                        image.height(),
                        PixelFormat.getByteRgbInstance(),
                        image.rgb(),
                        0,
                        image.width() * 3);
        return shown;
    }

    /** A picture from the clipboard; what is transparent becomes white. */
    public static Image from(javafx.scene.image.Image shown) {
        int width = (int) shown.getWidth();
        int height = (int) shown.getHeight();
        int[] pixels = new int[width * height];
        shown.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < pixels.length; i++) {
            int alpha = pixels[i] >>> 24;
            for (int channel = 0; channel < 3; channel++) {
                int value = pixels[i] >> 16 - 8 * channel & 0xFF;
                rgb[3 * i + channel] = (byte) ((value * alpha + 255 * (255 - alpha)) / 255);
            }
        }
        return new Image(width, height, rgb);
    }
}
