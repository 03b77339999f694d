package ijepa.core.checkpoint;

import java.io.StringReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import ijepa.core.InputException;

/**
 * A safetensors file: eight bytes of header length, a JSON header, then the tensors' bytes. Every
 * number of the header is checked against the file before it is used.
 */
public final class SafetensorsFile implements AutoCloseable {

    /** Room for 100,000 tensors, and little enough for any machine's memory. */
    private static final long MAX_HEADER = 25_000_000;

    private final Content content;
    private final long dataOffset;
    private final Map<String, Entry> entries;
    private final Map<String, String> metadata;

    /**
     * One tensor.
     *
     * @param begin first byte, counted from the end of the header
     * @param end   behind the last byte
     */
    public record Entry(ElementType type, List<Long> shape, long begin, long end) {

        /** Number of elements. */
        public long elements() {
            return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        }

        /** The sizes as an array. */
        public long[] sizes() {
            return shape.stream().mapToLong(Long::longValue).toArray();
        }
    }

    private SafetensorsFile(
            Content content, long dataOffset, Map<String, Entry> entries, Map<String, String> metadata) {
        this.content = content;
        this.dataOffset = dataOffset;
        this.entries = Collections.unmodifiableMap(entries);
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * Opens a file and checks its header. Close it to release the file.
     *
     * @throws InputException when it cannot be read or is not a whole and consistent safetensors file
     */
    public static SafetensorsFile open(Path path) {
        Content content = Content.open(path);
        try {
            return read(content);
        } catch (RuntimeException failure) {
            content.close();
            throw failure;
        }
    }

    /**
     * Checks the header of a file that is in memory.
     *
     * @param name what messages call it
     * @throws InputException when it is not a whole and consistent safetensors file
     */
    public static SafetensorsFile of(byte[] bytes, String name) {
        return read(Content.of(bytes, name));
    }

    /**
     * Checks the header of a file that is open already.
     *
     * @throws InputException when it is not a whole and consistent safetensors file
     */
    static SafetensorsFile read(Content content) {
        String path = content.name();
        if (content.size() < 8) {
            throw damaged(path, "it has only " + content.size() + " bytes");
        }
        long headerLength = ByteBuffer.wrap(content.bytes(0, 8))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (headerLength < 2 || headerLength > MAX_HEADER || headerLength > content.size() - 8) {
            throw damaged(
                    path,
                    "its header would be " + Long.toUnsignedString(headerLength) + " bytes long in a file of "
                            + content.size() + "; it is cut short or no safetensors file");
        }
        byte[] header = content.bytes(8, (int) headerLength);
        long dataSize = content.size() - 8 - headerLength;
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try {
            JsonReader reader = new JsonReader(new StringReader(new String(header, StandardCharsets.UTF_8)));
            reader.setStrictness(Strictness.STRICT);
            JsonObject json = JsonParser.parseReader(reader).getAsJsonObject();
            for (Map.Entry<String, JsonElement> member : json.entrySet()) {
                if (member.getKey().equals("__metadata__")) {
                    member.getValue()
                            .getAsJsonObject()
                            .entrySet()
                            .forEach(pair ->
                                    metadata.put(pair.getKey(), pair.getValue().getAsString()));
                } else {
                    entries.put(
                            member.getKey(),
                            entry(path, member.getKey(), member.getValue().getAsJsonObject(), dataSize));
                }
            }
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | ClassCastException
                | NumberFormatException failure) {
            throw damaged(path, "its header is not the JSON of a safetensors file");
        }
        requireDisjoint(path, entries);
        return new SafetensorsFile(content, 8 + headerLength, entries, metadata);
    }

    private static Entry entry(String path, String name, JsonObject json, long dataSize) {
        JsonPrimitive typeName = json.getAsJsonPrimitive("dtype");
        if (typeName == null || json.getAsJsonArray("shape") == null || json.getAsJsonArray("data_offsets") == null) {
            throw damaged(path, "tensor " + name + " lacks dtype, shape or data_offsets");
        }
        ElementType type = null;
        for (ElementType known : ElementType.values()) {
            if (known.safetensorsName().equals(typeName.getAsString())) {
                type = known;
            }
        }
        if (type == null) {
            throw new InputException(path + ": tensor " + name + " has elements of type " + typeName.getAsString()
                    + ", which is not read here: convert it to F32, F16 or BF16.");
        }
        List<Long> shape = new ArrayList<>();
        json.getAsJsonArray("shape").forEach(side -> shape.add(side.getAsLong()));
        if (json.getAsJsonArray("data_offsets").size() != 2 || shape.stream().anyMatch(side -> side < 0)) {
            throw damaged(path, "tensor " + name + " has an impossible shape or offsets");
        }
        long begin = json.getAsJsonArray("data_offsets").get(0).getAsLong();
        long end = json.getAsJsonArray("data_offsets").get(1).getAsLong();
        Entry entry = new Entry(type, List.copyOf(shape), begin, end);
        try {
            if (begin < 0 || end < begin || end > dataSize) {
                throw damaged(
                        path,
                        "tensor " + name + " would lie at bytes " + begin + " to " + end + " of " + dataSize
                                + "; the file is cut short or its header is wrong");
            }
            if (Math.multiplyExact(entry.elements(), type.bytes()) != end - begin) {
                throw damaged(
                        path,
                        "tensor " + name + " of shape " + shape + " does not fill its " + (end - begin) + " bytes");
            }
        } catch (ArithmeticException overflow) {
            throw damaged(path, "tensor " + name + " has the impossible shape " + shape);
        }
        return entry;
    }

    private static void requireDisjoint(String path, Map<String, Entry> entries) {
        List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
        sorted.sort(Comparator.comparingLong(entry -> entry.getValue().begin()));
        long behind = 0;
        for (Map.Entry<String, Entry> entry : sorted) {
            if (entry.getValue().begin() < behind) {
                throw damaged(path, "tensor " + entry.getKey() + " overlaps another one");
            }
            behind = entry.getValue().end();
        }
    }

    private static InputException damaged(String path, String what) {
        return new InputException(path + " is not a usable safetensors file: " + what + ".");
    }

    /** What messages call it. */
    public String name() {
        return content.name();
    }

    /** The tensors by name, in the header's order. */
    public Map<String, Entry> entries() {
        return entries;
    }

    /** The header's {@code __metadata__}; empty where there is none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** One tensor's description. */
    public Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new InputException(content.name() + " has no tensor " + name + ".");
        }
        return entry;
    }

    /** The tensors, to be read while the file is open. */
    Map<String, StoredTensor> tensors() {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        entries.keySet().forEach(name -> tensors.put(name, tensor(name)));
        return tensors;
    }

    private StoredTensor tensor(String name) {
        Entry entry = entry(name);
        return StridedTensor.contiguous(content, entry.type(), dataOffset + entry.begin(), entry.shape());
    }

    /** Reads a tensor as float32, in row-major order, from the buffer's position on. */
    public void read(String name, FloatBuffer into) {
        tensor(name).read(into);
    }

    /**
     * Shows a tensor's bytes to a reader where they lie, mapped, so that large files need no memory.
     *
     * @param reader must not keep them
     */
    public void show(String name, Consumer<MemorySegment> reader) {
        Entry entry = entry(name);
        content.read(dataOffset + entry.begin(), entry.end() - entry.begin(), reader);
    }

    /** Reads a tensor as float32. */
    public float[] floats(String name) {
        return tensor(name).floats();
    }

    /** Reads a tensor of whole numbers. */
    public long[] longs(String name) {
        Entry entry = entry(name);
        if (entry.type() != ElementType.I64) {
            throw new InputException(content.name() + ": tensor " + name
                    + " should hold 64-bit whole numbers but holds " + entry.type() + ".");
        }
        long[] values = new long[Math.toIntExact(entry.elements())];
        content.read(
                dataOffset + entry.begin(),
                entry.end() - entry.begin(),
                data -> MemorySegment.copy(
                        data,
                        ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                        0,
                        values,
                        0,
                        values.length));
        return values;
    }

    @Override
    public void close() {
        content.close();
    }
}
