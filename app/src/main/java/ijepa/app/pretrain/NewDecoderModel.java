package ijepa.app.pretrain;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import ijepa.app.shell.TrainingMasks;
import ijepa.core.InputException;
import ijepa.core.config.ConfigurationText;
import ijepa.core.mask.StrategyJson;
import ijepa.core.run.RunDirectory;
import ijepa.renderer.diffusion.DecoderSettings;

/** A decoder's run before it is started. As with a pretraining run, its text is the truth and the form writes into it. */
final class NewDecoderModel implements YamlDraft {

    /** The settings as they were written, kept in the run's folder. */
    static final String SETTINGS = "launch-decoder.yaml";

    private static final String NAME = "The YAML";
    private static final String FIRST = """
            # A decoder for the checkpoint, or for the
            # bundled model where none is named.
            # What is not said here is as
            # 'ijepa decoder train --help' has it.
            steps: 20000
            sheet_every: 1000
            """;

    private static final ConfigurationText DEFAULTS =
            ConfigurationText.parse(DecoderSettings.STANDARD.yaml(), "The defaults");

    private final Map<DecoderField, FieldModel> fields = new EnumMap<>(DecoderField.class);
    private final CheckModel check;
    private final RunStart start;
    private ConfigurationText written;

    // Properties

    private final StringProperty text = new SimpleStringProperty("");
    private final StringProperty folder = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper yamlProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper otherProblems = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper launchProblem = new ReadOnlyStringWrapper("");
    private final BooleanProperty starting = new SimpleBooleanProperty();

    /**
     * The standard settings.
     *
     * @param check looks before the start
     */
    NewDecoderModel(CheckModel check, RunStart start) {
        this.check = check;
        this.start = start;
        for (DecoderField field : DecoderField.values()) {
            fields.put(field, new FieldModel(field, value -> put(field.path(), value)));
        }
        text.addListener(ignored -> read());
        folder.addListener(ignored -> check.forget());
        text.set(FIRST);
    }

    @Override
    public StringProperty textProperty() {
        return text;
    }

    /** The folder that the run is to have. */
    StringProperty folderProperty() {
        return folder;
    }

    @Override
    public ReadOnlyStringProperty yamlProblemProperty() {
        return yamlProblem.getReadOnlyProperty();
    }

    /** {@inheritDoc} Of a decoder's settings the first that is wrong. */
    @Override
    public ReadOnlyStringProperty otherProblemsProperty() {
        return otherProblems.getReadOnlyProperty();
    }

    /** Why the run could not be started; empty where it could. */
    ReadOnlyStringProperty launchProblemProperty() {
        return launchProblem.getReadOnlyProperty();
    }

    /** Whether a start is under way. */
    BooleanProperty startingProperty() {
        return starting;
    }

    FieldModel field(DecoderField field) {
        return fields.get(field);
    }

    CheckModel check() {
        return check;
    }

    // Commands

    /** Trains for other weights; nothing stands for the model that comes with the program. */
    void useCheckpoint(Optional<Path> file) {
        if (file.isPresent() || written != null && written.value("checkpoint").isPresent()) {
            put("checkpoint", file.map(path -> path.toAbsolutePath().toString()).orElse(null));
        }
    }

    /** Replaces the text with the settings of another run. */
    void duplicate(String yaml) {
        text.set(yaml);
    }

    /** Learns blocks as the Masks workspace draws them. */
    void useMasks(TrainingMasks masks) {
        if (written != null) {
            String json = StrategyJson.toJson(masks.strategy()).toString();
            // JSON is YAML, and a strategy is short.
            String without = text.get()
                    .lines()
                    .filter(line -> !line.startsWith("masks:"))
                    .reduce("", (all, line) -> all + line + "\n");
            text.set(without + "masks: " + json + "\n");
        }
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
        if (!isUsable()) {
            launchProblem.set("Put right first what the settings say.");
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
                SETTINGS,
                text.get(),
                List.of("decoder", "train", "--settings"),
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

    private boolean isUsable() {
        return yamlProblem.get().isEmpty() && otherProblems.get().isEmpty();
    }

    private Optional<RunDirectory> directory() {
        return RunStart.directory(folder.get(), launchProblem::set);
    }

    private void put(String path, Object value) {
        if (written != null) {
            text.set(written.with(path, value).text());
        }
    }

    private void read() {
        check.forget();
        launchProblem.set("");
        otherProblems.set("");
        try {
            written = ConfigurationText.parse(text.get(), NAME);
            yamlProblem.set("");
        } catch (InputException noYaml) {
            written = null;
            yamlProblem.set(noYaml.getMessage());
            return;
        }
        fields.values().forEach(field -> field.follow(written, DEFAULTS, ""));
        try {
            DecoderSettings settings = DecoderSettings.parse(text.get(), NAME);
            settings.requireUsable();
        } catch (InputException refused) {
            otherProblems.set(refused.getMessage());
        }
    }
}
