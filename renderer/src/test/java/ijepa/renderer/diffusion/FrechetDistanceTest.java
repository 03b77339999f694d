package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ijepa.core.model.Embeddings;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {

    /** Vectors one deviation along each axis from a mean, so that their covariance is diagonal, scaled to be exact. */
    private static Embeddings diagonal(double[] mean, double[] deviations) {
        int dim = mean.length;
        float[] values = new float[2 * dim * dim];
        double scale = Math.sqrt((2 * dim - 1) / 2.0);
        for (int i = 0; i < 2 * dim; i++) {
            for (int d = 0; d < dim; d++) {
                double away = d == i / 2 ? scale * deviations[d] * (i % 2 == 0 ? 1 : -1) : 0;
                values[i * dim + d] = (float) (mean[d] + away);
            }
        }
        return new Embeddings(2 * dim, dim, values);
    }

    @Test
    void ofIndependentComponentsItIsTheSumOfTheirs() {
        double[] means = {0.5, -1, 2, 0};
        double[] others = {0, 1, 2, -3};
        double[] deviations = {1, 0.5, 2, 0.1};
        double[] otherDeviations = {2, 0.25, 2, 0};
        double expected = 0;
        for (int d = 0; d < 4; d++) {
            expected += Math.pow(means[d] - others[d], 2) + Math.pow(deviations[d] - otherDeviations[d], 2);
        }
        assertThat(FrechetDistance.between(diagonal(means, deviations), diagonal(others, otherDeviations)))
                .isCloseTo(expected, within(1e-4));
    }

    private static Embeddings waves(int count, double frequency, double scale, double offset) {
        float[] values = new float[count * 5];
        for (int i = 0; i < values.length; i++) {
            int row = i / 5;
            float wave = (float) Math.sin(frequency * i + 0.1 * row * row);
            values[i] = (float) (wave * scale + offset);
        }
        return new Embeddings(count, 5, values);
    }

    @Test
    void ofMixedComponentsItIsWhatNumpyFinds() {
        Embeddings one = waves(40, 0.7, 1, 0);
        Embeddings two = waves(30, 1.3, 1.5, 0.2);
        // numpy: eigenvalues of the product of both covariances, which is not symmetric.
        assertThat(FrechetDistance.between(one, two)).isCloseTo(3.2865586337611834, within(1e-5));
        assertThat(FrechetDistance.between(two, one)).isCloseTo(3.2865586337611834, within(1e-5));
        assertThat(FrechetDistance.between(one, one)).isCloseTo(0, within(1e-9));
    }

    @Test
    void fewerVectorsThanComponentsWillDo() {
        Embeddings few = waves(3, 0.7, 1, 0);
        assertThat(FrechetDistance.between(few, few)).isCloseTo(0, within(1e-6));
        assertThat(FrechetDistance.between(few, waves(30, 1.3, 1, 0))).isPositive();
    }
}
