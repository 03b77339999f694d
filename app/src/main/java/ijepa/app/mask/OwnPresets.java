package ijepa.app.mask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.mask.MaskPreset;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.StrategyJson;

/** The user's own presets, kept as {@code {"name": strategy, ...}} in one file. */
public final class OwnPresets {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
    private static final String GROUP = "Own";

    private final Path file;

    public OwnPresets(Path file) {
        this.file = file;
    }

    /**
     * All of them, in the order they were kept.
     *
     * @throws InputException when the file cannot be read
     */
    public List<MaskPreset> load() {
        List<MaskPreset> presets = new ArrayList<>();
        for (var entry : read().entrySet()) {
            MaskStrategy strategy = StrategyJson.read(entry.getValue(), file + ", preset \"" + entry.getKey() + "\"");
            presets.add(new MaskPreset(GROUP, entry.getKey(), strategy, OptionalDouble.empty()));
        }
        return presets;
    }

    /** Keeps a strategy under a name; one of the same name is replaced. */
    public void keep(String name, MaskStrategy strategy) {
        if (name.isBlank()) {
            throw new InputException("A preset needs a name.");
        }
        JsonObject all = read();
        all.add(name.strip(), StrategyJson.toJson(strategy));
        write(all);
    }

    /** Forgets one. */
    public void forget(String name) {
        JsonObject all = read();
        all.remove(name);
        write(all);
    }

    private JsonObject read() {
        if (!Files.exists(file)) {
            return new JsonObject();
        }
        try {
            JsonElement json = JsonParser.parseString(Files.readString(file));
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (IOException | JsonParseException failure) {
            throw new InputException(file + " holds no mask presets: " + failure.getMessage() + ".", failure);
        }
        throw new InputException(file + " holds no mask presets: it is no JSON object. Move it away to start anew.");
    }

    private void write(JsonObject all) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, GSON.toJson(all));
        } catch (IOException failure) {
            throw new InputException(
                    "The presets cannot be kept in " + file + ": " + Reason.of(failure) + ".", failure);
        }
    }
}
