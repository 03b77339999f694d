package ijepa.core.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives and pickles for tests, written byte by byte so that they may be wrong. */
final class TestArchives {

    private TestArchives() {}

    static byte[] golden() {
        try (InputStream in = TestArchives.class.getResourceAsStream("/golden/jepa-latest.pth.tar")) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** An archive with a pickle and one storage {@code 0} of four float32 values. */
    static byte[] archive(byte[] pickle) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("archive/data.pkl", pickle);
        members.put("archive/data/0", new byte[16]);
        return zip(members, ZipEntry.STORED);
    }

    static byte[] zip(Map<String, byte[]> members, int method) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                ZipEntry entry = new ZipEntry(member.getKey());
                entry.setMethod(method);
                CRC32 crc = new CRC32();
                crc.update(member.getValue());
                entry.setCrc(crc.getValue());
                entry.setSize(member.getValue().length);
                if (method == ZipEntry.STORED) {
                    entry.setCompressedSize(member.getValue().length);
                }
                out.putNextEntry(entry);
                out.write(member.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** A pickle, instruction after instruction. */
    static final class Pickle {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Pickle() {
            code(0x80, 2);
        }

        Pickle code(int... codes) {
            for (int code : codes) {
                bytes.write(code);
            }
            return this;
        }

        Pickle global(String module, String name) {
            return code('c').text(module + "\n" + name + "\n");
        }

        Pickle string(String text) {
            code('X').number(text.length());
            return text(text);
        }

        Pickle integer(int value) {
            return code('J').number(value);
        }

        Pickle number(int value) {
            bytes.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
            return this;
        }

        private Pickle text(String text) {
            bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        /** A tensor over storage 0, of one dimension. */
        Pickle tensor(int storageElements, int first, int size, int stride) {
            global("torch._utils", "_rebuild_tensor_v2").code('(');
            code('(')
                    .string("storage")
                    .global("torch", "FloatStorage")
                    .string("0")
                    .string("cpu");
            integer(storageElements).code('t', 'Q').integer(first);
            integer(size).code(0x85).integer(stride).code(0x85, 0x89);
            return global("collections", "OrderedDict").code(')', 'R', 't', 'R');
        }

        byte[] end() {
            return code('.').bytes.toByteArray();
        }
    }
}
