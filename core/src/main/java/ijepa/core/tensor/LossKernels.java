package ijepa.core.tensor;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * The kernels that make a scalar to be minimised: losses, and the terms that are added to them. B images, Nc context
 * patches, T target patches one after the other, D encoder width.
 */
public final class LossKernels {

    private final Kernels kernels;

    LossKernels(Kernels kernels) {
        this.kernels = kernels;
    }

    /** Smooth L1 with beta 1, mean over everything: the published code's loss. A scalar. */
    public NDArray smoothL1(NDManager into, NDArray predicted, NDArray target) {
        return kernels.one(into, "loss_smooth_l1", List.of(predicted, target), List.of());
    }

    /** Squared L2 distance summed over a block, mean over blocks: the paper's equation 1. A scalar. */
    public NDArray squaredL2(NDManager into, NDArray predicted, NDArray target) {
        return kernels.one(into, "loss_l2", List.of(predicted, target), List.of());
    }

    /**
     * How far the features of pooled contexts {@code [B, Nc, D]} are from spread and uncorrelated, as VICReg measures it
     * (Bardes, Ponce and LeCun 2022). A scalar.
     *
     * @param covariance weight of the covariance term within it
     */
    public NDArray spreadPooled(NDManager into, NDArray context, double covariance) {
        return kernels.one(into, "spread_pooled", List.of(context), List.of(), kernels.constant(covariance));
    }

    /**
     * The same of every context token after its position's mean over the batch is taken off. A scalar.
     *
     * @param index     the tokens' patches {@code [B, Nc]}
     * @param positions N
     */
    public NDArray spreadTokens(NDManager into, NDArray context, NDArray index, double covariance, int positions) {
        return kernels.one(
                into, "spread_tokens", List.of(context, index), List.of(), kernels.constant(covariance, positions));
    }

    /**
     * How far pooled contexts {@code [B, Nc, D]} are from an isotropic normal distribution along unit directions {@code [D,
     * m]}: the mean of Epps and Pulley's statistics. A scalar.
     *
     * @param points of the integral from -5 to 5, odd
     */
    public NDArray sketchPooled(NDManager into, NDArray context, NDArray directions, int points) {
        return kernels.one(into, "sketch_pooled", List.of(context, directions), List.of(), kernels.constant(points));
    }

    /**
     * The same of every context token after its position's mean over the batch is taken off. A scalar.
     *
     * @param index     the tokens' patches {@code [B, Nc]}
     * @param positions N
     */
    public NDArray sketchTokens(
            NDManager into, NDArray context, NDArray index, NDArray directions, int points, int positions) {
        return kernels.one(
                into,
                "sketch_tokens",
                List.of(context, index, directions),
                List.of(),
                kernels.constant(points, positions));
    }

    /** {@code loss + weight * term}. */
    public NDArray addWeighted(NDManager into, NDArray loss, NDArray term, double weight) {
        return kernels.one(into, "add_weighted", List.of(loss, term), List.of(), kernels.constant(weight));
    }

    /** Smooth L1 of each patch {@code [T, D]}, its mean over features, times the patch's weight {@code [T]}, summed up. */
    public NDArray smoothL1Weighted(NDManager into, NDArray predicted, NDArray target, NDArray weights) {
        return kernels.one(into, "loss_smooth_l1_weighted", List.of(predicted, target, weights), List.of());
    }

    /** Squared L2 distance of each patch {@code [T, D]} times its weight {@code [T]}, summed up. */
    public NDArray squaredL2Weighted(NDManager into, NDArray predicted, NDArray target, NDArray weights) {
        return kernels.one(into, "loss_l2_weighted", List.of(predicted, target, weights), List.of());
    }

    /** {@code loss + factor * sum(a * b)} of two arrays of one size. */
    public NDArray addProduct(NDManager into, NDArray loss, NDArray a, NDArray b, double factor) {
        return kernels.one(into, "add_product", List.of(loss, a, b), List.of(), kernels.constant(factor));
    }
}
