package ijepa.core.train;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.tensor.Kernels;

/** The gradients of a step in the order of {@link Optimizer#slots}, before its update. */
final class Gradients {

    /** Keeps a division from failing, as the usual implementation does. */
    private static final double TINY = 1e-6;

    private final Kernels kernels;
    private final NDManager scope;
    private final List<NDArray> arrays;
    private float[] norms;

    Gradients(Kernels kernels, NDManager scope, List<NDArray> arrays) {
        this.kernels = kernels;
        this.scope = scope;
        this.arrays = arrays;
    }

    List<NDArray> arrays() {
        return arrays;
    }

    /** L2 norms as they were before clipping, measured when first asked for. */
    float[] norms() {
        if (norms == null) {
            norms = kernels.optimizer().norms(scope, arrays);
        }
        return norms;
    }

    /** L2 norm of some arrays together. */
    static double norm(float[] norms) {
        double squares = 0;
        for (float one : norms) {
            squares += (double) one * one;
        }
        return Math.sqrt(squares);
    }

    /** Scales all of them together down to a norm, where theirs is larger (Pascanu, Mikolov and Bengio 2013). */
    void clip(double largest) {
        double factor = largest / (norm(norms()) + TINY);
        if (factor < 1) {
            kernels.optimizer().scale(scope, arrays, factor);
        }
    }
}
