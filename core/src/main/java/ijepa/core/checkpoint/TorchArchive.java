package ijepa.core.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;

import ijepa.core.InputException;

/** The container of {@code torch.save}: a zip of a pickle that describes, and of the tensors' bytes beside it. */
final class TorchArchive {

    private static final String PICKLE = "/data.pkl";
    private static final long MAX_PICKLE = 1 << 26;
    private static final String ROOT = "archive/";

    private TorchArchive() {}

    /**
     * Reads everything but the tensors' values.
     *
     * @return what was saved, as {@link TorchPickle} gives it
     * @throws InputException when it is damaged or asks for more than tensors
     */
    static Object read(Content content) {
        StoredZip zip = StoredZip.read(content);
        String root = zip.members().keySet().stream()
                .filter(name -> name.endsWith(PICKLE))
                .map(name -> name.substring(0, name.length() - PICKLE.length()))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        content.name() + " is an archive, but not one that PyTorch wrote: it has no data.pkl."));
        Object top = TorchPickle.read(content, pickle(content, zip, root + PICKLE), (key, bytes) -> {
            String name = root + "/data/" + key;
            long offset = zip.offset(name);
            if (zip.members().get(name).size() < bytes) {
                throw new InputException(content.name() + " is damaged: " + name + " has "
                        + zip.members().get(name).size() + " bytes where " + bytes + " are needed.");
            }
            return offset;
        });
        requireLittleEndian(content, zip, root + "/byteorder");
        return top;
    }

    private static byte[] pickle(Content content, StoredZip zip, String name) {
        StoredZip.Member member = zip.members().get(name);
        if (member.size() > MAX_PICKLE) {
            throw new InputException(content.name() + " is damaged: its description of the tensors would have "
                    + member.size() + " bytes.");
        }
        byte[] pickle = content.bytes(zip.offset(name), (int) member.size());
        CRC32 crc = new CRC32();
        crc.update(pickle);
        if ((int) crc.getValue() != member.crc()) {
            throw new InputException(
                    content.name()
                            + " is damaged: its description of the tensors (data.pkl) is not what was written. Copy or download it again.");
        }
        return pickle;
    }

    private static void requireLittleEndian(Content content, StoredZip zip, String name) {
        StoredZip.Member order = zip.members().get(name);
        if (order != null && order.size() != "little".length()) {
            throw new InputException(
                    content.name() + " was written on a big-endian machine: save it again on an ordinary one.");
        }
    }

    /**
     * Writes a map of what {@link PickleWriter} knows.
     *
     * @throws InputException when it cannot be written; what was there before stays
     */
    static void write(Path file, Map<String, ?> top) {
        PickleWriter pickle = new PickleWriter();
        byte[] description = pickle.end(top);
        AtomicFile.write(file, channel -> {
            StoredZipWriter zip = new StoredZipWriter(channel, 0);
            zip.add(ROOT + "data.pkl", MemorySegment.ofArray(description));
            zip.add(ROOT + "byteorder", text("little"));
            int number = 0;
            for (WrittenTensor tensor : pickle.storages()) {
                try (Arena arena = Arena.ofConfined()) {
                    zip.add(ROOT + "data/" + number++, tensor.make(arena));
                }
            }
            zip.add(ROOT + "version", text("3\n"));
            zip.end();
        });
    }

    private static MemorySegment text(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII));
    }
}
