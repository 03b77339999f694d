package ijepa.renderer.map;

/** Percentiles of numbers, interpolated linearly as NumPy's default does. */
final class Percentiles {

    private Percentiles() {}

    /**
     * One percentile.
     *
     * @param ascending at least one number
     * @param share     0 for the smallest to 1 for the largest
     */
    static double ofSorted(double[] ascending, double share) {
        double place = share * (ascending.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
    }
}
