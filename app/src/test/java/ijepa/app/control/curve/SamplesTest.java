package ijepa.app.control.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import org.junit.jupiter.api.Test;

/** Sums over stretches of a growing and cut column, against plain loops. */
class SamplesTest {

    private static final int COUNT = 5_000;

    private static void assertSumsUp(Samples samples, double[] values, int from, int to) {
        Summary found = new Summary();
        samples.addTo(found, from, to);
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        boolean any = false;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                any = true;
                min = Math.min(min, (float) values[i]);
                max = Math.max(max, (float) values[i]);
            }
        }
        assertThat(found.isEmpty()).isEqualTo(!any);
        if (any) {
            assertThat(found.min()).isEqualTo(min);
            assertThat(found.max()).isEqualTo(max);
            assertThat(found.mean()).isBetween(min, max);
        }
    }

    @Test
    void anyStretchHasItsSmallestAndLargestValue() {
        Random random = new Random(7);
        double[] values = random.doubles(COUNT, -3, 5).toArray();
        for (int i = 1_000; i < 1_600; i++) {
            values[i] = Double.NaN;
        }
        Samples samples = new Samples();
        for (double value : values) {
            samples.add(value);
        }
        for (int trial = 0; trial < 2_000; trial++) {
            int from = random.nextInt(COUNT);
            assertSumsUp(samples, values, from, from + random.nextInt(COUNT - from + 1));
        }
        samples.truncate(1_234);
        assertThat(samples.size()).isEqualTo(1_234);
        for (int i = 1_234; i < COUNT; i++) {
            values[i] = -values[i] * 10;
            samples.add(values[i]);
        }
        for (int trial = 0; trial < 2_000; trial++) {
            int from = random.nextInt(COUNT);
            assertSumsUp(samples, values, from, from + random.nextInt(COUNT - from + 1));
        }
    }

    @Test
    void theMeanOfAStretchIsThatOfItsValues() {
        Samples samples = new Samples();
        for (int i = 0; i < COUNT; i++) {
            samples.add(i);
        }
        Summary summary = new Summary();
        samples.addTo(summary, 3, 4_099);
        assertThat(summary.mean()).isCloseTo((3 + 4_098) / 2.0, within(1e-3));
    }

    @Test
    void infinityIsAGap() {
        Samples samples = new Samples();
        samples.add(Double.POSITIVE_INFINITY);
        assertThat(samples.get(0)).isNaN();
    }

    @Test
    void aPlaceIsFoundFromAnyIndexOn() {
        GrowingPlaces places = new GrowingPlaces();
        for (int i = 0; i < COUNT; i++) {
            places.add(i / 2 * 2);
        }
        assertThat(places.firstFrom(10, 0)).isEqualTo(10);
        assertThat(places.firstFrom(11, 0)).isEqualTo(12);
        assertThat(places.firstFrom(1e9, 0)).isEqualTo(COUNT);
        assertThat(places.scaled(4, 0.5).firstFrom(3, 0)).isEqualTo(10);
    }

    @Test
    void aClockThatIsSetBackDoesNotTurnPlacesAround() {
        GrowingPlaces places = new GrowingPlaces();
        places.add(100);
        places.add(40);
        assertThat(places.at(1)).isEqualTo(100);
    }
}
