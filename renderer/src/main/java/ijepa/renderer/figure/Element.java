package ijepa.renderer.figure;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** A thing drawn on a page. Lengths are points, 72 to an inch; y grows downwards. */
public sealed interface Element {

    /**
     * A picture in a rectangle.
     *
     * @param smooth  whether its pixels run into each other
     * @param opacity from 0 to 1
     */
    record Picture(Raster raster, Rectangle2D place, boolean smooth, double opacity) implements Element {}

    /**
     * An outline, filled or stroked or both.
     *
     * @param fill colour {@code 0xAARRGGBB}; 0 for none
     */
    record Form(Shape shape, int fill, Optional<Pen> pen) implements Element {}

    /**
     * Words on a line.
     *
     * @param x      of the side that {@code side} names
     * @param y      of the base line
     * @param size   of the font in points
     * @param upward whether it runs from bottom to top
     */
    record Text(String words, double x, double y, double size, boolean strong, int argb, Side side, boolean upward)
            implements Element {}

    /** What is only seen inside a rectangle. */
    record Clipped(Rectangle2D place, List<Element> inside) implements Element {

        public Clipped {
            inside = List.copyOf(inside);
        }
    }

    /**
     * A line's look.
     *
     * @param width  in points
     * @param dashes lengths in points of line and gap; empty for a whole line
     */
    record Pen(double width, int argb, List<Double> dashes) {

        public Pen {
            dashes = List.copyOf(dashes);
        }

        /** A whole line. */
        public static Pen of(double width, int argb) {
            return new Pen(width, argb, List.of());
        }
    }

    /** Where a text lies against its x. */
    enum Side {
        LEFT,
        CENTRE,
        RIGHT
    }
}
