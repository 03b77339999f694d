package ijepa.app.control.curve;

import java.util.Arrays;

/**
 * A curve in pixels. Where points are denser than pixels there is one entry a pixel column, with the smallest and largest
 * value in it; else one entry a point, and both are the value. No number breaks the line.
 *
 * @param low  pixel of the smallest value, the lower one on the screen
 * @param high pixel of the largest
 * @param line what is drawn through: the smoothed curve, else the means of columns or the points themselves
 * @param dense whether an entry is a column
 * @param spacing pixels from one point to the next, on average
 * @param of what there was of the curve
 */
record Trace(
        Curve curve, float[] x, float[] low, float[] high, float[] line, boolean dense, double spacing, Extent of) {

    /** More would not be seen. */
    private static final float STEPS_PER_PIXEL = 4;

    /** Pixels that a line may be off. */
    static final double UNSEEN = 0.5;

    private static final double FAR = 20_000;

    /** From so many points a pixel on columns are summed up. */
    private static final int DENSE = 2;

    /**
     * What a curve had when it was drawn.
     *
     * @param points how many
     * @param cuts   how often points had been taken away
     */
    record Extent(int points, int cuts) {

        static Extent of(Curve curve) {
            return new Extent(curve.size(), curve.samples().cuts());
        }
    }

    /**
     * The trace of what a plane shows of a curve.
     *
     * @param smoothed the curve's average; null for none
     */
    static Trace of(Curve curve, Smoothed smoothed, Plane plane) {
        Places places = curve.places();
        int size = curve.size();
        int first = Math.max(0, Math.min(size, places.firstFrom(plane.across().min(), 0)) - 1);
        int end = Math.min(size, places.firstFrom(plane.across().max(), first) + 1);
        int points = Math.max(0, end - first);
        int columns = (int) Math.ceil(plane.width());
        return points > DENSE * columns
                ? columns(curve, smoothed, plane, first, end, columns)
                : points(curve, smoothed, plane, first, end);
    }

    private static Trace points(Curve curve, Smoothed smoothed, Plane plane, int first, int end) {
        int count = Math.max(0, end - first);
        float[] x = new float[count];
        float[] value = new float[count];
        float[] line = smoothed == null ? value : new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = pixel(plane.x(curve.places().at(first + i)));
            value[i] = pixel(plane.y(curve.samples().get(first + i)));
            if (smoothed != null) {
                line[i] = pixel(plane.y(smoothed.at(first + i)));
            }
        }
        double spacing = count < 2 ? Double.POSITIVE_INFINITY : (x[count - 1] - x[0]) / (double) (count - 1);
        return new Trace(curve, x, value, value, line, false, spacing, Extent.of(curve));
    }

    private static Trace columns(Curve curve, Smoothed smoothed, Plane plane, int first, int end, int columns) {
        float[] x = new float[columns];
        float[] low = new float[columns];
        float[] high = new float[columns];
        float[] line = new float[columns];
        int filled = 0;
        int from = first;
        Summary summary = new Summary();
        for (int column = 0; column < columns; column++) {
            int to = column == columns - 1
                    ? end
                    : Math.min(end, curve.places().firstFrom(plane.place(plane.left() + column + 1.0), from));
            if (to > from) {
                summary.clear();
                curve.samples().addTo(summary, from, to);
                x[filled] = (float) (plane.left() + column + 0.5);
                low[filled] = pixel(plane.y(summary.min()));
                high[filled] = pixel(plane.y(summary.max()));
                line[filled] = pixel(plane.y(smoothed == null ? summary.mean() : smoothed.mean(from, to)));
                filled++;
                from = to;
            }
        }
        return new Trace(
                curve,
                Arrays.copyOf(x, filled),
                Arrays.copyOf(low, filled),
                Arrays.copyOf(high, filled),
                Arrays.copyOf(line, filled),
                true,
                0,
                Extent.of(curve));
    }

    private static float pixel(double exact) {
        return Double.isNaN(exact)
                ? Float.NaN
                : Math.round(Math.clamp(exact, -FAR, FAR) * STEPS_PER_PIXEL) / STEPS_PER_PIXEL;
    }

    /**
     * Whether points that came since lie within what is drawn of the last column, or out of sight: said without drawing
     * anew, which for a million points costs more than following the run otherwise does.
     */
    boolean hidesGrowth(Plane plane) {
        Extent now = Extent.of(curve);
        if (now.equals(of)) {
            return true;
        }
        if (!dense || x.length == 0 || now.cuts() != of.cuts() || now.points() < of.points()) {
            return false;
        }
        if (curve.places().at(of.points() - 1) > plane.across().max()) {
            return true;
        }
        Summary added = new Summary();
        curve.samples().addTo(added, of.points(), now.points());
        int last = x.length - 1;
        return added.isEmpty() || pixel(plane.y(added.min())) <= low[last] && pixel(plane.y(added.max())) >= high[last];
    }

    /** Whether nobody could tell it from another: a new point shifts columns by a trifle. */
    boolean looksLike(Trace other) {
        return curve.colour() == other.curve.colour()
                && curve.pattern() == other.curve.pattern()
                && dense == other.dense
                && isNear(x, other.x)
                && isNear(low, other.low)
                && isNear(high, other.high)
                && isNear(line, other.line);
    }

    private static boolean isNear(float[] here, float[] there) {
        if (here.length != there.length) {
            return false;
        }
        for (int i = 0; i < here.length; i++) {
            boolean near = Float.isNaN(here[i]) == Float.isNaN(there[i]) && !(Math.abs(here[i] - there[i]) > UNSEEN);
            if (!near) {
                return false;
            }
        }
        return true;
    }
}
