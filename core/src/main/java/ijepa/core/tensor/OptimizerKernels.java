package ijepa.core.tensor;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * The kernels that turn a loss into changed weights: autograd, sums and norms of gradients, AdamW and the moving average.
 * Autograd records what depends on an array that {@link #requireGradients} was called for, and nothing else.
 */
public final class OptimizerKernels {

    private final Kernels kernels;

    OptimizerKernels(Kernels kernels) {
        this.kernels = kernels;
    }

    /** Makes autograd record what depends on these arrays. */
    public void requireGradients(List<NDArray> parameters) {
        parameters.forEach(parameter -> parameter.setRequiresGradient(true));
    }

    /** Derivatives of a scalar by each parameter, in their order, as {@link Kernels.Role#GRADIENT}. Frees what autograd kept. */
    public List<NDArray> gradients(NDManager into, NDArray loss, List<NDArray> parameters) {
        NDList arguments = new NDList(loss);
        arguments.addAll(parameters);
        NDList found = kernels.call(into, "gradients", arguments);
        if (found.size() != parameters.size()) {
            throw new IllegalStateException(
                    "The loss depends on " + found.size() + " of " + parameters.size() + " parameters.");
        }
        found.forEach(Kernels.Role.GRADIENT::give);
        return found;
    }

    /**
     * Derivatives of several outputs together by some of what they depend on; what autograd recorded is kept.
     *
     * @param gradients those by the outputs, as {@link Kernels.Role#GRADIENT}
     * @param by        as {@link Kernels.Role#PARAMETER}
     */
    public List<NDArray> derivatives(NDManager into, List<NDArray> outputs, List<NDArray> gradients, List<NDArray> by) {
        try (NDManager views = into.newSubManager()) {
            NDList arguments = Kernels.inputs(views, outputs);
            arguments.addAll(gradients);
            arguments.addAll(by);
            arguments.add(kernels.constant(0));
            NDList found = kernels.call(into, "derivatives", arguments);
            if (found.size() != by.size()) {
                throw new IllegalStateException(
                        "The outputs depend on " + found.size() + " of " + by.size() + " arrays.");
            }
            return found;
        }
    }

    /**
     * L2 norms of arrays, in their order, in one pass.
     *
     * @param arrays as {@link Kernels.Role#GRADIENT}
     */
    public float[] norms(NDManager into, List<NDArray> arrays) {
        return kernels.call(into, "norms", new NDList(arrays))
                .singletonOrThrow()
                .toFloatArray();
    }

    /**
     * Adds gradients to others, in place.
     *
     * @param sums as {@link Kernels.Role#GRADIENT}
     * @param more as many, of the same sizes; their role changes
     */
    public void addInPlace(NDManager into, List<NDArray> sums, List<NDArray> more) {
        NDList arguments = new NDList(2 * sums.size());
        arguments.addAll(sums);
        more.forEach(part -> arguments.add(Kernels.Role.PART_GRADIENT.give(part)));
        kernels.call(into, "add_in_place", arguments);
    }

    /**
     * Multiplies arrays by a number, in place.
     *
     * @param arrays as {@link Kernels.Role#GRADIENT}
     */
    public void scale(NDManager into, List<NDArray> arrays, double factor) {
        NDList arguments = new NDList(arrays);
        arguments.add(kernels.scalars(into, factor));
        kernels.call(into, "scale_in_place", arguments);
    }

    /** The constants of AdamW that do not follow a schedule. */
    public record AdamW(double beta1, double beta2, double epsilon) {

        /** The published code's, which are PyTorch's defaults. */
        public static final AdamW PUBLISHED = new AdamW(0.9, 0.999, 1e-8);
    }

    /**
     * One step of AdamW on parameters that share learning rate and weight decay, in place; counts the step counts up.
     *
     * @param gradients    as {@link Kernels.Role#GRADIENT}
     * @param firstMoments as {@link Kernels.Role#FIRST_MOMENT}
     * @param secondMoments as {@link Kernels.Role#SECOND_MOMENT}
     * @param stepCounts   float32 scalars as {@link Kernels.Role#STEP_COUNT}, one a parameter
     */
    public void adamW(
            NDManager into,
            List<NDArray> parameters,
            List<NDArray> gradients,
            List<NDArray> firstMoments,
            List<NDArray> secondMoments,
            List<NDArray> stepCounts,
            AdamW constants,
            double learningRate,
            double weightDecay) {
        NDList arguments = new NDList(5 * parameters.size() + 1);
        arguments.addAll(parameters);
        arguments.addAll(gradients);
        arguments.addAll(firstMoments);
        arguments.addAll(secondMoments);
        arguments.addAll(stepCounts);
        arguments.add(
                kernels.scalars(into, learningRate, constants.beta1, constants.beta2, weightDecay, constants.epsilon));
        kernels.call(into, "adamw", arguments);
    }

    /** {@code target = momentum * target + (1 - momentum) * online}, in place. */
    public void exponentialMovingAverage(NDManager into, List<NDArray> target, List<NDArray> online, double momentum) {
        NDList arguments = new NDList(2 * target.size() + 1);
        arguments.addAll(target);
        arguments.addAll(online);
        arguments.add(kernels.scalars(into, 1 - momentum));
        kernels.call(into, "ema", arguments);
    }
}
