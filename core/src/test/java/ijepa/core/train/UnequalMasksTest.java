package ijepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDManager;
import ijepa.core.model.IJepa;
import ijepa.core.tensor.OptimizerKernels.AdamW;
import ijepa.core.tensor.Precision;
import ijepa.core.train.TinyStep.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches whose masks differ in length, beside the same images and blocks one by one. */
class UnequalMasksTest {

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

    private static Outcome whole(TrainingStep step, StepMasks masks, boolean equal) {
        try (NDManager scope = step.model().newScope()) {
            ForwardPass pass =
                    new ForwardPass(step.model(), scope, TinyStep.images(0, IMAGES), masks, step.backward(), equal);
            return Outcome.of(step, scope, step.forward(pass, scope));
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
                        all.add(Outcome.of(step, scope, step.forward(scope, TinyStep.images(image, 1), alone)));
                    }
                }
            }
        }
        double objective =
                all.stream().mapToDouble(Outcome::objective).average().orElseThrow();
        double[] gradients = new double[all.getFirst().gradients().length];
        for (Outcome one : all) {
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] += one.gradients()[i] / all.size();
            }
        }
        return new Outcome(objective, gradients);
    }

    @ParameterizedTest
    @CsvSource({"SMOOTH_L1, 1", "SMOOTH_L1, 3", "L2, 2"})
    void aBatchIsTheMeanOfItsImagesAndBlocks(Loss loss, int predictorDepth) {
        try (IJepa model = TinyStep.model(predictorDepth, Precision.FP32);
                TrainingStep step = new TrainingStep(model, loss, new Regulariser.None(), AdamW.PUBLISHED)) {
            assertThat(UNEQUAL.isEqual()).isFalse();
            whole(step, UNEQUAL, UNEQUAL.isEqual()).assertNear(oneByOne(step), NEAR);
        }
    }

    @ParameterizedTest
    @EnumSource(Regulariser.Scope.class)
    void equalLengthsGiveWhatTheStepForThemGives(Regulariser.Scope scope) {
        Regulariser regulariser = new Regulariser.VarianceCovariance(0.5, 0.1, scope);
        try (IJepa model = TinyStep.model(2, Precision.FP32);
                TrainingStep step = new TrainingStep(model, Loss.SMOOTH_L1, regulariser, AdamW.PUBLISHED)) {
            assertThat(EQUAL.isEqual()).isTrue();
            whole(step, EQUAL, false).assertNear(whole(step, EQUAL, true), NEAR);
        }
    }

    @Test
    void bfloat16StaysCloseToFloat32() {
        List<Outcome> outcomes = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            try (IJepa model = TinyStep.model(2, precision);
                    TrainingStep step =
                            new TrainingStep(model, Loss.SMOOTH_L1, new Regulariser.None(), AdamW.PUBLISHED)) {
                outcomes.add(whole(step, UNEQUAL, false));
            }
        }
        assertThat(outcomes.getLast().objective())
                .isNotEqualTo(outcomes.getFirst().objective());
        outcomes.getLast().assertNear(outcomes.getFirst(), 0.05);
    }
}
