package ijepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import ijepa.core.model.IJepa;
import ijepa.core.tensor.OptimizerKernels.AdamW;
import ijepa.core.tensor.Precision;
import ijepa.core.train.TinyStep.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps that compute their blocks again, beside steps that keep everything. */
class RecomputationTest {

    private static final int[][][] TARGETS = {{{10, 11}, {8, 9}, {2, 3}}, {{14, 15}, {9, 13}, {3, 7}}};
    private static final StepMasks EQUAL = new StepMasks(new int[][][] {{{0, 1, 4}, {2, 3, 7}, {8, 9, 12}}}, TARGETS);
    private static final StepMasks UNEQUAL =
            new StepMasks(new int[][][] {{{0, 1, 4}, {2, 3}, {8, 9, 12, 13, 14}}}, TARGETS);

    static Stream<Arguments> nothingChanges() {
        List<Arguments> cases = new ArrayList<>();
        for (StepMasks masks : List.of(EQUAL, UNEQUAL)) {
            for (Precision precision : Precision.values()) {
                for (int depth : new int[] {1, 3}) {
                    cases.add(Arguments.of(masks, precision, depth, new Regulariser.None()));
                }
            }
            cases.add(Arguments.of(
                    masks, Precision.FP32, 2, new Regulariser.VarianceCovariance(0.5, 0.1, Regulariser.Scope.POOLED)));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource
    void nothingChanges(StepMasks masks, Precision precision, int predictorDepth, Regulariser regulariser) {
        List<Outcome> outcomes = new ArrayList<>();
        for (boolean again : new boolean[] {false, true}) {
            try (IJepa model = TinyStep.model(predictorDepth, precision);
                    TrainingStep step = new TrainingStep(
                            model, Loss.SMOOTH_L1, regulariser, AdamW.PUBLISHED, new StepSettings(1, 0, again));
                    NDManager scope = model.newScope()) {
                outcomes.add(Outcome.of(step, scope, step.forward(scope, TinyStep.images(0, 3), masks)));
            }
        }
        assertThat(outcomes.getLast().objective()).isEqualTo(outcomes.getFirst().objective());
        assertThat(outcomes.getLast().gradients()).isEqualTo(outcomes.getFirst().gradients());
    }
}
