package ijepa.core.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import ijepa.core.tensor.HostCopy;

/**
 * Collects tensors and writes them as one safetensors file. The file appears under its name only when it is whole: it is
 * written beside, forced to the disk and renamed.
 */
public final class SafetensorsWriter {

    private static final long CHECKED_AT_ONCE = 1 << 28;

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, WrittenTensor> tensors = new LinkedHashMap<>();
    private final CRC32C written = new CRC32C();
    private boolean sealed;

    /** Adds one line of metadata. */
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /**
     * Adds a tensor of real numbers.
     *
     * @param type   what it is stored as
     * @param values gives its values in row-major order; called once, while writing
     */
    public SafetensorsWriter add(String name, ElementType type, long[] shape, Values values) {
        return put(name, WrittenTensor.of(type, shape, values));
    }

    /** Gives a tensor's values. */
    @FunctionalInterface
    public interface Values {

        /** Writes all values from the buffer's position on. */
        void write(FloatBuffer into);
    }

    /** Adds an array as float32; its values are taken while writing. */
    public SafetensorsWriter add(String name, NDArray array) {
        return add(name, ElementType.F32, array.getShape().getShape(), into -> HostCopy.put(array, into));
    }

    /** Adds a float32 tensor. */
    public SafetensorsWriter add(String name, long[] shape, float[] values) {
        return add(name, ElementType.F32, shape, into -> into.put(values));
    }

    /** Adds a tensor of 64-bit whole numbers. */
    public SafetensorsWriter add(String name, long[] shape, long[] values) {
        return put(
                name,
                new WrittenTensor(
                        ElementType.I64,
                        shape.clone(),
                        segment -> MemorySegment.copy(
                                values,
                                0,
                                segment,
                                ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                                0,
                                values.length)));
    }

    /**
     * Adds the last tensor, {@link Seal#NAME}: a checksum of all bytes before it, by which {@link Seal#requireIntact} finds
     * damage.
     */
    public SafetensorsWriter sealed() {
        put(
                Seal.NAME,
                new WrittenTensor(
                        ElementType.I64,
                        new long[] {1},
                        segment -> segment.set(
                                ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                                0,
                                written.getValue())));
        sealed = true;
        return this;
    }

    /** Adds a tensor whose bytes are made while writing. */
    SafetensorsWriter add(String name, WrittenTensor tensor) {
        return put(name, tensor);
    }

    private SafetensorsWriter put(String name, WrittenTensor tensor) {
        if (sealed) {
            throw new IllegalStateException("Nothing can be added behind the seal.");
        }
        if (tensors.putIfAbsent(name, tensor) != null) {
            throw new IllegalArgumentException("Two tensors are named " + name + ".");
        }
        return this;
    }

    /**
     * Writes the file, replacing one of that name.
     *
     * @throws ijepa.core.InputException when it cannot be written; what was there before stays
     */
    public void write(Path file) {
        byte[] header = header();
        written.reset();
        AtomicFile.write(file, channel -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment start = arena.allocate(8 + header.length);
                start.set(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0, header.length);
                MemorySegment.copy(header, 0, start, ValueLayout.JAVA_BYTE, 8, header.length);
                append(channel, start);
            }
            for (WrittenTensor tensor : tensors.values()) {
                try (Arena arena = Arena.ofConfined()) {
                    append(channel, tensor.make(arena));
                }
            }
        });
    }

    private void append(FileChannel channel, MemorySegment bytes) throws IOException {
        AtomicFile.writeFully(channel, bytes);
        for (long at = 0; at < bytes.byteSize(); at += CHECKED_AT_ONCE) {
            written.update(bytes.asSlice(at, Math.min(CHECKED_AT_ONCE, bytes.byteSize() - at))
                    .asByteBuffer());
        }
    }

    private byte[] header() {
        JsonObject json = new JsonObject();
        if (!metadata.isEmpty()) {
            JsonObject lines = new JsonObject();
            metadata.forEach(lines::addProperty);
            json.add("__metadata__", lines);
        }
        long at = 0;
        for (Map.Entry<String, WrittenTensor> entry : tensors.entrySet()) {
            WrittenTensor tensor = entry.getValue();
            JsonObject description = new JsonObject();
            description.addProperty("dtype", tensor.type().safetensorsName());
            JsonArray shape = new JsonArray();
            for (long side : tensor.shape()) {
                shape.add(side);
            }
            description.add("shape", shape);
            JsonArray offsets = new JsonArray();
            offsets.add(at);
            at += tensor.bytes();
            offsets.add(at);
            description.add("data_offsets", offsets);
            json.add(entry.getKey(), description);
        }
        // Padded so that the data starts at a multiple of 8.
        String text = json.toString();
        int padding = (8 - text.getBytes(StandardCharsets.UTF_8).length % 8) % 8;
        return (text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
    }
}
