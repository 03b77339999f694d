package ijepa.core.train;

import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Kernels.FeatureSpread;

/**
 * What is looked at in a step besides its loss.
 *
 * @param objective what was minimised: the loss with the regulariser
 * @param gradients norms
 * @param spread    of the target embeddings, each target block's mean over its patches a vector; measured now and then
 */
public record StepMeasures(double objective, GradientNorms gradients, Optional<FeatureSpread> spread) {

    /** More vectors say nothing new and take longer. */
    private static final int VECTORS = 512;

    /**
     * Looks at a step before its update.
     *
     * @throws NonFiniteLossException when the objective or a gradient is not a number
     */
    static StepMeasures of(
            Kernels kernels,
            NDManager scope,
            TrainingStep.Forward forward,
            StepMasks masks,
            List<Optimizer.Slot> slots,
            List<NDArray> gradients,
            boolean withSpread) {
        double objective = forward.objective().getFloat();
        if (!Double.isFinite(objective)) {
            throw new NonFiniteLossException("objective", objective);
        }
        GradientNorms norms = GradientNorms.of(slots, kernels.norms(scope, gradients));
        return new StepMeasures(
                objective, norms, withSpread ? Optional.of(spread(kernels, scope, forward, masks)) : Optional.empty());
    }

    private static FeatureSpread spread(
            Kernels kernels, NDManager scope, TrainingStep.Forward forward, StepMasks masks) {
        NDArray pooled = masks.isEqual()
                ? forward.targets().mean(new int[] {1})
                : PackedForward.pooled(kernels, scope, forward.targets(), masks.targetLengths());
        long count = Math.min(VECTORS, pooled.getShape().get(0));
        NDArray vectors = pooled.get("0:{}", count);
        return kernels.featureSpread(scope, vectors);
    }
}
