package ijepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.TensorEngine;
import ijepa.core.train.Regulariser.Scope;
import ijepa.core.train.Regulariser.SketchedGaussian;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernel of sketched isotropic Gaussian regularisation beside the integral written out. */
class SketchedGaussianTest {

    private static final int IMAGES = 6;
    private static final int CONTEXT = 3;
    private static final int DIM = 4;
    private static final int POSITIONS = 6;
    private static final int SLICES = 7;
    private static final int POINTS = 17;
    private static final long STEP = 41;
    private static final double WEIGHT = 0.3;
    private static final double LOSS = 0.25;

    private final long[] index = {0, 1, 2, 0, 1, 3, 1, 2, 3, 0, 2, 3, 0, 1, 5, 0, 2, 5};

    /** Loss and derivatives by all values. */
    private record Found(double value, float[] gradient) {}

    private static double[] noise(double deviation) {
        SplittableRandom random = new SplittableRandom(3);
        double[] values = new double[IMAGES * CONTEXT * DIM];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian() + 0.2 * (i % DIM));
        }
        return values;
    }

    private static SketchedGaussian gaussian(Scope scope) {
        return new SketchedGaussian(WEIGHT, SLICES, POINTS, scope);
    }

    private Found kernel(double[] values, Scope scope) {
        TensorEngine engine = TensorEngine.start();
        ComputeDevice cpu = new ComputeDevice.Cpu();
        Kernels kernels = engine.kernels(cpu);
        try (NDManager manager = engine.newManager(cpu)) {
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
            }
            NDArray leaf = manager.create(floats, new Shape(IMAGES, CONTEXT, DIM));
            leaf.setRequiresGradient(true);
            NDArray places = manager.create(index, new Shape(IMAGES, CONTEXT));
            NDArray sum = gaussian(scope)
                    .add(
                            kernels,
                            manager,
                            manager.create((float) LOSS),
                            new Regulariser.Seen(leaf, places),
                            POSITIONS,
                            STEP);
            float value = sum.getFloat();
            Role.PARAMETER.give(leaf);
            return new Found(
                    value,
                    kernels.optimizer()
                            .gradients(manager, sum, List.of(leaf))
                            .getFirst()
                            .toFloatArray());
        }
    }

    /** The same in double precision, over both halves of the integral. */
    private double plain(double[] values, Scope scope) {
        double[][] vectors = scope == Scope.POOLED ? pooled(values) : besidePlaces(values);
        float[] directions = gaussian(scope).directions(STEP, DIM);
        double spacing = 10.0 / (POINTS - 1);
        double sum = 0;
        for (int slice = 0; slice < SLICES; slice++) {
            for (int point = 0; point < POINTS; point++) {
                double t = -5 + point * spacing;
                double real = 0;
                double imaginary = 0;
                for (double[] vector : vectors) {
                    double along = 0;
                    for (int feature = 0; feature < DIM; feature++) {
                        along += vector[feature] * directions[feature * SLICES + slice];
                    }
                    real += Math.cos(t * along) / vectors.length;
                    imaginary += Math.sin(t * along) / vectors.length;
                }
                double normal = Math.exp(-t * t / 2);
                double ends = point == 0 || point == POINTS - 1 ? 0.5 : 1;
                sum += ends * spacing * normal * (Math.pow(real - normal, 2) + imaginary * imaginary);
            }
        }
        return LOSS + WEIGHT * vectors.length * sum / SLICES;
    }

    private static double[][] pooled(double[] values) {
        double[][] pooled = new double[IMAGES][DIM];
        for (int i = 0; i < values.length; i++) {
            pooled[i / (CONTEXT * DIM)][i % DIM] += values[i] / CONTEXT;
        }
        return pooled;
    }

    private double[][] besidePlaces(double[] values) {
        double[][] means = new double[POSITIONS][DIM];
        int[] counts = new int[POSITIONS];
        for (long place : index) {
            counts[(int) place]++;
        }
        for (int i = 0; i < values.length; i++) {
            int place = (int) index[i / DIM];
            means[place][i % DIM] += values[i] / counts[place];
        }
        double[][] beside = new double[index.length][DIM];
        for (int i = 0; i < values.length; i++) {
            beside[i / DIM][i % DIM] = values[i] - means[(int) index[i / DIM]][i % DIM];
        }
        return beside;
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void valueAndGradientAreThoseOfTheIntegral(Scope scope) {
        double[] values = noise(1.5);
        Found found = kernel(values, scope);
        assertThat(found.value).isEqualTo(plain(values, scope), within(1e-5));
        double small = 1e-5;
        for (int i = 0; i < values.length; i++) {
            double here = values[i];
            values[i] = here + small;
            double above = plain(values, scope);
            values[i] = here - small;
            double below = plain(values, scope);
            values[i] = here;
            assertThat((double) found.gradient[i]).isEqualTo((above - below) / (2 * small), within(1e-5));
        }
    }

    @Test
    void directionsAreOfUnitLengthAndOthersInEveryStep() {
        SketchedGaussian gaussian = gaussian(Scope.POOLED);
        float[] directions = gaussian.directions(STEP, DIM);
        for (int slice = 0; slice < SLICES; slice++) {
            double squares = 0;
            for (int feature = 0; feature < DIM; feature++) {
                squares += Math.pow(directions[feature * SLICES + slice], 2);
            }
            assertThat(squares).isEqualTo(1, within(1e-6));
        }
        assertThat(gaussian.directions(STEP, DIM)).isEqualTo(directions);
        assertThat(gaussian.directions(STEP + 1, DIM)).isNotEqualTo(directions);
    }

    @Test
    void collapsedFeaturesScoreWorse() {
        assertThat(plain(noise(0.01), Scope.TOKENS)).isGreaterThan(2 * plain(noise(1), Scope.TOKENS));
        assertThat(kernel(noise(0.01), Scope.TOKENS).value).isGreaterThan(2 * kernel(noise(1), Scope.TOKENS).value);
    }

    @Test
    void refusesWhatCannotBeIntegrated() {
        assertThatThrownBy(() -> new SketchedGaussian(1, 8, 16, Scope.POOLED))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("regulariser.points is 16");
        assertThatThrownBy(() -> new SketchedGaussian(1, 0, 17, Scope.POOLED))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("regulariser.slices is 0");
        assertThatThrownBy(() -> new SketchedGaussian(0, 8, 17, Scope.POOLED))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("regulariser.weight is 0");
    }
}
