package ijepa.app.control.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The average as TensorBoard computes it, at any place and over any stretch. */
class SmoothedTest {

    private static final int COUNT = 3_000;

    /** The published formula, in one pass from the beginning. */
    private static double[] inOnePass(double[] values, double weight) {
        double[] averages = new double[values.length];
        double last = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                averages[i] = Double.NaN;
                continue;
            }
            last = last * weight + (1 - weight) * values[i];
            count++;
            averages[i] = last / (1 - Math.pow(weight, count));
        }
        return averages;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.6, 0.9, 0.999})
    void equalsOnePassFromTheBeginning(double weight) {
        Random random = new Random(3);
        double[] values = random.doubles(COUNT, 0, 1).toArray();
        for (int i = 500; i < 520; i++) {
            values[i] = Double.NaN;
        }
        Samples samples = new Samples();
        Smoothed smoothed = new Smoothed(samples, weight);
        double[] expected = inOnePass(values, weight);
        for (int i = 0; i < COUNT; i++) {
            samples.add(values[i]);
            if (i % 101 == 0) {
                assertThat(smoothed.at(i)).isCloseTo(expected[i], within(1e-5));
            }
        }
        for (int i = 0; i < COUNT; i++) {
            if (Double.isNaN(expected[i])) {
                assertThat(smoothed.at(i)).isNaN();
            } else {
                assertThat(smoothed.at(i)).isCloseTo(expected[i], within(1e-5));
            }
        }
        for (int from = 600; from < COUNT; from += 97) {
            double sum = 0;
            int to = Math.min(COUNT, from + from % 500 + 1);
            for (int i = from; i < to; i++) {
                sum += expected[i];
            }
            assertThat(smoothed.mean(from, to)).isCloseTo(sum / (to - from), within(1e-5));
        }
    }

    @Test
    void theFirstAverageIsTheFirstValue() {
        Samples samples = new Samples();
        samples.add(8);
        assertThat(new Smoothed(samples, 0.99).at(0)).isCloseTo(8, within(1e-5));
    }

    @Test
    void valuesThatAreTakenAgainReplaceTheOld() {
        Samples samples = new Samples();
        for (int i = 0; i < 1_000; i++) {
            samples.add(1);
        }
        Smoothed smoothed = new Smoothed(samples, 0.9);
        assertThat(smoothed.at(999)).isCloseTo(1, within(1e-6));
        samples.truncate(10);
        for (int i = 10; i < 1_000; i++) {
            samples.add(5);
        }
        assertThat(smoothed.at(9)).isCloseTo(1, within(1e-6));
        assertThat(smoothed.at(999)).isCloseTo(5, within(1e-4));
    }
}
