package ijepa.core.train;

import ijepa.core.InputException;

/**
 * The section {@code optimization} of a configuration; the names in messages are the official ones.
 *
 * @param epochs            {@code epochs}, at least 1
 * @param warmupEpochs      {@code warmup}: epochs of linear warm-up, less than the run
 * @param startLearningRate {@code start_lr}
 * @param learningRate      {@code lr}: at the end of the warm-up
 * @param finalLearningRate {@code final_lr}
 * @param weightDecay       {@code weight_decay}
 * @param finalWeightDecay  {@code final_weight_decay}
 * @param momentumStart     {@code ema[0]}: the target encoder's momentum at the beginning
 * @param momentumEnd       {@code ema[1]}
 * @param iterationScale    {@code ipe_scale}: stretches every schedule beyond the run's end
 */
public record OptimizationConfig(
        int epochs,
        double warmupEpochs,
        double startLearningRate,
        double learningRate,
        double finalLearningRate,
        double weightDecay,
        double finalWeightDecay,
        double momentumStart,
        double momentumEnd,
        double iterationScale) {

    public OptimizationConfig {
        require(epochs >= 1, "epochs", epochs, "a whole number of at least 1");
        require(
                warmupEpochs >= 0 && warmupEpochs <= epochs,
                "warmup",
                warmupEpochs,
                "between 0 and the run's " + epochs + " epochs");
        require(learningRate > 0 && learningRate < 1e3, "lr", learningRate, "positive; 1e-3 is usual");
        require(startLearningRate >= 0 && startLearningRate < 1e3, "start_lr", startLearningRate, "0 or more");
        require(finalLearningRate >= 0 && finalLearningRate < 1e3, "final_lr", finalLearningRate, "0 or more");
        require(weightDecay >= 0 && weightDecay < 1e3, "weight_decay", weightDecay, "0 or more; 0.04 is usual");
        require(
                finalWeightDecay >= 0 && finalWeightDecay < 1e3,
                "final_weight_decay",
                finalWeightDecay,
                "0 or more; 0.4 is usual");
        require(momentumStart >= 0 && momentumStart <= 1, "ema[0]", momentumStart, "between 0 and 1; 0.996 is usual");
        require(momentumEnd >= 0 && momentumEnd <= 1, "ema[1]", momentumEnd, "between 0 and 1; 1.0 is usual");
        require(
                iterationScale >= 1 && iterationScale < 1e3,
                "ipe_scale",
                iterationScale,
                "1 or more, or schedules end before the run");
    }

    private static void require(boolean holds, String field, Number value, String wanted) {
        if (!holds) {
            throw new InputException("optimization." + field + " is " + value + " but must be " + wanted + ".");
        }
    }
}
