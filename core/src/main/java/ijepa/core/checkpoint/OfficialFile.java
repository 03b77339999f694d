package ijepa.core.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import ijepa.core.InputException;
import ijepa.core.model.Network;

/**
 * The published code's checkpoint, a zip of a pickle and the tensors' bytes: {@code encoder}, {@code predictor} and {@code
 * target_encoder} with {@code module.} before every name, {@code opt}, and numbers beside. A file with the tensors of one
 * encoder and nothing else is taken too.
 */
final class OfficialFile {

    private static final String OPTIMIZER = "opt";

    private OfficialFile() {}

    /**
     * Reads everything but the tensors' values.
     *
     * @throws InputException when it is damaged or holds something else
     */
    static StoredModel read(Content content) {
        Object top = TorchArchive.read(content);
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
}
