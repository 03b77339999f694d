package ijepa.renderer.map;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;

/**
 * Numbers to colours: a scale between two ends.
 *
 * @param scale    the colours
 * @param min      the value of the scale's first colour; finite
 * @param max      the value of its last, not below {@code min}; values outside take the nearest end's colour
 * @param reversed whether the scale runs from its last colour to its first
 */
public record ColourMap(ColourScale scale, double min, double max, boolean reversed) {

    private static final double[] STEPS = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8};

    public ColourMap {
        if (!Double.isFinite(min) || !Double.isFinite(max) || max < min) {
            throw new IllegalArgumentException(
                    "A colour map needs a finite smallest and largest value, not " + min + " and " + max + ".");
        }
    }

    /** From the smallest to the largest of some values; those that are no numbers do not count. */
    public static ColourMap over(ColourScale scale, double[] values) {
        DoubleSummaryStatistics finite =
                Arrays.stream(values).filter(Double::isFinite).summaryStatistics();
        return finite.getCount() == 0
                ? new ColourMap(scale, 0, 1, false)
                : new ColourMap(scale, finite.getMin(), finite.getMax(), false);
    }

    /** The next round number; 1 for what is not positive. */
    public static double roundedUp(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : STEPS) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /** Where a value lies between the ends, 0 to 1; 0.5 where both ends are the same. */
    public double position(double value) {
        return max > min ? Math.clamp((value - min) / (max - min), 0, 1) : 0.5;
    }

    /** The opaque colour {@code 0xFFRRGGBB} of a value; fully transparent for what is no number. */
    public int argb(double value) {
        if (Double.isNaN(value)) {
            return 0;
        }
        double position = position(value);
        return scale.argb(reversed ? 1 - position : position);
    }

    /** The colours of some values. */
    public int[] argb(double[] values) {
        return Arrays.stream(values).mapToInt(this::argb).toArray();
    }
}
