package ijepa.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.tensor.Kernels;

/** The distance between predicted and target embeddings that is minimised. */
public enum Loss {
    /** The published code's: smooth L1, mean over everything. */
    SMOOTH_L1,
    /** The paper's equation 1: squared L2 distance summed over a block's patches, mean over blocks and images. */
    L2;

    /**
     * The loss, one number in float32.
     *
     * @param predicted {@code [M * B, Nt, D]}
     * @param target    the same size
     */
    public NDArray of(Kernels kernels, NDManager into, NDArray predicted, NDArray target) {
        return switch (this) {
            case SMOOTH_L1 -> kernels.losses().smoothL1(into, predicted, target);
            case L2 -> kernels.losses().squaredL2(into, predicted, target);
        };
    }

    /** What a patch of a block of some patches weighs within the block. */
    float patchWeight(int patches) {
        return switch (this) {
            case SMOOTH_L1 -> 1f / patches;
            case L2 -> 1;
        };
    }

    /**
     * The loss of blocks of unequal length, one number in float32.
     *
     * @param predicted {@code [T, D]}
     * @param target    the same size
     * @param weights   of the patches, {@code [T]}: see {@link #patchWeight}, over the number of blocks
     */
    NDArray weighted(Kernels kernels, NDManager into, NDArray predicted, NDArray target, NDArray weights) {
        return switch (this) {
            case SMOOTH_L1 -> kernels.losses().smoothL1Weighted(into, predicted, target, weights);
            case L2 -> kernels.losses().squaredL2Weighted(into, predicted, target, weights);
        };
    }
}
