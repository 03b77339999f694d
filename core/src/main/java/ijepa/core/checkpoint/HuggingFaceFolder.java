package ijepa.core.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import ijepa.core.InputException;
import ijepa.core.Reason;

/** A folder of Hugging Face's {@code IJepaModel}: an encoder in one safetensors file or several, and its configuration. */
final class HuggingFaceFolder {

    static final String CONFIG = "config.json";
    static final String WEIGHTS = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";
    static final String HEADS = "num_attention_heads";
    private static final long MAX_JSON = 1 << 25;

    private HuggingFaceFolder() {}

    /**
     * Reads everything but the tensors' values.
     *
     * @throws InputException when a file is missing or damaged, or the model is of another kind
     */
    static StoredModel read(Path folder) {
        if (!Files.exists(folder.resolve(CONFIG))) {
            throw new InputException(folder + " is a folder without " + CONFIG
                    + ", so no Hugging Face model: choose a checkpoint file.");
        }
        JsonObject config = config(folder.resolve(CONFIG));
        List<Content> contents = new ArrayList<>();
        try {
            Map<String, StoredTensor> tensors = new LinkedHashMap<>();
            for (Path file : files(folder)) {
                Content content = Content.open(file);
                contents.add(content);
                tensors.putAll(SafetensorsFile.read(content).tensors());
            }
            return new StoredModel(
                    folder.toString(),
                    CheckpointFormat.HUGGING_FACE,
                    TensorNames.official(folder.toString(), tensors),
                    Map.of(),
                    heads(folder.resolve(CONFIG), config),
                    OptionalInt.empty(),
                    Optional.empty(),
                    List.copyOf(contents));
        } catch (RuntimeException failure) {
            contents.forEach(Content::close);
            throw failure;
        }
    }

    /**
     * The heads that a configuration beside a file of weights says.
     *
     * @return empty where there is none
     */
    static OptionalInt headsBeside(Path weights) {
        Path beside = weights.resolveSibling(CONFIG);
        return Files.exists(beside) ? heads(beside, config(beside)) : OptionalInt.empty();
    }

    private static JsonObject config(Path file) {
        JsonObject config = json(file);
        String type = text(config.get("model_type"));
        if (!type.isEmpty() && !type.equals("ijepa")) {
            throw new InputException(file + " describes a model of the kind '" + type + "', not 'ijepa'.");
        }
        String activation = text(config.get("hidden_act"));
        if (!activation.isEmpty() && !activation.equals("gelu")) {
            throw new InputException(file + ": hidden_act is '" + activation + "', but I-JEPA's encoder uses 'gelu'.");
        }
        return config;
    }

    private static OptionalInt heads(Path file, JsonObject config) {
        JsonElement heads = config.get(HEADS);
        if (heads == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(heads.getAsInt());
        } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException failure) {
            throw new InputException(file + ": " + HEADS + " should be a whole number, not " + heads + ".", failure);
        }
    }

    private static List<Path> files(Path folder) {
        if (Files.exists(folder.resolve(WEIGHTS))) {
            return List.of(folder.resolve(WEIGHTS));
        }
        Path index = folder.resolve(INDEX);
        if (!Files.exists(index)) {
            throw new InputException(folder + " has neither " + WEIGHTS + " nor " + INDEX + ".");
        }
        if (!(json(index).get("weight_map") instanceof JsonObject map)) {
            throw new InputException(index + " lacks the object weight_map.");
        }
        TreeSet<String> names = new TreeSet<>();
        map.entrySet().forEach(entry -> names.add(text(entry.getValue())));
        for (String name : names) {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*\\.safetensors")) {
                throw new InputException(
                        index + " names the file '" + name + "', which is not a safetensors file in the same folder.");
            }
        }
        return names.stream().map(folder::resolve).toList();
    }

    private static String text(JsonElement element) {
        return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
    }

    private static JsonObject json(Path file) {
        try {
            if (Files.size(file) > MAX_JSON) {
                throw new InputException(file + " is too large for a description of a model.");
            }
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException failure) {
            throw new InputException(file + " cannot be read: " + Reason.of(failure) + ".", failure);
        } catch (JsonParseException | IllegalStateException failure) {
            throw new InputException(file + " is not a JSON object.", failure);
        }
    }
}
