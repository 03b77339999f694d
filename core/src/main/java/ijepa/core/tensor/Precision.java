package ijepa.core.tensor;

/** What matrix products are computed in. Parameters, the residual stream, norms and losses are float32 in both. */
public enum Precision {
    /** Everything in float32. */
    FP32,
    /** Matrix products in bfloat16, as PyTorch's autocast does. */
    BF16;

    /** The kernels' flag. */
    double flag() {
        return this == BF16 ? 1 : 0;
    }
}
