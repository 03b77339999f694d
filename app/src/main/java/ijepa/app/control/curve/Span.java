package ijepa.app.control.curve;

/** A stretch of an axis, from its smaller end to its larger one. */
public record Span(double min, double max) {

    public Span {
        if (!(min < max)) {
            throw new IllegalArgumentException("A stretch of an axis from " + min + " to " + max + " has no length.");
        }
    }

    public double length() {
        return max - min;
    }

    boolean contains(double value) {
        return value >= min && value <= max;
    }

    /** The stretch with everything a factor nearer; a value stays where it is. */
    Span zoomed(double factor, double fixed) {
        return new Span(fixed - (fixed - min) / factor, fixed + (max - fixed) / factor);
    }

    Span shifted(double by) {
        return new Span(min + by, max + by);
    }
}
