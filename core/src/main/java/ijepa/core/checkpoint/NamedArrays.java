package ijepa.core.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import ijepa.core.InputException;
import ijepa.core.model.Embeddings;

/** Arrays with names, in their order, to be written for other programs: NumPy's {@code .npz} or safetensors. */
public final class NamedArrays {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, WrittenTensor> arrays = new LinkedHashMap<>();

    /** Adds a line about the arrays, which only safetensors keeps. */
    public NamedArrays metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** Adds float32 numbers. */
    public NamedArrays add(String name, long[] shape, float[] values) {
        return put(name, WrittenTensor.of(ElementType.F32, shape, into -> into.put(values)), values.length);
    }

    /** Adds float64 numbers. */
    public NamedArrays add(String name, long[] shape, double[] values) {
        return put(
                name,
                new WrittenTensor(
                        ElementType.F64,
                        shape.clone(),
                        bytes -> MemorySegment.copy(values, 0, bytes, DOUBLE, 0, values.length)),
                values.length);
    }

    /** Adds 64-bit whole numbers. */
    public NamedArrays add(String name, long[] shape, long[] values) {
        return put(
                name,
                new WrittenTensor(
                        ElementType.I64,
                        shape.clone(),
                        bytes -> MemorySegment.copy(values, 0, bytes, LONG, 0, values.length)),
                values.length);
    }

    /** Adds vectors {@code [count, dimension]}. */
    public NamedArrays add(String name, Embeddings vectors) {
        return add(name, new long[] {vectors.count(), vectors.dimension()}, vectors.values());
    }

    private NamedArrays put(String name, WrittenTensor array, int values) {
        if (array.elements() != values) {
            throw new IllegalArgumentException(
                    "The array " + name + " of " + array.elements() + " elements was given " + values + " values.");
        }
        if (arrays.putIfAbsent(name, array) != null) {
            throw new IllegalArgumentException("Two arrays are named " + name + ".");
        }
        return this;
    }

    /**
     * Writes all arrays, replacing a file of that name.
     *
     * @param file ends in {@code .npz} or {@code .safetensors}, which says the format
     * @throws InputException when it ends otherwise or cannot be written; what was there before stays
     */
    public void write(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".npz")) {
            NumpyArchive.write(arrays, file);
        } else if (name.endsWith(".safetensors")) {
            SafetensorsWriter writer = new SafetensorsWriter();
            metadata.forEach(writer::metadata);
            arrays.forEach(writer::add);
            writer.write(file);
        } else {
            throw new InputException("Arrays are written as .npz or .safetensors: give " + file + " such an ending.");
        }
    }
}
