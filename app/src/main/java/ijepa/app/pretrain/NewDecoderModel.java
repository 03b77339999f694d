package ijepa.app.pretrain;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import ijepa.app.shell.TrainingMasks;
import ijepa.core.InputException;
import ijepa.core.config.ConfigurationText;
import ijepa.core.mask.StrategyJson;
import ijepa.renderer.diffusion.DecoderSettings;

/** A decoder's run before it is started. As with a pretraining run, its text is the truth and the form writes into it. */
final class NewDecoderModel extends RunDraft {

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
    private ConfigurationText written;

    /**
     * The standard settings.
     *
     * @param check looks before the start
     */
    NewDecoderModel(CheckModel check, RunStart start) {
        super(check, start, SETTINGS, List.of("decoder", "train", "--settings"));
        for (DecoderField field : DecoderField.values()) {
            fields.put(field, new FieldModel(field, value -> put(field.path(), value)));
        }
        textProperty().set(FIRST);
    }

    FieldModel field(DecoderField field) {
        return fields.get(field);
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
        // Two runs must not write one file; where none is named, it is in the run's folder.
        textProperty()
                .set(yaml.lines()
                        .filter(line -> !line.startsWith("decoder_file:"))
                        .collect(Collectors.joining("\n")));
    }

    /** Learns blocks as the Masks workspace draws them. */
    void useMasks(TrainingMasks masks) {
        if (written != null) {
            String json = StrategyJson.toJson(masks.strategy()).toString();
            // JSON is YAML, and a strategy is short.
            String without = textProperty()
                    .get()
                    .lines()
                    .filter(line -> !line.startsWith("masks:"))
                    .reduce("", (all, line) -> all + line + "\n");
            textProperty().set(without + "masks: " + json + "\n");
        }
    }

    @Override
    String hindrance() {
        boolean usable = yamlProblemProperty().get().isEmpty()
                && otherProblemsProperty().get().isEmpty();
        return usable ? "" : "Put right first what the settings say.";
    }

    private void put(String path, Object value) {
        if (written != null) {
            textProperty().set(written.with(path, value).text());
        }
    }

    /** {@inheritDoc} Of a decoder's settings the first that is wrong is said. */
    @Override
    void read() {
        sayOther("");
        try {
            written = ConfigurationText.parse(textProperty().get(), NAME);
            sayYaml("");
        } catch (InputException noYaml) {
            written = null;
            sayYaml(noYaml.getMessage());
            return;
        }
        fields.values().forEach(field -> field.follow(written, DEFAULTS, ""));
        try {
            DecoderSettings settings = DecoderSettings.parse(textProperty().get(), NAME);
            settings.requireUsable();
        } catch (InputException refused) {
            sayOther(refused.getMessage());
        }
    }
}
