package ijepa.core.checkpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ijepa.core.InputException;
import ijepa.core.model.Network;

/** Brings the names of a file's tensors into one form: the official names behind the network's. */
final class TensorNames {

    /** What data-parallel training puts before every name. */
    static final String PARALLEL = "module.";

    /** What Hugging Face's models with a head put before the encoder's names. */
    private static final String WITH_HEAD = "ijepa.";

    /** Deeper models do not exist; a name that says so lies. */
    private static final int MAX_DEPTH = 1000;

    private TensorNames() {}

    /**
     * Renames. Names that are not known stay as they are.
     *
     * @param file what to call the file in messages
     */
    static Map<String, StoredTensor> official(String file, Map<String, StoredTensor> tensors) {
        if (tensors.keySet().stream().anyMatch(TensorNames::hasNetwork)) {
            return tensors;
        }
        Map<String, StoredTensor> bare = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> bare.put(without(WITH_HEAD, without(PARALLEL, name)), tensor));
        if (bare.containsKey(HuggingFaceNames.MARK)) {
            return fromHuggingFace(file, bare);
        }
        if (!bare.containsKey("patch_embed.proj.weight")) {
            return tensors;
        }
        Map<String, StoredTensor> encoder = new LinkedHashMap<>();
        bare.forEach((name, tensor) -> encoder.put(Network.ENCODER.prefix() + name, tensor));
        return encoder;
    }

    static String without(String prefix, String name) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    private static boolean hasNetwork(String name) {
        // Hugging Face's layers start with "encoder." as well.
        return !name.startsWith(HuggingFaceNames.LAYER)
                && Arrays.stream(Network.values()).anyMatch(network -> name.startsWith(network.prefix()));
    }

    private static Map<String, StoredTensor> fromHuggingFace(String file, Map<String, StoredTensor> tensors) {
        Map<String, StoredTensor> rest = new LinkedHashMap<>(tensors);
        Map<String, StoredTensor> official = new LinkedHashMap<>();
        HuggingFaceNames.byOfficialName(depth(file, HuggingFaceNames.LAYER, tensors))
                .forEach((name, parts) -> {
                    if (!tensors.keySet().containsAll(parts)) {
                        return;
                    }
                    List<StoredTensor> found = parts.stream().map(rest::remove).toList();
                    if (found.stream()
                            .anyMatch(part -> part.shape().isEmpty()
                                    || !part.shape().equals(found.getFirst().shape()))) {
                        throw new InputException(file + ": the tensors " + String.join(", ", parts)
                                + " should have one shape, so that they can be joined.");
                    }
                    official.put(
                            Network.ENCODER.prefix() + name,
                            found.size() == 1 ? found.getFirst() : new JoinedTensor(found));
                });
        official.putAll(rest);
        return official;
    }

    /**
     * The number of blocks that names tell of: one more than the highest number behind a prefix.
     *
     * @throws InputException when that cannot be
     */
    static int depth(String file, String prefix, Map<String, ?> tensors) {
        Pattern numbered = Pattern.compile(Pattern.quote(prefix) + "(\\d{1,9})\\..*");
        int depth = 0;
        for (String name : tensors.keySet()) {
            Matcher matcher = numbered.matcher(name);
            if (matcher.matches()) {
                depth = Math.max(depth, Integer.parseInt(matcher.group(1)) + 1);
                if (depth > MAX_DEPTH) {
                    throw new InputException(file + " cannot be an I-JEPA checkpoint: it has a tensor " + name + ".");
                }
            }
        }
        return depth;
    }
}
