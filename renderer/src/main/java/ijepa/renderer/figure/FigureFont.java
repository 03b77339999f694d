package ijepa.renderer.figure;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ijepa.core.InputException;
import ijepa.core.Reason;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.OTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** A TrueType typeface in regular and strong weight. Widths are read from the file, so they are the same everywhere. */
public final class FigureFont {

    private static final String FOLDER = "/com/formdev/flatlaf/fonts/roboto/";
    private static final Map<String, FigureFont> BUILT_IN = new ConcurrentHashMap<>();

    private final String name;
    private final Face regular;
    private final Face strong;

    /** One weight. */
    static final class Face {

        private final byte[] file;
        private final TrueTypeFont type;
        private final CmapLookup characters;
        private final int unitsPerEm;
        private final Font screen;

        private Face(byte[] file, String name) {
            this.file = file;
            try {
                type = new OTFParser(true).parse(new RandomAccessReadBuffer(file));
                if (type.getGlyph() == null) {
                    throw new InputException("The figure's font " + name
                            + " has no TrueType outlines: give a .ttf file, or use " + FigureFormat.ROBOTO + ".");
                }
                characters = type.getUnicodeCmapLookup();
                unitsPerEm = type.getUnitsPerEm();
                screen = Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(file));
            } catch (IOException | FontFormatException | RuntimeException unreadable) {
                if (unreadable instanceof InputException said) {
                    throw said;
                }
                throw new InputException(
                        "The figure's font " + name + " is no usable TrueType file: give another, or use "
                                + FigureFormat.ROBOTO + ".",
                        unreadable);
            }
        }

        byte[] file() {
            return file;
        }

        TrueTypeFont type() {
            return type;
        }

        Font screen() {
            return screen;
        }

        private int glyph(int character) {
            return characters.getGlyphId(character);
        }
    }

    private FigureFont(String name, Face regular, Face strong) {
        this.name = name;
        this.regular = regular;
        this.strong = strong;
    }

    /**
     * A font.
     *
     * @param name {@link FigureFormat#ROBOTO} or a TrueType file, which then is its own strong weight
     * @throws InputException when there is none of that name, or it cannot be embedded
     */
    public static FigureFont of(String name) {
        if (name.equals(FigureFormat.ROBOTO)) {
            return BUILT_IN.computeIfAbsent(
                    name,
                    ignored ->
                            new FigureFont(name, new Face(builtIn("Regular"), name), new Face(builtIn("Bold"), name)));
        }
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    "The figure's font " + name + " is not there: give the path of a TrueType file (.ttf)," + " or use "
                            + FigureFormat.ROBOTO + ", which comes with the program.");
        }
        try {
            Face face = new Face(Files.readAllBytes(file), name);
            return new FigureFont(name, face, face);
        } catch (IOException failure) {
            throw new InputException(
                    "The figure's font " + name + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }

    private static byte[] builtIn(String weight) {
        try (InputStream file = FigureFont.class.getResourceAsStream(FOLDER + "Roboto-" + weight + ".ttf")) {
            if (file == null) {
                throw new InputException("This build of the program comes without its font " + FigureFormat.ROBOTO
                        + ": name a TrueType file of your own.");
            }
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new InputException("The program's font cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }

    /** The typeface's own name, such as a style sheet calls it. */
    public String family() {
        return regular.screen.getFamily();
    }

    Face face(boolean bold) {
        return bold ? strong : regular;
    }

    /**
     * Width of words in points.
     *
     * @throws InputException when the font lacks one of the characters
     */
    double width(String words, boolean bold, double size) {
        Face face = face(bold);
        long units = 0;
        for (int character : words.codePoints().toArray()) {
            int glyph = face.glyph(character);
            if (glyph == 0) {
                throw new InputException(
                        "The figure's font " + name + " has no character '" + Character.toString(character)
                                + "' (U+" + String.format(Locale.ROOT, "%04X", character) + " in \"" + words
                                + "\"): use a font that has it, or write it otherwise.");
            }
            try {
                units += face.type.getAdvanceWidth(glyph);
            } catch (IOException failure) {
                throw new InputException("The figure's font " + name + " is damaged: its widths are missing.", failure);
            }
        }
        return units * size / face.unitsPerEm;
    }
}
