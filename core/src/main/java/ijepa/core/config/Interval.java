package ijepa.core.config;

import java.util.List;

import ijepa.core.mask.Range;

/** Two numbers that a configuration writes as a list, such as {@code [0.15, 0.2]}. */
public record Interval(double from, double to) {

    /** The same as a range of masks. */
    public Range range() {
        return new Range(from, to);
    }

    List<Double> toList() {
        return List.of(from, to);
    }

    @Override
    public String toString() {
        return "[" + from + ", " + to + "]";
    }
}
