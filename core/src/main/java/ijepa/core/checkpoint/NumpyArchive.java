package ijepa.core.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * NumPy's {@code .npz}: a zip of {@code .npy} members, stored as they are. Each is a magic number, version 1.0, the
 * length of a header that describes the array as a Python dictionary, and the values (NumPy Enhancement Proposal 1).
 */
final class NumpyArchive {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    private NumpyArchive() {}

    /** Writes a file that {@code numpy.load} reads. */
    static void write(Map<String, WrittenTensor> arrays, Path file) {
        AtomicFile.write(file, channel -> {
            StoredZipWriter zip = new StoredZipWriter(channel, 0);
            for (Map.Entry<String, WrittenTensor> array : arrays.entrySet()) {
                add(zip, array.getKey(), array.getValue());
            }
            zip.end();
        });
    }

    private static void add(StoredZipWriter zip, String name, WrittenTensor array) throws IOException {
        byte[] header = header(array);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = array.make(arena);
            MemorySegment member = arena.allocate(header.length + values.byteSize());
            MemorySegment.copy(MemorySegment.ofArray(header), 0, member, 0, header.length);
            MemorySegment.copy(values, 0, member, header.length, values.byteSize());
            zip.add(name + ".npy", member);
        }
    }

    private static byte[] header(WrittenTensor array) {
        String sides = Arrays.stream(array.shape()).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String shape = array.shape().length == 1 ? "(" + sides + ",)" : "(" + sides + ")";
        String text = "{'descr': '" + kind(array.type()) + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int unpadded = MAGIC.length + Short.BYTES + text.length() + 1;
        int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String padded = text + " ".repeat(length - unpadded) + "\n";
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static String kind(ElementType type) {
        return switch (type) {
            case F16 -> "<f2";
            case F32 -> "<f4";
            case F64 -> "<f8";
            case U8 -> "|u1";
            case I32 -> "<i4";
            case I64 -> "<i8";
            case BF16 -> throw new IllegalArgumentException("NumPy has no bfloat16.");
        };
    }
}
