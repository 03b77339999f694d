package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import ijepa.app.shell.TrainingMasks;
import ijepa.core.InputException;
import ijepa.core.config.ConfigurationException;
import ijepa.core.config.ConfigurationText;
import ijepa.core.config.PretrainFile;
import ijepa.core.config.Recipe;
import ijepa.core.config.SamplerSettings;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.run.RunDirectory;
import ijepa.core.train.PretrainConfig;

/**
 * A run before it is started. Its text is the truth: the form writes into it, in place, and shows what it says; so nothing
 * that a person wrote is lost.
 */
final class NewRunModel implements YamlDraft {

    /** The configuration as it was written, kept in the run's folder. */
    static final String CONFIGURATION = "launch.yaml";

    private static final String NAME = "The YAML";
    private static final String SAMPLER = RunField.SAMPLER.path();

    /** A published configuration has none of our fields, so that it shows what they are if nothing is said. */
    private static final ConfigurationText DEFAULTS = ConfigurationText.parse(
            Recipe.named("official-vith14").read(List.of()).toYaml(), "The defaults");

    private final Map<RunField, FieldModel> fields = new EnumMap<>(RunField.class);
    private final CheckModel check;
    private final RunStart start;
    private ConfigurationText written;

    // Properties

    private final StringProperty text = new SimpleStringProperty("");
    private final StringProperty folder = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<PretrainFile> file = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper yamlProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper otherProblems = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper maskNote = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper launchProblem = new ReadOnlyStringWrapper("");
    private final BooleanProperty starting = new SimpleBooleanProperty();

    /**
     * The usual recipe.
     *
     * @param check looks before the start
     */
    NewRunModel(CheckModel check, RunStart start) {
        this.check = check;
        this.start = start;
        for (RunField field : RunField.values()) {
            fields.put(field, new FieldModel(field, value -> put(field, value)));
        }
        text.addListener(ignored -> read());
        folder.addListener(ignored -> check.forget());
        useRecipe(Recipe.named(Recipe.USUAL));
    }

    @Override
    public StringProperty textProperty() {
        return text;
    }

    /** The folder that the run is to have. */
    StringProperty folderProperty() {
        return folder;
    }

    /** The configuration while it is valid, else null. */
    ReadOnlyObjectProperty<PretrainFile> fileProperty() {
        return file.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyStringProperty yamlProblemProperty() {
        return yamlProblem.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyStringProperty otherProblemsProperty() {
        return otherProblems.getReadOnlyProperty();
    }

    /** What became of masks that were taken from the Masks workspace; empty for nothing. */
    ReadOnlyStringProperty maskNoteProperty() {
        return maskNote.getReadOnlyProperty();
    }

    /** Why the run could not be started; empty where it could. */
    ReadOnlyStringProperty launchProblemProperty() {
        return launchProblem.getReadOnlyProperty();
    }

    /** Whether a start is under way: checked first, then started when nothing failed. */
    BooleanProperty startingProperty() {
        return starting;
    }

    FieldModel field(RunField field) {
        return fields.get(field);
    }

    CheckModel check() {
        return check;
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
        text.set(pictures.map(path -> ConfigurationText.parse(own, NAME)
                        .with(RunField.PICTURES.path(), path)
                        .text())
                .orElse(own));
        maskNote.set("");
    }

    /** Replaces the text with the settings of another run. */
    void duplicate(String yaml) {
        text.set(yaml);
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
            text.set(written.with(SamplerSettings.of(nearest, layout)).text());
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
        Path file = layouts.resolve(String.format("layout-%08x.json", json.hashCode()));
        try {
            Files.createDirectories(layouts);
            Files.writeString(file, json);
            return file;
        } catch (IOException failure) {
            throw new InputException(
                    "The layout cannot be kept as " + file + ": " + failure.getMessage() + ".", failure);
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
        text.set(whole.with(field.path(), value).text());
    }

    /** Looks at everything that a run would need, in the background. */
    void look() {
        directory().ifPresent(run -> check.look(text.get(), run, fit -> {}));
    }

    /**
     * Checks, where that was not done for just this, and starts the run unless something failed.
     *
     * @param started told of the process
     */
    void start(Consumer<Launch> started) {
        launchProblem.set("");
        if (file.get() == null) {
            launchProblem.set("Put the marked fields right first.");
            return;
        }
        directory().ifPresent(run -> {
            starting.set(true);
            check.ensure(text.get(), run, fit -> {
                if (fit) {
                    launch(run, started);
                } else {
                    starting.set(false);
                }
            });
        });
    }

    private void launch(RunDirectory run, Consumer<Launch> started) {
        start.launch(
                run,
                CONFIGURATION,
                text.get(),
                List.of("pretrain", "--config"),
                launch -> {
                    starting.set(false);
                    check.forget();
                    started.accept(launch);
                },
                failure -> {
                    starting.set(false);
                    check.forget();
                    launchProblem.set(failure);
                });
    }

    /** The run's folder; where it is none, that is said. */
    private Optional<RunDirectory> directory() {
        return RunStart.directory(folder.get(), launchProblem::set);
    }

    private void read() {
        check.forget();
        launchProblem.set("");
        try {
            written = ConfigurationText.parse(text.get(), NAME);
            yamlProblem.set("");
        } catch (InputException noYaml) {
            written = null;
            file.set(null);
            yamlProblem.set(noYaml.getMessage());
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
        otherProblems.set(String.join("\n", others.values()));
    }
}
