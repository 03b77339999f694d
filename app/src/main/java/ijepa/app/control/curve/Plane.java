package ijepa.app.control.curve;

/**
 * Where values lie on the screen: a rectangle in pixels and the stretches of both axes that it shows.
 *
 * @param logarithmic whether equal factors are equally far apart upwards; both ends of {@code upward} are then above 0
 */
public record Plane(
        double left, double top, double width, double height, Span across, Span upward, boolean logarithmic) {

    /** The pixel of a place. */
    public double x(double place) {
        return left + (place - across.min()) / across.length() * width;
    }

    /** The place at a pixel. */
    public double place(double x) {
        return across.min() + (x - left) / width * across.length();
    }

    /** The pixel of a value; no number where a logarithmic axis has no place for it. */
    public double y(double value) {
        if (logarithmic && value <= 0) {
            return Double.NaN;
        }
        double share = (scaled(value) - scaled(upward.min())) / (scaled(upward.max()) - scaled(upward.min()));
        return top + (1 - share) * height;
    }

    /** The stretch of values with everything a factor nearer; the value at a pixel stays. */
    Span zoomedUpward(double factor, double y) {
        Span scale = new Span(scaled(upward.min()), scaled(upward.max()));
        double share = 1 - (y - top) / height;
        return unscaled(scale.zoomed(factor, scale.min() + share * scale.length()));
    }

    /** The stretch of values after it was dragged down by pixels. */
    Span pannedUpward(double down) {
        Span scale = new Span(scaled(upward.min()), scaled(upward.max()));
        return unscaled(scale.shifted(down / height * scale.length()));
    }

    boolean holds(double x, double y) {
        return x >= left && x <= left + width && y >= top && y <= top + height;
    }

    private double scaled(double value) {
        return logarithmic ? Math.log10(value) : value;
    }

    private Span unscaled(Span scale) {
        return logarithmic ? new Span(Math.pow(10, scale.min()), Math.pow(10, scale.max())) : scale;
    }
}
