package ijepa.app.control.curve;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A chart of curves: what of them is in sight, and the values under the cursor. Used on one thread. */
public final class CurveChartModel {

    /** No place. */
    public static final double NOWHERE = Double.NaN;

    /** Nearer, neighbouring steps of a long run would no longer be told apart. */
    private static final double SHORTEST = 1e-7;

    private static final double ROOM = 0.06;

    /** A curve's value at the cursor. */
    public record Reading(Curve curve, double place, double value, double smoothed) {}

    private final Map<Samples, Smoothed> averages = new IdentityHashMap<>();

    // Properties

    private final StringProperty title = new SimpleStringProperty("");
    private final StringProperty acrossTitle = new SimpleStringProperty("");
    private final ObjectProperty<List<Curve>> curves = new SimpleObjectProperty<>(List.of());
    private final DoubleProperty smoothing = new SimpleDoubleProperty();
    private final BooleanProperty logarithmic = new SimpleBooleanProperty();
    private final ObjectProperty<Span> across = new SimpleObjectProperty<>();
    private final ObjectProperty<Span> upward = new SimpleObjectProperty<>();
    private final DoubleProperty cursor = new SimpleDoubleProperty(NOWHERE);
    private final ReadOnlyLongWrapper growth = new ReadOnlyLongWrapper();

    public StringProperty titleProperty() {
        return title;
    }

    /** What the horizontal axis counts, with its unit. */
    public StringProperty acrossTitleProperty() {
        return acrossTitle;
    }

    public ObjectProperty<List<Curve>> curvesProperty() {
        return curves;
    }

    /** Weight of the average, from 0 for none to below 1. */
    public DoubleProperty smoothingProperty() {
        return smoothing;
    }

    public BooleanProperty logarithmicProperty() {
        return logarithmic;
    }

    /** The places in sight; null for all there are. Charts that share it zoom together. */
    public ObjectProperty<Span> acrossProperty() {
        return across;
    }

    /** The values in sight; null for all at the places in sight. */
    public ObjectProperty<Span> upwardProperty() {
        return upward;
    }

    /** The place that is read, or {@link #NOWHERE}. Charts that share it are read together. */
    public DoubleProperty cursorProperty() {
        return cursor;
    }

    /** Changes when points were added to curves that are shown. */
    public ReadOnlyLongProperty growthProperty() {
        return growth.getReadOnlyProperty();
    }

    // Commands

    /** Says that points were added. */
    public void grown() {
        growth.set(growth.get() + 1);
    }

    /** Shows everything again. */
    public void reset() {
        across.set(null);
        upward.set(null);
    }

    public boolean isZoomed() {
        return across.get() != null || upward.get() != null;
    }

    /** Brings everything a factor nearer horizontally; what is at a pixel stays there. */
    public void zoomAcross(Plane plane, double factor, double x) {
        Span all = allAcross();
        Span now = plane.across();
        double allowed = Math.min(factor, now.length() / (all.length() * SHORTEST));
        Span next = now.zoomed(allowed, plane.place(x));
        across.set(next.length() >= all.length() ? null : inside(next, all));
    }

    /** Brings everything a factor nearer vertically; what is at a pixel stays there. */
    public void zoomUpward(Plane plane, double factor, double y) {
        Span next = plane.zoomedUpward(factor, y);
        if (next.length() > Math.ulp((float) next.max()) * 8.0) {
            upward.set(next);
        }
    }

    /** Shifts what is shown by pixels; vertically only where it was zoomed. */
    public void pan(Plane plane, double right, double down) {
        if (across.get() != null) {
            double by = -right / plane.width() * plane.across().length();
            across.set(inside(plane.across().shifted(by), allAcross()));
        }
        if (upward.get() != null) {
            upward.set(plane.pannedUpward(down));
        }
    }

    private static Span inside(Span span, Span all) {
        double by = Math.max(0, all.min() - span.min()) + Math.min(0, all.max() - span.max());
        return span.shifted(by);
    }

    /** Moves the cursor to the next point of the curve with most points in sight, or to one before. */
    public void moveCursor(int points) {
        Span shown = shownAcross();
        curves.get().stream()
                .max((a, b) -> Integer.compare(inSight(a, shown), inSight(b, shown)))
                .filter(curve -> curve.size() > 0)
                .ifPresent(curve -> {
                    int now = Double.isNaN(cursor.get())
                            ? points > 0 ? curve.places().firstFrom(shown.min(), 0) : curve.size() - 1
                            : nearest(curve, cursor.get()) + points;
                    cursor.set(curve.places().at(Math.clamp(now, 0, curve.size() - 1)));
                });
    }

    private static int inSight(Curve curve, Span shown) {
        int first = curve.places().firstFrom(shown.min(), 0);
        return curve.places().firstFrom(shown.max(), first) - first;
    }

    // What is shown

    private Span allAcross() {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (Curve curve : curves.get()) {
            if (curve.size() > 0) {
                min = Math.min(min, curve.places().at(0));
                max = Math.max(max, curve.places().at(curve.size() - 1));
            }
        }
        if (min > max) {
            return new Span(0, 1);
        }
        return min < max ? new Span(min, max) : new Span(min - 0.5, max + 0.5);
    }

    private Span shownAcross() {
        return across.get() == null ? allAcross() : across.get();
    }

    /** Where values lie in a rectangle of pixels. */
    public Plane plane(double left, double top, double width, double height) {
        Span places = shownAcross();
        boolean log = logarithmic.get();
        Span values = upward.get();
        if (values == null || log && values.min() <= 0) {
            values = log ? fittingLogarithm(places) : fitting(places);
        }
        return new Plane(left, top, width, height, places, values, log);
    }

