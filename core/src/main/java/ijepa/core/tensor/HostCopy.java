package ijepa.core.tensor;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Values of arrays, wherever those lie, in the memory of the machine. */
public final class HostCopy {

    private HostCopy() {}

    /**
     * Puts a float32 array's values into a buffer, in row-major order. On the way from a GPU the engine makes a copy that
     * belongs to a manager below the array's own, which for parameters lives as long as the model: so that is asked of a
     * view whose manager ends here.
     */
    public static void put(NDArray array, FloatBuffer into) {
        try (NDManager own = array.getManager().newSubManager()) {
            into.put(KernelModule.unnamed(own, array)
                    .toByteBuffer()
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer());
        }
    }
}
