package ijepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.TensorEngine;
import ijepa.core.train.Regulariser.Scope;
import ijepa.core.train.Regulariser.VarianceCovariance;
import org.junit.jupiter.api.Test;

/** The kernels of the variance-covariance term beside the same sums written out. */
class RegulariserTest {

    private static final int BATCH = 5;
    private static final int CONTEXT = 3;
    private static final int DIM = 4;
    private static final int POSITIONS = 6;
    private static final double LOSS = 0.25;
    private static final double WEIGHT = 0.5;
    private static final double COVARIANCE = 0.1;

    private final double[][][] tokens = tokens();
    /** Position 5 has one token only, which says nothing about spread. */
    private final int[][] index = {{0, 1, 2}, {0, 1, 3}, {1, 2, 3}, {0, 2, 3}, {0, 1, 5}};

    private static double[][][] tokens() {
        SplittableRandom random = new SplittableRandom(3);
        double[][][] tokens = new double[BATCH][CONTEXT][DIM];
        for (double[][] image : tokens) {
            for (double[] token : image) {
                for (int feature = 0; feature < DIM; feature++) {
                    token[feature] = (float) (random.nextDouble() * (feature + 1) / 2);
                }
            }
        }
        return tokens;
    }

    @Test
    void spreadOfPooledContexts() {
        double[][] pooled = new double[BATCH][DIM];
        for (int image = 0; image < BATCH; image++) {
            for (double[] token : tokens[image]) {
                for (int feature = 0; feature < DIM; feature++) {
                    pooled[image][feature] += token[feature] / CONTEXT;
                }
            }
        }
        double[] mean = new double[DIM];
        for (double[] vector : pooled) {
            for (int feature = 0; feature < DIM; feature++) {
                mean[feature] += vector[feature] / BATCH;
            }
        }
        for (double[] vector : pooled) {
            for (int feature = 0; feature < DIM; feature++) {
                vector[feature] -= mean[feature];
            }
        }

        assertThat(added(Scope.POOLED)).isCloseTo(LOSS + WEIGHT * term(pooled, BATCH - 1), within(1e-5));
    }

    @Test
    void spreadOfTokensWithoutTheirPlacesMean() {
        double[][] sums = new double[POSITIONS][DIM];
        int[] counts = new int[POSITIONS];
        for (int image = 0; image < BATCH; image++) {
            for (int i = 0; i < CONTEXT; i++) {
                int place = index[image][i];
                counts[place]++;
                for (int feature = 0; feature < DIM; feature++) {
                    sums[place][feature] += tokens[image][i][feature];
                }
            }
        }
        double[][] centred = new double[BATCH * CONTEXT][DIM];
        for (int at = 0; at < centred.length; at++) {
            int place = index[at / CONTEXT][at % CONTEXT];
            for (int feature = 0; feature < DIM; feature++) {
                centred[at][feature] =
                        tokens[at / CONTEXT][at % CONTEXT][feature] - sums[place][feature] / counts[place];
            }
        }
        int placesInUse = 5;

        assertThat(added(Scope.TOKENS))
                .isCloseTo(LOSS + WEIGHT * term(centred, centred.length - placesInUse), within(1e-5));
    }

    @Test
    void refusesWeightsThatAreNoPositiveNumbers() {
        assertThatThrownBy(() -> new VarianceCovariance(-1, COVARIANCE, Scope.POOLED))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("regulariser.weight is -1.0");
        assertThatThrownBy(() -> new VarianceCovariance(1, Double.NaN, Scope.POOLED))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("regulariser.covariance is NaN");
    }

    /** Hinge of the deviations plus the weighted covariances. */
    private static double term(double[][] centred, int freedom) {
        double hinge = 0;
        double between = 0;
        for (int a = 0; a < DIM; a++) {
            for (int b = 0; b < DIM; b++) {
                double product = 0;
                for (double[] vector : centred) {
                    product += vector[a] * vector[b];
                }
                product /= freedom;
                if (a == b) {
                    hinge += Math.max(0, 1 - Math.sqrt(product + 1e-4)) / DIM;
                } else {
                    between += product * product / DIM;
                }
            }
        }
        return hinge + COVARIANCE * between;
    }

    private double added(Scope scope) {
        TensorEngine engine = TensorEngine.start();
        ComputeDevice cpu = new ComputeDevice.Cpu();
        Kernels kernels = engine.kernels(cpu);
        try (NDManager manager = engine.newManager(cpu)) {
            float[] values = new float[BATCH * CONTEXT * DIM];
            long[] places = new long[BATCH * CONTEXT];
            for (int at = 0; at < places.length; at++) {
                places[at] = index[at / CONTEXT][at % CONTEXT];
                for (int feature = 0; feature < DIM; feature++) {
                    values[at * DIM + feature] = (float) tokens[at / CONTEXT][at % CONTEXT][feature];
                }
            }
            NDArray context = manager.create(values, new Shape(BATCH, CONTEXT, DIM));
            NDArray at = manager.create(places, new Shape(BATCH, CONTEXT));
            NDArray loss = manager.create((float) LOSS);
            return new VarianceCovariance(WEIGHT, COVARIANCE, scope)
                    .add(kernels, manager, loss, new Regulariser.Seen(context, at), POSITIONS, 0)
                    .getFloat();
        }
    }
}