    private Span fitting(Span places) {
        Summary all = summary(places);
        if (all.isEmpty()) {
            return new Span(0, 1);
        }
        double room = (all.max() - all.min()) * ROOM;
        if (room <= Math.abs(all.max()) * 1e-6) {
            room = all.max() == 0 ? 1 : Math.abs(all.max()) * 0.1;
        }
        double floor = all.min() >= 0 ? Math.max(0, all.min() - room) : all.min() - room;
        return new Span(floor, all.max() + room);
    }

    private Span fittingLogarithm(Span places) {
        Summary all = summary(places);
        double max = all.max();
        if (all.isEmpty() || max <= 0) {
            return new Span(0.1, 1);
        }
        double min = all.min() > 0 ? all.min() : smallestAboveZero(places, max);
        double room = Math.max(Math.pow(max / min, ROOM), 1.05);
        return new Span(min / room, max * room);
    }

    private double smallestAboveZero(Span places, double max) {
        double smallest = max;
        for (Curve curve : curves.get()) {
            int end = end(curve, places);
            for (int i = start(curve, places); i < end; i++) {
                float value = curve.samples().get(i);
                if (value > 0 && value < smallest) {
                    smallest = value;
                }
            }
        }
        return smallest;
    }

    private Summary summary(Span places) {
        Summary all = new Summary();
        for (Curve curve : curves.get()) {
            curve.samples().addTo(all, start(curve, places), end(curve, places));
        }
        return all;
    }

    private static int start(Curve curve, Span places) {
        return Math.min(curve.size(), curve.places().firstFrom(places.min(), 0));
    }

    /** One behind the last point in sight. */
    private static int end(Curve curve, Span places) {
        return Math.min(curve.size(), curve.places().firstFrom(Math.nextUp(places.max()), 0));
    }

    /** Whether a picture of these curves shows no trace of the points that came since, without a look at all of them. */
    boolean hidesGrowth(Picture painted) {
        return painted.hidesGrowth(shownAcross());
    }

    /** What is to be drawn on a plane. */
    Picture picture(Plane plane) {
        averages.keySet().retainAll(curves.get().stream().map(Curve::samples).toList());
        List<Trace> traces = new ArrayList<>();
        for (Curve curve : curves.get()) {
            traces.add(Trace.of(curve, smooths(curve) ? average(curve) : null, plane));
        }
        return Picture.of(plane, traces);
    }

    private boolean smooths(Curve curve) {
        return curve.noisy() && smoothing.get() > 0;
    }

    private Smoothed average(Curve curve) {
        Smoothed known = averages.get(curve.samples());
        if (known == null || known.weight() != smoothing.get()) {
            known = new Smoothed(curve.samples(), smoothing.get());
            averages.put(curve.samples(), known);
        }
        return known;
    }

    /** Every curve's value nearest to the cursor; curves that end before it or begin after it are left out. */
    public List<Reading> readings() {
        List<Reading> found = new ArrayList<>();
        for (Curve curve : curves.get()) {
            reading(curve, cursor.get()).ifPresent(at -> {
                double value = curve.samples().get(at);
                double smooth = smooths(curve) ? average(curve).at(at) : value;
                found.add(new Reading(curve, curve.places().at(at), value, smooth));
            });
        }
        return found;
    }

    private OptionalInt reading(Curve curve, double place) {
        if (Double.isNaN(place) || curve.size() == 0) {
            return OptionalInt.empty();
        }
        double reach = allAcross().length() * 0.02;
        boolean inside =
                place >= curve.places().at(0) - reach && place <= curve.places().at(curve.size() - 1) + reach;
        return inside ? OptionalInt.of(nearest(curve, place)) : OptionalInt.empty();
    }

    private static int nearest(Curve curve, double place) {
        int right = Math.min(curve.places().firstFrom(place, 0), curve.size() - 1);
        boolean left = right > 0
                && place - curve.places().at(right - 1) < curve.places().at(right) - place;
        return left ? right - 1 : right;
    }

    /** A copy of all points in sight. */
    public ShownCurves shown() {
        Span places = shownAcross();
        List<ShownCurves.Values> copies = new ArrayList<>();
        for (Curve curve : curves.get()) {
            int start = start(curve, places);
            int count = Math.max(0, end(curve, places) - start);
            double[] at = new double[count];
            float[] values = new float[count];
            float[] smoothed = new float[count];
            for (int i = 0; i < count; i++) {
                at[i] = curve.places().at(start + i);
                values[i] = curve.samples().get(start + i);
                smoothed[i] = smooths(curve) ? (float) average(curve).at(start + i) : values[i];
            }
            copies.add(new ShownCurves.Values(curve.name(), curve.colour(), curve.pattern(), at, values, smoothed));
        }
        return new ShownCurves(title.get(), acrossTitle.get(), logarithmic.get(), smoothing.get(), copies);
    }

    /** The chart in words: how far it goes, and each curve's newest value with its smallest and largest in sight. */
    public String inWords() {
        Span places = shownAcross();
        StringBuilder text = new StringBuilder(title.get());
        for (Curve curve : curves.get()) {
            int start = start(curve, places);
            int end = end(curve, places);
            if (end > start) {
                Summary all = new Summary();
                curve.samples().addTo(all, start, end);
                text.append("; ")
                        .append(curve.name())
                        .append(" ")
                        .append(Ticks.number(curve.samples().get(end - 1)))
                        .append(" at ")
                        .append(acrossTitle.get())
                        .append(" ")
                        .append(Ticks.number(curve.places().at(end - 1)))
                        .append(", from ")
                        .append(Ticks.number(all.min()))
                        .append(" to ")
                        .append(Ticks.number(all.max()));
            }
        }
        return text.append(".").toString();
    }
}
