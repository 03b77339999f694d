package ijepa.renderer.figure;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.InflaterInputStream;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

import ijepa.core.InputException;

/** A figure as PNG, which says its resolution and carries its recipe as a text chunk. */
final class PngFile {

    private static final String FORMAT = "javax_imageio_png_1.0";
    static final String KEYWORD = "ijepa-recipe";
    private static final double INCHES_PER_METRE = 1 / 0.0254;
    private static final double POINTS_PER_INCH = 72;
    /** Twice a double column at 1200 dpi; more needs gigabytes of memory. */
    private static final long MOST_PIXELS = 150_000_000;

    private static final int SIGNATURE = 8;
    /** Length, type and checksum, which every chunk has. */
    private static final int CHUNK = 12;

    private static final int LONGEST_TEXT = 1 << 26;

    private PngFile() {}

    /**
     * Draws the page in pixels.
     *
     * @param pixelsPerPoint may be any positive number
     * @throws InputException when that would be too many
     */
    static BufferedImage draw(Page page, double pixelsPerPoint) {
        double width = Math.max(1, Math.rint(page.width() * pixelsPerPoint));
        double height = Math.max(1, Math.rint(page.height() * pixelsPerPoint));
        if (width * height > MOST_PIXELS) {
            throw new InputException("The figure would have " + Math.round(width) + " x " + Math.round(height)
                    + " pixels, more than " + MOST_PIXELS / 1_000_000
                    + " million: give fewer dots per inch or a smaller width, or write PDF or SVG.");
        }
        BufferedImage image = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(width / page.width(), height / page.height());
            new PageDrawing(page, new PixelImages(pixelsPerPoint)).draw(graphics);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    static byte[] bytes(Page page, int dotsPerInch, String recipe) {
        return encode(draw(page, dotsPerInch / POINTS_PER_INCH), OptionalInt.of(dotsPerInch), Map.of(KEYWORD, recipe));
    }

    /**
     * A picture with texts in it.
     *
     * @param texts by their keywords
     */
    static byte[] encode(BufferedImage image, OptionalInt dotsPerInch, Map<String, String> texts) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            IIOMetadataNode root = new IIOMetadataNode(FORMAT);
            dotsPerInch.ifPresent(dots -> root.appendChild(size(dots)));
            IIOMetadataNode text = new IIOMetadataNode("iTXt");
            texts.forEach((keyword, words) -> text.appendChild(entry(keyword, words)));
            root.appendChild(text);
            metadata.mergeTree(FORMAT, root);
            writer.setOutput(stream);
            writer.write(new IIOImage(image, null, metadata));
            stream.flush();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadataNode size(int dotsPerInch) {
        IIOMetadataNode size = new IIOMetadataNode("pHYs");
        String perMetre = Long.toString(Math.round(dotsPerInch * INCHES_PER_METRE));
        size.setAttribute("pixelsPerUnitXAxis", perMetre);
        size.setAttribute("pixelsPerUnitYAxis", perMetre);
        size.setAttribute("unitSpecifier", "meter");
        return size;
    }

    private static IIOMetadataNode entry(String keyword, String words) {
        IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
        entry.setAttribute("keyword", keyword);
        entry.setAttribute("compressionFlag", "TRUE");
        entry.setAttribute("compressionMethod", "0");
        entry.setAttribute("languageTag", "");
        entry.setAttribute("translatedKeyword", "");
        entry.setAttribute("text", words);
        return entry;
    }

    /** A plain picture, as it lies in other files. */
    static byte[] plain(BufferedImage image) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * The text of a keyword inside; nothing where there is none. Read chunk by chunk, for ImageIO cuts texts of more than
     * 256 KB short and says nothing.
     */
    static Optional<String> text(byte[] file, String keyword) throws IOException {
        ByteBuffer chunks = ByteBuffer.wrap(file).position(Math.min(SIGNATURE, file.length));
        while (chunks.remaining() >= CHUNK) {
            int length = chunks.getInt();
            byte[] type = new byte[4];
            chunks.get(type);
            if (length < 0 || length > chunks.remaining() - 4) {
                // Whoever wants the picture will hear that it is cut short.
                return Optional.empty();
            }
            if (new String(type, StandardCharsets.US_ASCII).equals("iTXt")) {
                Optional<String> found = international(chunks.slice(chunks.position(), length), keyword);
                if (found.isPresent()) {
                    return found;
                }
            }
            chunks.position(chunks.position() + length + 4);
        }
        return Optional.empty();
    }

    /** The text of a chunk iTXt where it has the keyword. */
    private static Optional<String> international(ByteBuffer chunk, String keyword) throws IOException {
        if (!latin(chunk).equals(keyword)) {
            return Optional.empty();
        }
        if (chunk.remaining() < 2) {
            throw new IOException("its text is damaged");
        }
        boolean compressed = chunk.get() != 0;
        chunk.get();
        // Its language, and the keyword in that.
        latin(chunk);
        latin(chunk);
        byte[] text = new byte[chunk.remaining()];
        chunk.get(text);
        if (!compressed) {
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        }
        try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(text))) {
            byte[] plain = inflated.readNBytes(LONGEST_TEXT + 1);
            if (plain.length > LONGEST_TEXT) {
                throw new IOException("its text is longer than " + (LONGEST_TEXT >> 20) + " MB");
            }
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        }
    }

    /** Letters up to a zero. */
    private static String latin(ByteBuffer bytes) {
        StringBuilder letters = new StringBuilder();
        while (bytes.hasRemaining()) {
            int letter = bytes.get() & 0xff;
            if (letter == 0) {
                break;
            }
            letters.append((char) letter);
        }
        return letters.toString();
    }
}
