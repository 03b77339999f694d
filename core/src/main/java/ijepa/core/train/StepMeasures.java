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

    /** Measures a step. */
    static final class Observer implements TrainingStep.Observer {

        private final Kernels kernels;
        private final List<Optimizer.Slot> slots;
        private final boolean withSpread;
        private Optional<FeatureSpread> spread = Optional.empty();
        private StepMeasures measured;

        Observer(Kernels kernels, List<Optimizer.Slot> slots, boolean withSpread) {
            this.kernels = kernels;
            this.slots = slots;
            this.withSpread = withSpread;
        }

        @Override
        public void part(NDManager scope, int number, TrainingStep.Forward forward, StepMasks masks) {
            if (withSpread && number == 0) {
                spread = Optional.of(StepMeasures.spread(kernels, scope, forward, masks));
            }
        }

        @Override
        public void step(double objective, Gradients gradients) {
            measured = of(objective, slots, gradients, spread);
        }

        StepMeasures measured() {
            return measured;
        }
    }

    /**
     * Looks at a step before its update.
     *
     * @throws NonFiniteLossException when the objective or a gradient is not a number
     */
    static StepMeasures of(
            double objective, List<Optimizer.Slot> slots, Gradients gradients, Optional<FeatureSpread> spread) {
        if (!Double.isFinite(objective)) {
            throw new NonFiniteLossException("objective", objective);
        }
        return new StepMeasures(objective, GradientNorms.of(slots, gradients.norms()), spread);
    }

    /** Spread of a part's target embeddings. */
    static FeatureSpread spread(Kernels kernels, NDManager scope, TrainingStep.Forward forward, StepMasks masks) {
        NDArray pooled = masks.isEqual()
                ? forward.targets().mean(new int[] {1})
                : PackedForward.pooled(kernels, scope, forward.targets(), masks.targetLengths());
        long count = Math.min(VECTORS, pooled.getShape().get(0));
        NDArray vectors = pooled.get("0:{}", count);
        return kernels.featureSpread(scope, vectors);
    }
}
