package ijepa.app.control.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;

/** What a chart shows, zooms, reads and copies, without a window. */
class CurveChartModelTest {

    private static final int COUNT = 100_000;

    private final CurveChartModel chart = new CurveChartModel();

    private static Curve curve(String name, int count, IntToDoubleFunction value) {
        GrowingPlaces places = new GrowingPlaces();
        Samples samples = new Samples();
        for (int i = 0; i < count; i++) {
            places.add(i);
            samples.add(value.applyAsDouble(i));
        }
        return new Curve(name, Curve.colour(0), 0, true, places, samples);
    }

    private Plane plane() {
        return chart.plane(50, 10, 500, 200);
    }

    @Test
    void everythingIsShownAtFirst() {
        chart.curvesProperty().set(List.of(curve("a", 101, i -> i - 20), curve("b", 51, i -> 200)));
        assertThat(plane().across()).isEqualTo(new Span(0, 100));
        assertThat(plane().upward().min()).isBetween(-40.0, -20.0);
        assertThat(plane().upward().max()).isBetween(200.0, 220.0);
    }

    @Test
    void zoomingKeepsWhatIsUnderThePointer() {
        chart.curvesProperty().set(List.of(curve("a", COUNT, i -> i)));
        double under = plane().place(173);
        double over = plane().y(30_000);
        chart.zoomAcross(plane(), 4, 173);
        chart.zoomUpward(plane(), 2, over);
        assertThat(plane().place(173)).isCloseTo(under, within(1e-6));
        assertThat(plane().across().length()).isCloseTo((COUNT - 1) / 4.0, within(1e-6));
        chart.zoomAcross(plane(), 1e-3, 173);
        assertThat(chart.acrossProperty().get()).isNull();
        chart.reset();
        assertThat(chart.isZoomed()).isFalse();
    }

    @Test
    void zoomingALogarithmKeepsWhatIsUnderThePointer() {
        chart.curvesProperty().set(List.of(curve("a", 1_000, i -> Math.pow(10, i / 250.0 - 2))));
        chart.logarithmicProperty().set(true);
        double y = plane().y(1);
        chart.zoomUpward(plane(), 3, y);
        assertThat(plane().y(1)).isCloseTo(y, within(1e-6));
        assertThat(plane().upward().min()).isPositive();
    }

    @Test
    void panningStopsWherePointsEnd() {
        chart.curvesProperty().set(List.of(curve("a", COUNT, i -> i)));
        chart.pan(plane(), 100, 100);
        assertThat(chart.isZoomed()).isFalse();
        chart.zoomAcross(plane(), 10, 300);
        Span before = plane().across();
        chart.pan(plane(), -50, 0);
        assertThat(plane().across().min()).isCloseTo(before.min() + before.length() / 10, within(1e-6));
        chart.pan(plane(), 1e7, 0);
        assertThat(plane().across().min()).isZero();
        assertThat(plane().across().length()).isCloseTo(before.length(), within(1e-6));
    }

    @Test
    void aSpikeAmongAHundredThousandPointsIsDrawn() {
        Curve spiked = curve("a", COUNT, i -> i == 77_777 ? 50 : Math.sin(i));
        chart.curvesProperty().set(List.of(spiked));
        Trace trace = chart.picture(plane()).traces().getFirst();
        assertThat(trace.dense()).isTrue();
        assertThat(trace.x()).hasSizeLessThanOrEqualTo(500);
        double highest = Double.POSITIVE_INFINITY;
        for (float y : trace.high()) {
            highest = Math.min(highest, y);
        }
        assertThat(highest).isCloseTo(plane().y(50), within(0.25));
    }

    @Test
    void pointsAreDrawnOneByOneWhereThereIsRoom() {
        chart.curvesProperty().set(List.of(curve("a", COUNT, i -> i % 3)));
        chart.acrossProperty().set(new Span(500, 520));
        Trace trace = chart.picture(plane()).traces().getFirst();
        assertThat(trace.dense()).isFalse();
        assertThat(trace.x()).hasSize(22);
        assertThat(plane().upward().max()).isLessThan(3);
    }

    @Test
    void gapsBreakTheLineAndAreNotRead() {
        Curve broken = curve("a", COUNT, i -> i >= 40_000 && i < 50_000 ? Double.NaN : 1 + i / (double) COUNT);
        chart.curvesProperty().set(List.of(broken));
        Trace trace = chart.picture(plane()).traces().getFirst();
        int gaps = 0;
        for (float y : trace.line()) {
            gaps += Float.isNaN(y) ? 1 : 0;
        }
        assertThat(gaps).isBetween(47, 50);
        chart.cursorProperty().set(45_000);
        assertThat(chart.readings().getFirst().value()).isNaN();
    }

