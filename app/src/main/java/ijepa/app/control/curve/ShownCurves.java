package ijepa.app.control.curve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a chart shows, copied: it may be read on any thread, saved, or drawn as a figure.
 *
 * @param title       of the chart
 * @param acrossTitle of the horizontal axis, with its unit
 * @param logarithmic whether the vertical axis is
 * @param smoothing   weight of the average, 0 for none
 * @param curves      the points that are in sight
 */
public record ShownCurves(
        String title, String acrossTitle, boolean logarithmic, double smoothing, List<Values> curves) {

    public ShownCurves {
        curves = List.copyOf(curves);
    }

    /**
     * One curve.
     *
     * @param colour   {@code 0xAARRGGBB}
     * @param pattern  see {@link Curve#pattern}
     * @param places   horizontally
     * @param values   no number is a gap
     * @param smoothed the averages; the values themselves where there is no smoothing
     */
    public record Values(String name, int colour, int pattern, double[] places, float[] values, float[] smoothed) {}

    /** Comma-separated values, one row a point: {@code series,place,value,smoothed}; gaps have empty values. */
    public String csv() {
        StringBuilder text = new StringBuilder();
        writeCsv(text);
        return text.toString();
    }

    /** Writes what {@link #csv} gives. */
    public void writeCsv(Appendable out) {
        try {
            out.append("series,")
                    .append(quoted(acrossTitle))
                    .append(",")
                    .append(quoted(title))
                    .append(",smoothed\n");
            for (Values curve : curves) {
                String name = quoted(curve.name);
                for (int i = 0; i < curve.places.length; i++) {
                    out.append(name).append(',').append(number(curve.places[i])).append(',');
                    out.append(number(curve.values[i])).append(',');
                    out.append(number(curve.smoothed[i])).append('\n');
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String number(float value) {
        if (Float.isNaN(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e7 ? Long.toString((long) value) : Float.toString(value);
    }

    private static String quoted(String text) {
        return text.contains(",") || text.contains("\"") || text.contains("\n")
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
