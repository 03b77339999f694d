package ijepa.core.checkpoint;

import java.nio.FloatBuffer;
import java.util.List;

/** A tensor as a file keeps it. */
public sealed interface StoredTensor permits StridedTensor, JoinedTensor {

    ElementType type();

    /** Its sizes. */
    List<Long> shape();

    /**
     * Reads all values in row-major order as float32, from the buffer's position on.
     *
     * @throws ijepa.core.InputException when the file cannot be read
     */
    void read(FloatBuffer into);

    /** Number of elements. */
    default long elements() {
        return shape().stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }

    /** The sizes as an array. */
    default long[] sizes() {
        return shape().stream().mapToLong(Long::longValue).toArray();
    }

    /** All values of a tensor that fits an array. */
    default float[] floats() {
        float[] values = new float[Math.toIntExact(elements())];
        read(FloatBuffer.wrap(values));
        return values;
    }
}
