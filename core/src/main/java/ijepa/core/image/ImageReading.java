package ijepa.core.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import ijepa.core.InputException;
import ijepa.core.Reason;

/** Reads picture files: JPEG (grey and CMYK too), PNG, WebP, BMP, TIFF, PPM, PGM and GIF's first frame. */
public final class ImageReading {

    /** Most pixels that are decoded, as Pillow's limit: a larger header is a mistake or an attack. */
    public static final long MAX_PIXELS = 178_956_970;

    /** Most bytes of a file: what an array holds, far more than so many pixels take. */
    private static final long LARGEST_FILE = Integer.MAX_VALUE - 8;

    static {
        // Memory, not temporary files.
        ImageIO.setUseCache(false);
    }

    private ImageReading() {}

    /**
     * Whether a picture is turned as its EXIF orientation says and shown as its ICC profile says. The published code does
     * neither.
     */
    public enum Orientation {
        UPRIGHT,
        AS_STORED
    }

    /** Reads a picture upright. See {@link #read(Path, Orientation)}. */
    public static Image read(Path file) {
        return read(file, Orientation.UPRIGHT);
    }

    /**
     * Reads a picture.
     *
     * @throws InputException when the file is not there, no picture, damaged, cut, or larger than {@link #MAX_PIXELS}
     */
    public static Image read(Path file, Orientation orientation) {
        return decode(content(file), file.toString(), orientation);
    }

    /**
     * A picture file's content.
     *
     * @throws InputException when the file is not there or cannot be read
     */
    static byte[] content(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InputException(file + " is a folder, not a picture.");
            }
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new InputException(file + " has " + (size >> 20) + " MB, more than a picture of up to "
                        + MAX_PIXELS + " pixels can have: a file of many pages must be split into pictures.");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException failure) {
            throw new InputException("There is no file " + file + ".", failure);
        } catch (IOException failure) {
            throw new InputException(file + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }

    /**
     * Decodes a picture file's content.
     *
     * @param name what messages call it
     * @throws InputException as {@link #read(Path, Orientation)}
     */
    public static Image decode(byte[] bytes, String name, Orientation orientation) {
        if (bytes.length == 0) {
            throw new InputException(name + " is empty.");
        }
        boolean asStored = orientation == Orientation.AS_STORED;
        Image image = JpegTurbo.decode(bytes, asStored).orElseGet(() -> decodeAny(bytes, name, asStored));
        return orientation == Orientation.UPRIGHT
                ? Rotation.ofExif(exifOrientation(bytes)).apply(image)
                : image;
    }

    private static Image decodeAny(byte[] bytes, String name, boolean asStored) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new InputException(
                        name + " is not a picture in a format known here (JPEG, PNG, WebP, BMP, TIFF, GIF, PPM, PGM).");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > MAX_PIXELS) {
                    throw new InputException(name + " says it has " + width + " x " + height
                            + " pixels, more than the limit of " + MAX_PIXELS + ": scale it down first.");
                }
                WarningCounter warnings = new WarningCounter();
                reader.addIIOReadWarningListener(warnings);
                BufferedImage picture = reader.read(0);
                if (warnings.truncated) {
                    throw new InputException(
                            name + " is cut short: its picture data ends too early. Get a complete copy.");
                }
                return toRgb(picture, name, asStored);
            } finally {
                reader.dispose();
            }
        } catch (InputException refused) {
            throw refused;
        } catch (IOException | RuntimeException failure) {
            // What readers throw at damaged files is of many kinds.
            throw new InputException(
                    name + " is damaged or cut short and cannot be decoded (" + Reason.of(failure) + ").", failure);
        }
    }

    private static int exifOrientation(byte[] bytes) {
        try {
            Metadata metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes), bytes.length);
            ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            return directory != null && directory.containsTag(ExifIFD0Directory.TAG_ORIENTATION)
                    ? directory.getInt(ExifIFD0Directory.TAG_ORIENTATION)
                    : 1;
        } catch (ImageProcessingException | MetadataException | IOException unreadable) {
            // A picture without readable metadata is upright.
            return 1;
        }
    }

    /** Drops alpha, as Pillow's {@code convert("RGB")} does. */
    private static Image toRgb(BufferedImage picture, String name, boolean asStored) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        byte[] rgb = new byte[width * height * 3];
        if (isPlainBytes(picture, asStored)) {
            copyBytes(picture, rgb);
            return new Image(width, height, rgb);
        }
        if (picture.getColorModel() instanceof ComponentColorModel color
                && color.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            int depth = color.getComponentSize(0);
            int type = color.getTransferType();
            if (depth > 16 || type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT) {
                throw new InputException(
                        name + " has grey values of " + depth
                                + " bits, or signed or floating ones, which say nothing of how bright they are meant: convert it to 8 or 16 bits.");
            }
            copyGrey(picture, rgb);
            return new Image(width, height, rgb);
        }
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            for (int pixel : row) {
                rgb[at++] = (byte) (pixel >> 16);
                rgb[at++] = (byte) (pixel >> 8);
                rgb[at++] = (byte) pixel;
            }
        }
        return new Image(width, height, rgb);
    }

    /** Whether the picture's bytes are grey or RGB samples that need no colour conversion, or shall get none. */
    private static boolean isPlainBytes(BufferedImage picture, boolean asStored) {
        return picture.getRaster().getDataBuffer() instanceof DataBufferByte
                && picture.getSampleModel() instanceof PixelInterleavedSampleModel
                && picture.getColorModel() instanceof ComponentColorModel color
                && (color.getColorSpace().getType() == ColorSpace.TYPE_GRAY && color.getNumComponents() == 1
                        || color.getNumComponents() == 3
                                && (color.getColorSpace().isCS_sRGB()
                                        || asStored && color.getColorSpace().getType() == ColorSpace.TYPE_RGB));
    }

    /**
     * Grey of any depth, with or without alpha: samples scaled to a byte. Java takes grey for linear light and would brighten
     * it on the way to RGB.
     */
    private static void copyGrey(BufferedImage picture, byte[] rgb) {
        int most = (1 << picture.getColorModel().getComponentSize(0)) - 1;
        int[] row = new int[picture.getWidth()];
        int at = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            picture.getRaster().getSamples(0, y, row.length, 1, 0, row);
            for (int sample : row) {
                byte grey = (byte) (sample * 255L / most);
                rgb[at++] = grey;
                rgb[at++] = grey;
                rgb[at++] = grey;
            }
        }
    }

    private static void copyBytes(BufferedImage picture, byte[] rgb) {
        byte[] data = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        PixelInterleavedSampleModel layout = (PixelInterleavedSampleModel) picture.getSampleModel();
        int[] offsets = layout.getBandOffsets();
        int red = offsets[0];
        int green = offsets.length == 3 ? offsets[1] : red;
        int blue = offsets.length == 3 ? offsets[2] : red;
        int step = layout.getPixelStride();
        int at = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            int from = y * layout.getScanlineStride();
            for (int x = 0; x < picture.getWidth(); x++, from += step) {
                rgb[at++] = data[from + red];
                rgb[at++] = data[from + green];
                rgb[at++] = data[from + blue];
            }
        }
    }

    /** The JPEG reader of the JDK fills what is missing with grey and only warns. */
    private static final class WarningCounter implements IIOReadWarningListener {

        private boolean truncated;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            String text = warning == null ? "" : warning.toLowerCase(Locale.ROOT);
            truncated |= text.contains("premature") || text.contains("truncated") || text.contains("unexpected end");
        }
    }
}
