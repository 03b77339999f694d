package ijepa.core.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

import ijepa.core.InputException;
import ijepa.core.Reason;

/**
 * Size of a picture file in pixels, as its header says.
 *
 * @param width  as stored, before any rotation that the file asks for
 * @param height likewise
 */
public record PictureSize(int width, int height) {

    /** The shorter side. */
    public int shorterSide() {
        return Math.min(width, height);
    }

    /**
     * Reads a header; what comes behind it may still be damaged.
     *
     * @throws InputException when the file cannot be read, is no picture, or is larger than {@link ImageReading#MAX_PIXELS}
     */
    public static PictureSize read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException("There is no file " + file + ".");
        }
        try (FileImageInputStream stream = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new InputException(
                        file + " is not a picture in a format known here (JPEG, PNG, WebP, BMP, TIFF, GIF, PPM, PGM).");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                PictureSize size = new PictureSize(reader.getWidth(0), reader.getHeight(0));
                if ((long) size.width * size.height > ImageReading.MAX_PIXELS) {
                    throw new InputException(file + " says it has " + size.width + " x " + size.height
                            + " pixels, more than the limit of " + ImageReading.MAX_PIXELS + ": scale it down first.");
                }
                return size;
            } finally {
                reader.dispose();
            }
        } catch (InputException refused) {
            throw refused;
        } catch (IOException | RuntimeException failure) {
            throw new InputException(
                    file + " is damaged or cut short and cannot be read (" + Reason.of(failure) + ").", failure);
        }
    }
}
