package ijepa.app.control.curve;

/** The smallest, the largest and the mean of some numbers; what is no number is left out. */
final class Summary {

    private double min;
    private double max;
    private double sum;
    private double count;

    Summary() {
        clear();
    }

    void clear() {
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
        sum = 0;
        count = 0;
    }

    void add(double value) {
        add(value, value, value, 1);
    }

    /** Takes in the summary of several numbers. */
    void add(double smallest, double largest, double mean, double howMany) {
        if (Double.isFinite(mean)) {
            min = Math.min(min, smallest);
            max = Math.max(max, largest);
            sum += mean * howMany;
            count += howMany;
        }
    }

    /** Whether there was no number. */
    boolean isEmpty() {
        return count == 0;
    }

    double min() {
        return isEmpty() ? Double.NaN : min;
    }

    double max() {
        return isEmpty() ? Double.NaN : max;
    }

    double mean() {
        return isEmpty() ? Double.NaN : sum / count;
    }
}
