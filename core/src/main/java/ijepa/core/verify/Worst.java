package ijepa.core.verify;

/** The largest of several errors and where it was. */
public final class Worst {

    private double error = -1;
    private String where = "";
    private int count;

    /** Takes one more error into account. */
    public void add(String place, double candidate) {
        count++;
        // A NaN is worse than any number and stays.
        if (!(candidate <= error) && !Double.isNaN(error)) {
            error = candidate;
            where = place;
        }
    }

    double error() {
        return Math.max(error, 0);
    }

    String where() {
        return where;
    }

    int count() {
        return count;
    }

    /** As a row, named after what was compared and where the worst is. */
    public Check.Measured check(String quantity, double tolerance, String things) {
        return new Check.Measured(quantity, error(), tolerance, count + " " + things + ", worst " + where);
    }

    /**
     * Difference by norm over the expectation's norm; infinite where the sizes differ. A tensor that is expected to be
     * zero is compared absolutely.
     */
    public static double relative(float[] actual, float[] expected) {
        if (actual.length != expected.length) {
            return Double.POSITIVE_INFINITY;
        }
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < actual.length; i++) {
            double apart = (double) actual[i] - expected[i];
            difference += apart * apart;
            norm += (double) expected[i] * expected[i];
        }
        return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
    }

    /** Difference over the expectation; absolute where zero is expected. */
    public static double relative(double actual, double expected) {
        return expected == 0 ? Math.abs(actual) : Math.abs(actual - expected) / Math.abs(expected);
    }
}
