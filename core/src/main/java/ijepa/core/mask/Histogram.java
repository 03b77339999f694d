package ijepa.core.mask;

import java.util.Arrays;

/**
 * How often each whole number from 0 came up.
 *
 * @param counts by number; not copied, so do not write to it
 */
public record Histogram(long[] counts) {

    /** All counted. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** The mean; no number where nothing was counted. */
    public double mean() {
        double sum = 0;
        for (int value = 0; value < counts.length; value++) {
            sum += (double) value * counts[value];
        }
        return sum / total();
    }

    /** The standard deviation of all that was counted. */
    public double deviation() {
        double mean = mean();
        double sum = 0;
        for (int value = 0; value < counts.length; value++) {
            sum += (value - mean) * (value - mean) * counts[value];
        }
        return Math.sqrt(sum / total());
    }

    /** The smallest number that came up; -1 where nothing was counted. */
    public int smallest() {
        for (int value = 0; value < counts.length; value++) {
            if (counts[value] > 0) {
                return value;
            }
        }
        return -1;
    }

    /** The largest number that came up; -1 where nothing was counted. */
    public int largest() {
        for (int value = counts.length - 1; value >= 0; value--) {
            if (counts[value] > 0) {
                return value;
            }
        }
        return -1;
    }

    /** Which share of all a number has. */
    public double share(int value) {
        return (double) counts[value] / total();
    }
}
