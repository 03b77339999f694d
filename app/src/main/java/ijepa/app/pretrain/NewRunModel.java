package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import ijepa.app.shell.TrainingMasks;
import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.config.ConfigurationException;
import ijepa.core.config.ConfigurationText;
import ijepa.core.config.PretrainFile;
import ijepa.core.config.Recipe;
import ijepa.core.config.SamplerSettings;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.train.PretrainConfig;

/**
 * A run before it is started. Its text is the truth: the form writes into it, in place, and shows what it says; so nothing
 * that a person wrote is lost.
 */
final class NewRunModel extends RunDraft {

    /** The configuration as it was written, kept in the run's folder. */
    static final String CONFIGURATION = "launch.yaml";

    private static final String NAME = "The YAML";
    private static final String SAMPLER = RunField.SAMPLER.path();

    /** A published configuration has none of our fields, so that it shows what they are if nothing is said. */
    private static final ConfigurationText DEFAULTS = ConfigurationText.parse(
            Recipe.named("official-vith14").read(List.of()).toYaml(), "The defaults");

    private final Map<RunField, FieldModel> fields = new EnumMap<>(RunField.class);
    private ConfigurationText written;

    // Properties

    private final ReadOnlyObjectWrapper<PretrainFile> file = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper maskNote = new ReadOnlyStringWrapper("");

    /**
     * The usual recipe.
     *
     * @param check looks before the start
     */
    NewRunModel(CheckModel check, RunStart start) {
        super(check, start, CONFIGURATION, List.of("pretrain", "--config"));
        for (RunField field : RunField.values()) {
            fields.put(field, new FieldModel(field, value -> put(field, value)));
        }
        useRecipe(Recipe.named(Recipe.USUAL));
    }

    /** The configuration while it is valid, else null. */
    ReadOnlyObjectProperty<PretrainFile> fileProperty() {
        return file.getReadOnlyProperty();
    }

    /** What became of masks that were taken from the Masks workspace; empty for nothing. */
    ReadOnlyStringProperty maskNoteProperty() {
        return maskNote.getReadOnlyProperty();
    }

    FieldModel field(RunField field) {
        return fields.get(field);
    }

    /** The schedules of the configuration while it is valid. */
    Optional<PretrainConfig> config() {
        try {
            return Optional.ofNullable(file.get()).map(PretrainConfig::of);
        } catch (InputException refused) {
            return Optional.empty();
        }
    }

    // Commands

    /** Replaces the text with a recipe's; the pictures that were chosen stay. */
    void useRecipe(Recipe recipe) {
        Optional<Object> pictures = written == null ? Optional.empty() : written.value(RunField.PICTURES.path());
        String own = recipe.text();
        textProperty()
                .set(pictures.map(path -> ConfigurationText.parse(own, NAME)
                                .with(RunField.PICTURES.path(), path)
                                .text())
                        .orElse(own));
        maskNote.set("");
    }

    /** Replaces the text with the settings of another run. */
    void duplicate(String yaml) {
        textProperty().set(yaml);
        maskNote.set("");
    }

    /**
     * Trains with masks that were chosen in the Masks workspace, or the nearest that this run's grid allows.
     *
     * @param layouts where a custom layout is kept as a file
     */
    void useMasks(TrainingMasks masks, Path layouts) {
        if (written == null) {
            maskNote.set("The masks were not taken over: the YAML must be put right first.");
            return;
        }
        try {
            MaskStrategy nearest = file.get() == null
                    ? masks.strategy()
                    : masks.strategy().nearestOn(file.get().grid());
            Optional<Path> layout = nearest instanceof MaskStrategy.Custom custom
                    ? Optional.of(keep(custom, layouts))
                    : Optional.empty();
            textProperty().set(written.with(SamplerSettings.of(nearest, layout)).text());
            maskNote.set(masksWords(masks, nearest));
        } catch (InputException failure) {
            maskNote.set(failure.getMessage());
        }
    }

    private String masksWords(TrainingMasks masks, MaskStrategy nearest) {
        String words = "Taken from Masks: " + nearest.kind().title() + ".";
        if (!nearest.equals(masks.strategy())) {
            words += " Min keep is lower, for this run's grid is too small for it.";
        }
        if (file.get() != null && !file.get().grid().equals(masks.grid())) {
            words += String.format(
                    Locale.ROOT,
                    " They were looked at on %d x %d patches; this run has %d x %d.",
                    masks.grid().rows(),
                    masks.grid().columns(),
                    file.get().grid().rows(),
                    file.get().grid().columns());
        }
        return words;
    }

    private static Path keep(MaskStrategy.Custom custom, Path layouts) {
        String json = LayoutJson.write(custom.layout());
        Path file = layouts.resolve(String.format(Locale.ROOT, "layout-%08x.json", json.hashCode()));
        try {
            Files.createDirectories(layouts);
            Files.writeString(file, json);
            return file;
        } catch (IOException failure) {
            throw new InputException("The layout cannot be kept as " + file + ": " + Reason.of(failure) + ".", failure);
        }
    }

    private void put(RunField field, Object value) {
        if (written == null) {
            return;
        }
        ConfigurationText whole = written;
        String list = field.problemPath();
        if (!list.equals(field.path()) && written.value(list).isEmpty()) {
            // One element alone is no list: the others are what they would be anyway.
            whole = whole.with(list, DEFAULTS.value(list).orElseThrow());
        }
        textProperty().set(whole.with(field.path(), value).text());
    }

    @Override
    String hindrance() {
        return file.get() == null ? "Put the marked fields right first." : "";
    }

    @Override
    void read() {
        try {
            written = ConfigurationText.parse(textProperty().get(), NAME);
            sayYaml("");
        } catch (InputException noYaml) {
            written = null;
            file.set(null);
            sayYaml(noYaml.getMessage());
            return;
        }
        String sampler = written.value(SAMPLER).map(String::valueOf).orElse("multiblock");
        fields.values().forEach(field -> field.follow(written, DEFAULTS, sampler));
        complain();
    }

    private void complain() {
        Map<String, String> problems = new LinkedHashMap<>();
        PretrainFile valid = null;
        try {
            valid = written.read();
            PretrainConfig.of(valid);
        } catch (ConfigurationException wrong) {
            problems.putAll(wrong.byPath());
        } catch (InputException refused) {
            // It names the field that it is about.
            problems.put(refused.getMessage().split("[ :]")[0], refused.getMessage());
        }
        file.set(problems.isEmpty() ? valid : null);
        Map<String, String> others = new LinkedHashMap<>(problems);
        for (Map.Entry<RunField, FieldModel> entry : fields.entrySet()) {
            FieldModel field = entry.getValue();
            String path = entry.getKey().problemPath();
            String sentence = problems.getOrDefault(path, "");
            field.complain(sentence);
            others.remove(path);
        }
        sayOther(String.join("\n", others.values()));
    }
}
