package ijepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDManager;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Kernels.AdamW;
import ijepa.core.tensor.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches whose masks differ in length, beside the same images and blocks one by one. */
class UnequalMasksTest {

    private static final int SIDE = 32;
    private static final int IMAGES = 3;
    private static final double NEAR = 2e-5;

    private static final StepMasks UNEQUAL =
            new StepMasks(new int[][][] {{{0, 1, 4, 5, 6}, {2}, {8, 9, 12}}, {{3, 7}, {0, 3, 4}, {15}}}, new int[][][] {
                {{10, 11}, {8, 9, 12}, {2}}, {{14, 15, 13, 11}, {9}, {3, 7}}, {{2}, {10, 11}, {0, 1, 4, 5, 6}}
            });

    private static final StepMasks EQUAL =
            new StepMasks(new int[][][] {{{0, 1, 4}, {2, 3, 7}, {8, 9, 12}}}, new int[][][] {
                {{10, 11}, {8, 9}, {2, 3}}, {{14, 15}, {9, 13}, {3, 7}}
            });

    /** A loss and the gradients of all parameters, one after the other. */
    private record Outcome(double loss, double[] gradients) {}

    private static ModelSpec spec(int predictorDepth) {
        return new ModelSpec(new EncoderSpec(SIDE, 8, 32, 2, 2, 4), new PredictorSpec(16, predictorDepth, 2));
    }

    private static IJepa model(int predictorDepth, Precision precision) {
        ModelSpec spec = spec(predictorDepth);
        return IJepa.load(spec, new Initialisation(spec, 0), new ComputeDevice.Cpu(), precision);
    }

    private static TrainingStep.Images images(int first, int count) {
        int values = 3 * SIDE * SIDE;
        ByteBuffer pixels =
                ByteBuffer.allocateDirect(count * values * Float.BYTES).order(ByteOrder.nativeOrder());
        FloatBuffer floats = pixels.asFloatBuffer();
        for (int image = 0; image < count; image++) {
            SplittableRandom random = new SplittableRandom(first + image);
            for (int i = 0; i < values; i++) {
                floats.put((float) random.nextGaussian());
            }
        }
        return new TrainingStep.Images(count, SIDE, SIDE, pixels);
    }

    private static Outcome outcome(TrainingStep step, NDManager scope, TrainingStep.Forward forward) {
        List<float[]> arrays = step.gradients(scope, forward).stream()
                .map(array -> array.toFloatArray())
                .toList();
        double[] all =
                new double[arrays.stream().mapToInt(array -> array.length).sum()];
        int at = 0;
        for (float[] array : arrays) {
            for (float value : array) {
                all[at++] = value;
            }
        }
        return new Outcome(forward.objective().getFloat(), all);
    }

    private static Outcome whole(TrainingStep step, StepMasks masks, boolean equal) {
        try (NDManager scope = step.model().newScope()) {
            ForwardPass pass = new ForwardPass(step.model(), scope, images(0, IMAGES), masks, equal);
            return outcome(step, scope, step.forward(pass, scope));
        }
    }

    /** The mean over every image, context and block, each in a batch of its own. */
    private static Outcome oneByOne(TrainingStep step) {
        List<Outcome> all = new ArrayList<>();
        for (int image = 0; image < IMAGES; image++) {
            for (int[][] context : UNEQUAL.context()) {
                for (int[][] target : UNEQUAL.target()) {
                    StepMasks alone = new StepMasks(new int[][][] {{context[image]}}, new int[][][] {{target[image]}});
                    try (NDManager scope = step.model().newScope()) {
                        all.add(outcome(step, scope, step.forward(scope, images(image, 1), alone)));
                    }
                }
            }
        }
        double loss = all.stream().mapToDouble(Outcome::loss).average().orElseThrow();
        double[] gradients = new double[all.getFirst().gradients.length];
        for (Outcome one : all) {
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] += one.gradients[i] / all.size();
            }
        }
        return new Outcome(loss, gradients);
    }

    private static double distance(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double difference = 0;
        double size = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            size += expected[i] * expected[i];
        }
        assertThat(size).isPositive();
        return Math.sqrt(difference / size);
    }

    private static void assertNear(Outcome actual, Outcome expected, double near) {
        assertThat(actual.loss).isEqualTo(expected.loss, within(near * expected.loss));
        assertThat(distance(actual.gradients, expected.gradients)).isLessThan(near);
    }

    @ParameterizedTest
    @CsvSource({"SMOOTH_L1, 1", "SMOOTH_L1, 3", "L2, 2"})
    void aBatchIsTheMeanOfItsImagesAndBlocks(Loss loss, int predictorDepth) {
        try (IJepa model = model(predictorDepth, Precision.FP32);
                TrainingStep step = new TrainingStep(model, loss, new Regulariser.None(), AdamW.PUBLISHED)) {
            assertThat(UNEQUAL.isEqual()).isFalse();
            assertNear(whole(step, UNEQUAL, UNEQUAL.isEqual()), oneByOne(step), NEAR);
        }
    }

    @ParameterizedTest
    @EnumSource(Regulariser.Scope.class)
    void equalLengthsGiveWhatTheStepForThemGives(Regulariser.Scope scope) {
        Regulariser regulariser = new Regulariser.VarianceCovariance(0.5, 0.1, scope);
        try (IJepa model = model(2, Precision.FP32);
                TrainingStep step = new TrainingStep(model, Loss.SMOOTH_L1, regulariser, AdamW.PUBLISHED)) {
            assertThat(EQUAL.isEqual()).isTrue();
            assertNear(whole(step, EQUAL, false), whole(step, EQUAL, true), NEAR);
        }
    }

    @Test
    void bfloat16StaysCloseToFloat32() {
        List<Outcome> outcomes = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            try (IJepa model = model(2, precision);
                    TrainingStep step =
                            new TrainingStep(model, Loss.SMOOTH_L1, new Regulariser.None(), AdamW.PUBLISHED)) {
                outcomes.add(whole(step, UNEQUAL, false));
            }
        }
        assertThat(outcomes.getLast().loss).isNotEqualTo(outcomes.getFirst().loss);
        assertNear(outcomes.getLast(), outcomes.getFirst(), 0.05);
    }
}
