package ijepa.core.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import ijepa.core.InputException;

/** Reads a checkpoint that is one file, by what its first bytes say it is. */
final class FileReader {

    private FileReader() {}

    /**
     * Reads everything but the tensors' values.
     *
     * @param path where the file is; empty in memory
     * @throws InputException when it is damaged or of another kind
     */
    static StoredModel read(Content content, Optional<Path> path) {
        if (content.size() == 0) {
            throw new InputException(content.name() + " is empty.");
        }
        byte[] start = content.bytes(0, (int) Math.min(9, content.size()));
        if (start.length >= 2 && start[0] == 'P' && start[1] == 'K') {
            return OfficialFile.read(content);
        }
        if (start.length >= 2 && start[0] == (byte) 0x80 && start[1] >= 2 && start[1] <= 5) {
            throw new InputException(
                    content.name()
                            + " is a bare pickle, as PyTorch before 1.6 wrote its checkpoints: load it there and save it again with a newer version.");
        }
        if (start.length == 9 && start[8] == '{') {
            return safetensors(content, path);
        }
        throw new InputException(content.name()
                + " is no checkpoint: it is neither a PyTorch archive (.pth.tar) nor a safetensors file.");
    }

    private static StoredModel safetensors(Content content, Optional<Path> path) {
        SafetensorsFile file = SafetensorsFile.read(content);
        Map<String, StoredTensor> tensors = file.tensors();
        Map<String, String> details = new LinkedHashMap<>(file.metadata());
        // Says who wrote the file, not what is in it.
        details.remove("format");
        OptionalInt heads = heads(content, details.remove(ModelFile.HEADS), ModelFile.HEADS);
        OptionalInt predictorHeads =
                heads(content, details.remove(ModelFile.PREDICTOR_HEADS), ModelFile.PREDICTOR_HEADS);
        if (heads.isEmpty() && path.isPresent() && tensors.containsKey(HuggingFaceNames.MARK)) {
            heads = HuggingFaceFolder.headsBeside(path.get().toAbsolutePath());
        }
        return new StoredModel(
                content.name(),
                CheckpointFormat.SAFETENSORS,
                TensorNames.official(content.name(), tensors),
                details,
                heads,
                predictorHeads,
                Optional.empty(),
                List.of(content));
    }

    private static OptionalInt heads(Content content, String text, String key) {
        if (text == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException failure) {
            throw new InputException(
                    content.name() + ": the metadata " + key + " should be a whole number, not '" + text + "'.",
                    failure);
        }
    }
}
