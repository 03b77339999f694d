package ijepa.renderer.figure;

/**
 * One line of a chart. Points that are no numbers break it.
 *
 * @param name   in the legend; empty for none
 * @param x      not copied, so do not write to it
 * @param y      as many
 * @param shape  how the points are joined
 * @param colour number in the palette of Okabe and Ito, from 0
 */
public record Series(String name, double[] x, double[] y, Shape shape, int colour) {

    /** How points become a line. */
    public enum Shape {
        LINE,
        /** Thin and pale: what a smoothed line was made from. */
        FAINT,
        DASHED,
        /** Bars as wide as the distance of the x. */
        BARS
    }

    public Series {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "The series " + name + " has " + x.length + " x and " + y.length + " y: give as many of each.");
        }
    }
}