    @Test
    void aLogarithmLeavesOutWhatIsNotAboveZero() {
        chart.curvesProperty().set(List.of(curve("a", 1_000, i -> i - 10)));
        chart.logarithmicProperty().set(true);
        assertThat(plane().upward().min()).isPositive().isLessThanOrEqualTo(1);
        assertThat(chart.picture(plane()).traces().getFirst().line()[5]).isNaN();
    }

    @Test
    void readsEveryCurveThatReachesTheCursor() {
        chart.curvesProperty().set(List.of(curve("long", 1_000, i -> i), curve("short", 100, i -> -i)));
        chart.smoothingProperty().set(0.9);
        chart.cursorProperty().set(500.4);
        assertThat(chart.readings())
                .singleElement()
                .satisfies(reading -> assertThat(reading.value()).isEqualTo(500))
                .satisfies(reading -> assertThat(reading.smoothed()).isBetween(480.0, 499.0));
        chart.cursorProperty().set(50.6);
        assertThat(chart.readings()).extracting(CurveChartModel.Reading::value).containsExactly(51.0, -51.0);
        chart.moveCursor(1);
        assertThat(chart.cursorProperty().get()).isEqualTo(52);
        chart.cursorProperty().set(CurveChartModel.NOWHERE);
        assertThat(chart.readings()).isEmpty();
    }

    @Test
    void pointsThatChangeNothingAreNotPainted() {
        Curve curve = curve("a", 950_000, i -> Math.sin(i));
        chart.curvesProperty().set(List.of(curve));
        Picture before = chart.picture(plane());
        ((GrowingPlaces) curve.places()).add(950_000);
        curve.samples().add(0.5);
        assertThat(chart.hidesGrowth(before)).isTrue();
        assertThat(chart.picture(plane()).looksLike(before)).isTrue();
        curve.samples().add(4);
        ((GrowingPlaces) curve.places()).add(950_001);
        assertThat(chart.hidesGrowth(before)).isFalse();
        assertThat(chart.picture(plane()).looksLike(before)).isFalse();
    }

    @Test
    void manyPointsWithinTheLastColumnShiftThePicture() {
        Curve curve = curve("a", 950_000, i -> Math.sin(i));
        chart.curvesProperty().set(List.of(curve));
        Picture before = chart.picture(plane());
        for (int i = 0; i < 1_500; i++) {
            ((GrowingPlaces) curve.places()).add(950_000 + i);
            curve.samples().add(0.5);
            if (i == 900) {
                assertThat(chart.hidesGrowth(before)).isTrue();
            }
        }
        assertThat(chart.hidesGrowth(before)).isFalse();
    }

    @Test
    void pointsBehindWhatIsInSightAreHiddenWhateverTheyAre() {
        Curve curve = curve("a", 950_000, i -> Math.sin(i));
        chart.curvesProperty().set(List.of(curve));
        chart.acrossProperty().set(new Span(100, 500_000));
        Picture before = chart.picture(plane());
        ((GrowingPlaces) curve.places()).add(950_000);
        curve.samples().add(99);
        assertThat(chart.hidesGrowth(before)).isTrue();
        assertThat(chart.picture(plane()).looksLike(before)).isTrue();
    }

    @Test
    void takenAwayPointsAreSeen() {
        Curve curve = curve("a", 950_000, i -> Math.sin(i));
        chart.curvesProperty().set(List.of(curve));
        Picture before = chart.picture(plane());
        assertThat(chart.hidesGrowth(before)).isTrue();
        curve.samples().truncate(949_999);
        curve.samples().add(0.5);
        assertThat(chart.hidesGrowth(before)).isFalse();
    }

    @Test
    void copiesWhatIsInSight() {
        chart.titleProperty().set("Loss");
        chart.acrossTitleProperty().set("step");
        chart.curvesProperty().set(List.of(curve("a, b", 10, i -> i == 4 ? Double.NaN : i / 2.0)));
        chart.acrossProperty().set(new Span(3, 5));
        ShownCurves shown = chart.shown();
        assertThat(shown.csv()).isEqualTo("""
                        series,step,Loss,smoothed
                        "a, b",3,1.5,1.5
                        "a, b",4,,
                        "a, b",5,2.5,2.5
                        """);
        assertThat(chart.inWords()).contains("Loss", "a, b 2.500 at step 5", "from 1.500 to 2.500");
    }

    @Test
    void nothingIsShownOfNothing() {
        chart.curvesProperty().set(List.of(curve("a", 0, i -> i)));
        assertThat(chart.picture(plane()).traces().getFirst().x()).isEmpty();
        assertThat(chart.shown().csv()).hasLineCount(1);
        chart.moveCursor(1);
        assertThat(chart.cursorProperty().get()).isNaN();
    }
}
