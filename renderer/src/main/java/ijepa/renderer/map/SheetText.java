package ijepa.renderer.map;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The texts of a sheet: Inter where it lies on the class path, else DejaVu Sans, else the system's sans serif. */
final class SheetText {

    static final Color INK = new Color(0x1B1F24);
    static final Color FAINT = new Color(0x656D76);

    private static final String INTER = "/com/formdev/flatlaf/fonts/inter/Inter-";
    private static final Font REGULAR = load("Regular", Font.PLAIN);
    private static final Font STRONG = load("SemiBold", Font.BOLD);

    private final Graphics2D graphics;

    SheetText(Graphics2D graphics) {
        this.graphics = graphics;
    }

    /** Where a text lies against its x. */
    enum Side {
        LEFT,
        CENTRE,
        RIGHT
    }

    private static Font load(String weight, int style) {
        try (InputStream file = SheetText.class.getResourceAsStream(INTER + weight + ".otf")) {
            if (file != null) {
                return Font.createFont(Font.TRUETYPE_FONT, file);
            }
        } catch (IOException | FontFormatException unreadable) {
            // A sheet in another typeface is better than none.
        }
        Set<String> families = new TreeSet<>(Arrays.asList(
                GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames(Locale.ROOT)));
        return new Font(families.contains("DejaVu Sans") ? "DejaVu Sans" : Font.SANS_SERIF, style, 12);
    }

    /** Writes in regular weight; {@code y} is the baseline. */
    void plain(String text, double x, double y, double size, Color colour, Side side) {
        write(REGULAR, text, x, y, size, colour, side);
    }

    /** Writes in semi-bold weight; {@code y} is the baseline. */
    void strong(String text, double x, double y, double size, Color colour, Side side) {
        write(STRONG, text, x, y, size, colour, side);
    }

    /** The text, its middle cut out where it is wider than that. */
    String fitted(String text, double size, double width) {
        Font font = REGULAR.deriveFont((float) size);
        String fitted = text;
        int keep = text.length();
        while (keep > 8
                && graphics.getFontMetrics(font)
                                .getStringBounds(fitted, graphics)
                                .getWidth()
                        > width) {
            keep--;
            fitted = text.substring(0, (keep + 1) / 2) + "\u2026" + text.substring(text.length() - keep / 2);
        }
        return fitted;
    }

    private void write(Font base, String text, double x, double y, double size, Color colour, Side side) {
        Font font = base.deriveFont((float) size);
        double width =
                graphics.getFontMetrics(font).getStringBounds(text, graphics).getWidth();
        double left = switch (side) {
            case LEFT -> x;
            case CENTRE -> x - width / 2;
            case RIGHT -> x - width;
        };
        graphics.setFont(font);
        graphics.setColor(colour);
        graphics.drawString(text, (float) left, (float) y);
    }

    /** A number with three significant digits, at most four decimals. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "\u2013";
        }
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 || size == 0 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
