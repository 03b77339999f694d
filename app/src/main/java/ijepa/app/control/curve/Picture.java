package ijepa.app.control.curve;

import java.util.List;

/**
 * A chart as it is drawn, in pixels: what new points do not change is not painted again.
 *
 * @param across ticks of the horizontal axis
 * @param upward ticks of the vertical one
 */
record Picture(Plane plane, List<Tick> across, List<Tick> upward, List<Trace> traces) {

    /** A tick at a whole pixel. */
    record Tick(int pixel, String text) {}

    static Picture of(Plane plane, List<Trace> traces) {
        int most = Math.max(2, (int) (plane.width() / 84));
        int rows = Math.max(2, (int) (plane.height() / 34));
        List<Double> columns = Ticks.linear(plane.across(), most);
        List<Double> values =
                plane.logarithmic() ? Ticks.logarithmic(plane.upward(), rows) : Ticks.linear(plane.upward(), rows);
        return new Picture(
                plane,
                columns.stream()
                        .map(tick -> new Tick(
                                (int) Math.round(plane.x(tick)), Ticks.text(tick, apart(columns, plane.across()))))
                        .toList(),
                values.stream()
                        .map(tick -> new Tick(
                                (int) Math.round(plane.y(tick)),
                                Ticks.text(tick, plane.logarithmic() ? tick : apart(values, plane.upward()))))
                        .toList(),
                traces);
    }

    private static double apart(List<Double> ticks, Span span) {
        return ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : span.length();
    }

    /**
     * Whether points that came since it was drawn can neither be seen nor shift what is seen; where that is not known
     * without drawing anew, it is not said.
     *
     * @param now the places that are in sight by now
     */
    boolean hidesGrowth(Span now) {
        double shift = Math.abs(now.min() - plane.across().min())
                + Math.abs(now.max() - plane.across().max());
        return shift / plane.across().length() * plane.width() <= Trace.UNSEEN
                && traces.stream().allMatch(trace -> trace.hidesGrowth(plane));
    }

    /** Whether nobody could tell it from another. */
    boolean looksLike(Picture other) {
        if (other == null
                || plane.width() != other.plane.width()
                || plane.height() != other.plane.height()
                || !across.equals(other.across)
                || !upward.equals(other.upward)
                || traces.size() != other.traces.size()) {
            return false;
        }
        for (int i = 0; i < traces.size(); i++) {
            if (!traces.get(i).looksLike(other.traces.get(i))) {
                return false;
            }
        }
        return true;
    }
}
