package ijepa.core.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * Collects tensors and writes them as one safetensors file. The file appears under its name only when it is whole: it is
 * written beside, forced to the disk and renamed.
 */
public final class SafetensorsWriter {

    private final Map<String, String> metadata = new LinkedHashMap<>();
<<<<<<< HEAD
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final CRC32C written = new CRC32C();
    private boolean sealed;

    /** One tensor and how its bytes are made when they are needed. */
    private record Tensor(ElementType type, long[] shape, Consumer<MemorySegment> fill) {

        long bytes() {
            long elements = 1;
            for (long side : shape) {
                elements = Math.multiplyExact(elements, side);
            }
            return Math.multiplyExact(elements, type.bytes());
        }
    }
=======
    private final Map<String, WrittenTensor> tensors = new LinkedHashMap<>();
>>>>>>> checkpoint

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

<<<<<<< HEAD
    /**
     * Adds the last tensor, {@link Seal#NAME}: a checksum of all bytes before it, by which {@link Seal#requireIntact} finds
     * damage.
     */
    public SafetensorsWriter sealed() {
        put(
                Seal.NAME,
                new Tensor(
                        ElementType.I64,
                        new long[] {1},
                        segment -> segment.set(
                                ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                                0,
                                written.getValue())));
        sealed = true;
        return this;
    }

    private SafetensorsWriter put(String name, Tensor tensor) {
        if (sealed) {
            throw new IllegalStateException("Nothing can be added behind the seal.");
        }
=======
    private SafetensorsWriter put(String name, WrittenTensor tensor) {
>>>>>>> checkpoint
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
<<<<<<< HEAD
        Path whole = file.toAbsolutePath();
        Path beside = whole.resolveSibling(whole.getFileName() + ".partial");
        try {
            Files.createDirectories(whole.getParent());
            try {
                writeTo(beside);
                move(beside, whole);
                forceFolder(whole.getParent());
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException failure) {
            throw new InputException(
                    file + " cannot be written: " + failure.getMessage() + ". Check the disk's space and permissions.",
                    failure);
        }
    }

    private void writeTo(Path file) throws IOException {
        byte[] header = header();
        written.reset();
        try (FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
=======
        byte[] header = header();
        AtomicFile.write(file, channel -> {
>>>>>>> checkpoint
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment start = arena.allocate(8 + header.length);
                start.set(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0, header.length);
                MemorySegment.copy(header, 0, start, ValueLayout.JAVA_BYTE, 8, header.length);
                AtomicFile.writeFully(channel, start);
            }
            for (WrittenTensor tensor : tensors.values()) {
                try (Arena arena = Arena.ofConfined()) {
                    AtomicFile.writeFully(channel, tensor.make(arena));
                }
            }
<<<<<<< HEAD
            channel.force(true);
        }
    }

    private void writeFully(FileChannel channel, MemorySegment bytes) throws IOException {
        for (long at = 0; at < bytes.byteSize(); ) {
            ByteBuffer part =
                    bytes.asSlice(at, Math.min(1 << 28, bytes.byteSize() - at)).asByteBuffer();
            at += part.remaining();
            written.update(part.duplicate());
            while (part.hasRemaining()) {
                channel.write(part);
            }
        }
    }

    /** A rename lasts only when its folder is on the disk too. Systems that cannot open folders do that themselves. */
    private static void forceFolder(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException unsupported) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
=======
        });
>>>>>>> checkpoint
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
