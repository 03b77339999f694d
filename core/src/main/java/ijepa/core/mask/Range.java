package ijepa.core.mask;

/**
 * A closed range of positive numbers.
 *
 * @param min lower end
 * @param max upper end, at least the lower
 */
public record Range(double min, double max) {

    public Range {
        if (!(min > 0) || !(max >= min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException(
                    "A range needs a positive lower end and an upper end that is not below it, not " + min + " to "
                            + max + ".");
        }
    }

    /** The value a share of the way from the lower end, in the published code's order of operations. */
    double at(double share) {
        return min + share * (max - min);
    }
}
