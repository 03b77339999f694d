package ijepa.renderer.figure;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.image.Image;

/** Figures in files, and back out of them. */
public final class FigureFile {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final byte[] PDF = {'%', 'P', 'D', 'F'};
    /** Larger files hold no figure of this program. */
    private static final long LARGEST = 1L << 30;

    private FigureFile() {}

    /** The figure as pixels, exactly what its PNG of that resolution shows. */
    public static BufferedImage preview(Figure figure, double pixelsPerPoint) {
        return PngFile.draw(Page.of(figure), pixelsPerPoint);
    }

    /**
     * The bytes of a file with one figure.
     *
     * @param recipe travels inside
     */
    public static byte[] bytes(Figure figure, String recipe, FileKind kind) {
        Page page = Page.of(figure);
        return switch (kind) {
            case PDF -> PdfFile.bytes(page, recipe);
            case SVG -> SvgFile.bytes(page, recipe);
            case PNG -> PngFile.bytes(page, figure.format().dotsPerInch(), recipe);
        };
    }

    /**
     * The bytes of a PNG that is no drawn figure, such as a picture of the screen, with texts that travel inside.
     *
     * @param recipe the figure that shows the same, where there is one
     * @param texts  by keywords of Latin letters, at most 79 of them
     */
    public static byte[] picture(Image picture, Optional<String> recipe, Map<String, String> texts) {
        Map<String, String> all = new LinkedHashMap<>(texts);
        recipe.ifPresent(json -> all.put(PngFile.KEYWORD, json));
        BufferedImage page = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                page.setRGB(x, y, picture.argb(x, y));
            }
        }
        return PngFile.encode(page, OptionalInt.empty(), all);
    }

    /**
     * A text in a PNG.
     *
     * @return nothing where it has none of that keyword
     * @throws InputException when it cannot be read
     */
    public static Optional<String> text(Path png, String keyword) {
        try {
            return PngFile.text(Files.readAllBytes(png), keyword);
        } catch (IOException failure) {
            throw new InputException("The picture " + png + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }

    /**
     * Writes a file as a whole or not at all; makes its folder where there is none.
     *
     * @throws InputException when that cannot be done
     */
    public static void write(byte[] content, Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            if (Files.isDirectory(file)) {
                throw new IOException("it is a folder");
            }
            Path part = file.resolveSibling(file.getFileName() + ".partial");
            try {
                Files.write(part, content);
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException failure) {
            throw new InputException(
                    "The figure cannot be written to " + file + " (" + Reason.of(failure)
                            + "): choose a place that you may write to.",
                    failure);
        }
    }

    /**
     * The recipe in a PNG, SVG or PDF.
     *
     * @return nothing where the file is such a one without a recipe, or another kind of file
     * @throws InputException when it cannot be read
     */
    public static Optional<String> recipe(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            byte[] content = Files.readAllBytes(file);
            if (startsWith(content, PNG)) {
                return PngFile.text(content, PngFile.KEYWORD);
            }
            if (startsWith(content, PDF)) {
                return PdfFile.recipe(content);
            }
            String start = new String(content, 0, Math.min(content.length, 1000), StandardCharsets.UTF_8);
            return start.contains("<svg") ? SvgFile.recipe(content) : Optional.empty();
        } catch (NoSuchFileException missing) {
            throw new InputException("There is no file " + file + ".", missing);
        } catch (IOException failure) {
            throw new InputException("The figure " + file + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }

    private static boolean startsWith(byte[] content, byte[] start) {
        return content.length >= start.length
                && java.util.Arrays.equals(content, 0, start.length, start, 0, start.length);
    }
}
