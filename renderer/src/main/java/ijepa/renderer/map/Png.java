package ijepa.renderer.map;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.ImageIO;

import ijepa.core.image.Image;

/** Pictures as PNG. */
public final class Png {

    private Png() {}

    /** A page's bytes. */
    public static byte[] of(BufferedImage page) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(page, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A picture's bytes. */
    public static byte[] of(Image picture) {
        return of(SheetPanel.buffered(picture));
    }
}
