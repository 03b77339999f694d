package ijepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.tensor.FusedNorm.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusedNormTest {

    private static final ComputeDevice CPU = new ComputeDevice.Cpu();
    private static final FusedKernels KERNELS =
            TensorEngine.start().diffusionKernels(CPU).fused();
    private static final int PICTURES = 2;
    private static final int SIDE = 9;
    private static final int CHANNELS = 32;
    private static final int GROUPS = 8;

    /** A mean of many deviations costs a variance taken as mean square less squared mean its digits, but not this one. */
    @ParameterizedTest
    @CsvSource({"FP32, 0, 3e-6", "FP32, 30, 3e-6", "FP32, 300, 1e-4", "BF16, 0, 0.02", "BF16, 30, 0.02"})
    void normsAndActivatesAsInDoublePrecision(Precision precision, float mean, double tolerance) {
        try (NDManager manager = TensorEngine.start().newManager(CPU)) {
            NDArray x = KERNELS.cast(manager, normal(manager, 1, mean, PICTURES, SIDE, SIDE, CHANNELS), precision);
            NDArray weight = normal(manager, 2, 1, CHANNELS);
            NDArray bias = normal(manager, 3, 0, CHANNELS);
            NDArray condition = normal(manager, 4, 0, PICTURES, 2 * CHANNELS);
            FusedNorm norm = new FusedNorm(x, weight, bias, Optional.of(condition), new Settings(GROUPS, precision));
            float[] found = floats(manager, norm.output(manager, KERNELS));
            double[] expected =
                    expected(floats(manager, x), weight.toFloatArray(), bias.toFloatArray(), condition.toFloatArray());
            for (int i = 0; i < found.length; i++) {
                assertThat((double) found[i]).isCloseTo(expected[i], within(tolerance * (1 + Math.abs(expected[i]))));
            }
        }
    }

    @Test
    void extremeValuesGoThrough() {
        try (NDManager manager = TensorEngine.start().newManager(CPU)) {
            float[] values = new float[CHANNELS * 4];
            values[0] = 3e18f;
            values[1] = -3e18f;
            NDArray x = manager.create(values, new Shape(1, 2, 2, CHANNELS));
            FusedNorm norm = new FusedNorm(
                    x,
                    manager.ones(new Shape(CHANNELS)).mul(200),
                    manager.zeros(new Shape(CHANNELS)),
                    Optional.empty(),
                    new Settings(1, Precision.FP32));
            float[] found = norm.output(manager, KERNELS).toFloatArray();
            // One eighth root of 128 values: 200 * 8 for the one, and nothing is left of the other.
            assertThat(found[0]).isCloseTo(1600, within(1f));
            assertThat(found[1]).isCloseTo(0, within(1e-20f));
        }
    }

    @Test
    void onlyWholeVectorsFit() {
        assertThat(FusedNorm.fits(64)).isTrue();
        assertThat(FusedNorm.fits(3)).isFalse();
    }

    private static double[] expected(float[] x, float[] weight, float[] bias, float[] condition) {
        double[] y = new double[x.length];
        int places = SIDE * SIDE;
        int each = CHANNELS / GROUPS;
        for (int picture = 0; picture < PICTURES; picture++) {
            for (int group = 0; group < GROUPS; group++) {
                double mean = 0;
                double square = 0;
                for (int pass = 0; pass < 2; pass++) {
                    for (int place = 0; place < places; place++) {
                        for (int c = group * each; c < (group + 1) * each; c++) {
                            double value = x[(picture * places + place) * CHANNELS + c];
                            if (pass == 0) {
                                mean += value / (places * each);
                            } else {
                                square += Math.pow(value - mean, 2) / (places * each);
                            }
                        }
                    }
                }
                for (int place = 0; place < places; place++) {
                    for (int c = group * each; c < (group + 1) * each; c++) {
                        int at = (picture * places + place) * CHANNELS + c;
                        double normed = (x[at] - mean) / Math.sqrt(square + 1e-5) * weight[c] + bias[c];
                        double value = normed * (1 + condition[2 * picture * CHANNELS + c])
                                + condition[(2 * picture + 1) * CHANNELS + c];
                        y[at] = value / (1 + Math.exp(-value));
                    }
                }
            }
        }
        return y;
    }

    private static float[] floats(NDManager manager, NDArray array) {
        return KERNELS.cast(manager, array, Precision.FP32).toFloatArray();
    }

    private static NDArray normal(NDManager manager, long seed, float mean, long... shape) {
        Random random = new Random(seed);
        Shape size = new Shape(shape);
        float[] values = new float[(int) size.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = mean + (float) random.nextGaussian();
        }
        return manager.create(values, size);
    }
}
