package ijepa.renderer.figure;

import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ijepa.renderer.figure.Element.Pen;
import ijepa.renderer.figure.Element.Side;

/** Collects elements while a page is laid out, and measures text. */
final class Ink {

    static final int BLACK = 0xFF1B1F24;
    static final int GREY = 0xFF59616A;
    static final int PALE = 0xFFD0D5DA;
    static final int GROUND = 0xFFEFF1F3;
    static final int HAIRLINE = 0x50000000;

    /** From one line of text to the next, in sizes. */
    private static final double LEADING = 1.22;

    private final FigureFont font;
    private final double size;
    private final List<Element> elements = new ArrayList<>();

    Ink(FigureFont font, double size) {
        this.font = font;
        this.size = size;
    }

    List<Element> elements() {
        return elements;
    }

    /** Size of all text in points. */
    double size() {
        return size;
    }

    /** Height of a line of text. */
    double line() {
        return size * LEADING;
    }

    /** From the top of a line to its base line. */
    double ascent() {
        return size * 0.93;
    }

    double width(String words, boolean strong) {
        return font.width(words, strong, size);
    }

    void text(String words, double x, double baseline, int argb, Side side) {
        write(words, x, baseline, size, false, argb, side, false);
    }

    void strong(String words, double x, double baseline, int argb, Side side) {
        write(words, x, baseline, size, true, argb, side, false);
    }

    void upward(String words, double x, double y, int argb) {
        write(words, x, y, size, false, argb, Side.CENTRE, true);
    }

    void write(String words, double x, double y, double points, boolean strong, int argb, Side side, boolean upward) {
        if (!words.isEmpty()) {
            font.width(words, strong, points);
            elements.add(new Element.Text(words, x, y, points, strong, argb, side, upward));
        }
    }

    void picture(Raster raster, double x, double y, double width, double height, boolean smooth, double opacity) {
        elements.add(new Element.Picture(raster, new Rectangle2D.Double(x, y, width, height), smooth, opacity));
    }

    void fill(Shape shape, int argb) {
        elements.add(new Element.Form(shape, argb, Optional.empty()));
    }

    void stroke(Shape shape, Pen pen) {
        elements.add(new Element.Form(shape, 0, Optional.of(pen)));
    }

    void rule(double x1, double y1, double x2, double y2, double width, int argb) {
        stroke(new Line2D.Double(x1, y1, x2, y2), Pen.of(width, argb));
    }

    void clipped(Rectangle2D place, Ink inside) {
        elements.add(new Element.Clipped(place, inside.elements));
    }

    /** A sheet for what goes into a clip. */
    Ink fresh() {
        return new Ink(font, size);
    }

    /**
     * Words broken into lines that are no wider, at spaces and behind hyphens; a word that is too wide for itself loses its
     * middle.
     */
    List<String> wrapped(String words, double width, boolean strong) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : words.split(" ")) {
            String gap = line.isEmpty() ? "" : " ";
            for (String part : word.split("(?<=-)")) {
                String longer = line + gap + part;
                if (line.isEmpty() || width(longer, strong) <= width) {
                    line = longer;
                } else {
                    lines.add(fitted(line, width, strong));
                    line = part;
                }
                gap = "";
            }
        }
        lines.add(fitted(line, width, strong));
        return lines;
    }

    /** The text, its middle cut out where it is wider than that. */
    String fitted(String words, double width, boolean strong) {
        String fitted = words;
        int keep = words.length();
        while (keep > 3 && width(fitted, strong) > width) {
            keep--;
            fitted = words.substring(0, (keep + 1) / 2) + "\u2026" + words.substring(words.length() - keep / 2);
        }
        return fitted;
    }
}
