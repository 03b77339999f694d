package ijepa.core.tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs the kernels' source into the archive that the engine loads: a zip of TorchScript code and the pickles of a module
 * without parameters.
 */
final class KernelArchive {

    private KernelArchive() {}

    /**
     * Packs one source.
     *
     * @param resources files beside this class that make the source, one after the other
     * @param className the module class that it defines
     */
    static byte[] pack(List<String> resources, String className) {
        try {
            StringBuilder source = new StringBuilder();
            for (String resource : resources) {
                try (InputStream part = KernelArchive.class.getResourceAsStream(resource)) {
                    source.append(new String(part.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return packSource(source.toString(), className);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] packSource(String source, String className) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "kernels/version", "10\n".getBytes(StandardCharsets.US_ASCII));
            // protocol 2, an empty tuple: no constants
            store(zip, "kernels/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            store(zip, "kernels/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            store(zip, "kernels/data.pkl", moduleState(className));
        }
        return bytes.toByteArray();
    }

    /** {@code T.__new__(T)} of the class with the state {@code {"training": False}}. */
    private static byte[] moduleState(String className) throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2});
        pickle.write(("c__torch__\n" + className + "\n").getBytes(StandardCharsets.US_ASCII));
        pickle.write(new byte[] {')', (byte) 0x81, '}', '(', 'X'});
        byte[] key = "training".getBytes(StandardCharsets.US_ASCII);
        pickle.write(new byte[] {(byte) key.length, 0, 0, 0});
        pickle.write(key);
        pickle.write(new byte[] {(byte) 0x89, 'u', 'b', '.'});
        return pickle.toByteArray();
    }

    /** The engine maps the archive's members, so they are stored and not deflated. */
    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
