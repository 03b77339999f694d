package ijepa.core.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32;

import ijepa.core.InputException;
import ijepa.core.model.Network;

/**
 * The published code's checkpoint, a zip of a pickle and the tensors' bytes: {@code encoder}, {@code predictor} and {@code
 * target_encoder} with {@code module.} before every name, {@code opt}, and numbers beside. A file with the tensors of one
 * encoder and nothing else is taken too.
 */
final class OfficialFile {

    private static final String PICKLE = "/data.pkl";
    private static final long MAX_PICKLE = 1 << 26;
    private static final String OPTIMIZER = "opt";

    private OfficialFile() {}

    /**
     * Reads everything but the tensors' values.
     *
     * @throws InputException when it is damaged or holds something else
     */
    static StoredModel read(Content content) {
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
        if (!(top instanceof Map<?, ?> entries)) {
            throw new InputException(content.name() + " holds no networks but a single value.");
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        Map<String, String> details = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            switch (value) {
                case StoredTensor tensor -> tensors.put(key.toString(), tensor);
                case Map<?, ?> network
                when isNetwork(key) ->
                    network.forEach((name, tensor) -> {
                        if (tensor instanceof StoredTensor stored) {
                            tensors.put(key + "." + TensorNames.without(TensorNames.PARALLEL, name.toString()), stored);
                        }
                    });
                case Number number -> details.put(key.toString(), number.toString());
                case String text -> details.put(key.toString(), text);
                case null, default -> {
                    // The optimiser's state is given as a whole; the scaler's is not needed without loss scaling.
                }
            }
        });
        return new StoredModel(
                content.name(),
                CheckpointFormat.OFFICIAL,
                TensorNames.official(content.name(), tensors),
                details,
                OptionalInt.empty(),
                OptionalInt.empty(),
                entries.get(OPTIMIZER) instanceof Map<?, ?> state ? Optional.of(state) : Optional.empty(),
                List.of(content));
    }

    private static boolean isNetwork(Object key) {
        for (Network network : Network.values()) {
            if (network.prefix().equals(key + ".")) {
                return true;
            }
        }
        return false;
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
}
