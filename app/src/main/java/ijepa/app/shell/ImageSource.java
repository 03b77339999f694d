package ijepa.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import ijepa.core.image.Image;
import ijepa.core.image.ImageReading;

/** A picture that can be opened. */
public sealed interface ImageSource {

    /** What it is called. */
    String name();

    /** Where it comes from, for a tooltip. */
    String origin();

    /**
     * Decodes it.
     *
     * @throws ijepa.core.InputException when it cannot be read
     */
    Image read();

    /** A file. */
    record File(Path path) implements ImageSource {

        @Override
        public String name() {
            return path.getFileName().toString();
        }

        @Override
        public String origin() {
            return path.toString();
        }

        @Override
        public Image read() {
            return ImageReading.read(path);
        }
    }

    /**
     * A photograph that comes with the program.
     *
     * @param file   its name among the samples
     * @param credit author and licence
     */
    record Sample(String file, String credit) implements ImageSource {

        @Override
        public String name() {
            return file;
        }

        @Override
        public String origin() {
            return "Sample image. " + credit;
        }

        @Override
        public Image read() {
            try (InputStream stream = SampleImages.open(file)) {
                return ImageReading.decode(stream.readAllBytes(), file, ImageReading.Orientation.UPRIGHT);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** A picture from the clipboard. */
    record Pasted(String name, Image image) implements ImageSource {

        @Override
        public String origin() {
            return "Pasted, " + image.width() + " x " + image.height() + " pixels";
        }

        @Override
        public Image read() {
            return image;
        }
    }
}
