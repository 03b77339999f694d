package ijepa.core.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** What a device reaches in large square matrix products: the most that networks can hope for. */
public final class MatrixProductPeak {

    private static final int SIDE = 2048;
    private static final int TRIES = 8;

    private MatrixProductPeak() {}

    /** Floating-point operations a second in the fastest of a few products; takes about a second. */
    public static double measure(TensorEngine engine, ComputeDevice device, Precision precision) {
        Kernels kernels = engine.kernels(device);
        double fastest = Double.MAX_VALUE;
        try (NDManager scope = engine.newManager(device)) {
            NDArray values = scope.randomUniform(-1, 1, new Shape(SIDE, SIDE), DataType.FLOAT32);
            NDArray operand = precision == Precision.BF16 ? kernels.halve(scope, values) : values;
            for (int i = 0; i < TRIES; i++) {
                try (NDManager one = scope.newSubManager()) {
                    long start = System.nanoTime();
                    NDArray product = kernels.matmul(one, operand, operand, precision);
                    // Reading a value waits for a device that works on its own.
                    kernels.firstValue(one, product);
                    fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
                }
            }
        }
        return 2.0 * SIDE * SIDE * SIDE / fastest;
    }
}
