package ijepa.core.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Consumer;

/**
 * A tensor to be written, and how its bytes are made when they are needed.
 *
 * @param fill fills its bytes; called once
 */
record WrittenTensor(ElementType type, long[] shape, Consumer<MemorySegment> fill) {

    /**
     * One of real numbers.
     *
     * @param type   what it is stored as
     * @param values gives its values in row-major order
     */
    static WrittenTensor of(ElementType type, long[] shape, SafetensorsWriter.Values values) {
        return new WrittenTensor(type, shape.clone(), segment -> {
            long elements = segment.byteSize() / type.bytes();
            if (type == ElementType.F32) {
                values.write(
                        segment.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
                return;
            }
            FloatBuffer buffer = FloatBuffer.allocate(Math.toIntExact(elements));
            values.write(buffer);
            for (int i = 0; i < elements; i++) {
                type.set(segment, i, buffer.get(i));
            }
        });
    }

    /** Number of elements. */
    long elements() {
        long elements = 1;
        for (long side : shape) {
            elements = Math.multiplyExact(elements, side);
        }
        return elements;
    }

    /** Size in bytes. */
    long bytes() {
        return Math.multiplyExact(elements(), type.bytes());
    }

    /** Its bytes, made in an arena. */
    MemorySegment make(Arena arena) {
        MemorySegment bytes = arena.allocate(Math.max(1, bytes()), 8).asSlice(0, bytes());
        fill.accept(bytes);
        return bytes;
    }
}
