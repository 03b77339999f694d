package ijepa.renderer.diffusion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.checkpoint.BundledModel;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.StrategyJson;
import ijepa.core.run.CheckpointPolicy;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunKind;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.DecoderTrainingConfig.Conditions;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * All settings of a decoder's run as its {@code params-decoder.yaml} has them, under these names in lower case with
 * underscores. What they mean for training is said at {@link DecoderTrainingConfig}.
 *
 * @param checkpoint        weights with the frozen networks; null for the model that comes with the program
 * @param pictures          folder to learn from
 * @param decoderFile       averaged weights as float16, written with every checkpoint; null for none
 * @param startFrom         decoder whose weights the run starts from; null for fresh ones
 * @param masks             as {@link StrategyJson} has it
 * @param threads           for the networks on the processor; 0 leaves it to the engine
 * @param cacheGb           memory for decoded pictures
 * @param maxUnreadable     share of the pictures that may be unusable
 * @param checkpointEvery   epochs between checkpoints
 * @param checkpointMinutes age at which the last one is replaced
 * @param keepLast          newest checkpoints to keep
 * @param keepEvery         epochs of which checkpoints are kept for ever
 * @param sheetEvery        steps between sheets of samples; 0 for none
 */
public record DecoderSettings(
        String checkpoint,
        String pictures,
        String decoderFile,
        String startFrom,
        int imageSize,
        int width,
        int residualBlocks,
        List<Double> multipliers,
        List<Integer> attention,
        int groups,
        int sketch,
        long steps,
        int batchSize,
        double learningRate,
        long warmup,
        long anneal,
        double ema,
        double imageShare,
        double drop,
        PredictionType predicts,
        LossWeighting lossWeighting,
        Conditions conditions,
        double cropScale,
        JsonObject masks,
        Precision precision,
        String device,
        int threads,
        double cacheGb,
        double maxUnreadable,
        int checkpointEvery,
        double checkpointMinutes,
        int keepLast,
        int keepEvery,
        long sheetEvery,
        long seed) {

    /** What is not said otherwise: a network and a training that show something after hours on a processor. */
    public static final DecoderSettings STANDARD = new DecoderSettings(
            null,
            null,
            null,
            null,
            64,
            64,
            1,
            List.of(0.5, 1.0, 2.0, 4.0),
            List.of(8),
            8,
            8,
            20_000,
            32,
            5e-4,
            200,
            0,
            0.999,
            0.5,
            0.1,
            PredictionType.VELOCITY,
            LossWeighting.UNIFORM,
            Conditions.COMPUTED,
            0.3,
            StrategyJson.toJson(MaskStrategy.MultiBlock.PUBLISHED),
            Precision.BF16,
            "auto",
            0,
            2,
            1,
            1,
            10,
            2,
            0,
            1000,
            0);

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .serializeNulls()
            .create();

    /** The standard settings with some values in place of theirs. */
    public static DecoderSettings of(Map<String, Object> values) {
        return STANDARD.with(values, "The decoder's settings");
    }

    /**
     * The settings of the run in a directory.
     *
     * @throws InputException when there is no decoder's run, or its settings cannot be used
     */
    public static DecoderSettings read(RunDirectory directory) {
        directory.requireRun(RunKind.DECODER);
        Path file = directory.parameters(RunKind.DECODER);
        // A run's file has every setting but those for which there was no choice then.
        Map<String, Object> before = Map.of("predicts", PredictionType.NOISE, "sketch", 0);
        return read(file, STANDARD.with(before, file.toString()));
    }

    /**
     * The settings in a file; what it does not say is standard.
     *
     * @throws InputException when it cannot be read or used
     */
    public static DecoderSettings read(Path file) {
        return read(file, STANDARD);
    }

    private static DecoderSettings read(Path file, DecoderSettings otherwise) {
        try {
            return otherwise.parsed(Files.readString(file), file.toString());
        } catch (IOException failure) {
            throw new InputException(file + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }

    /**
     * The settings in a text.
     *
     * @param name of the text, for messages
     * @throws InputException when it cannot be used
     */
    public static DecoderSettings parse(String yaml, String name) {
        return STANDARD.parsed(yaml, name);
    }

    private DecoderSettings parsed(String yaml, String name) {
        try {
            Object content = new Load(LoadSettings.builder().build()).loadFromString(yaml);
            if (content instanceof Map<?, ?> values) {
                return with(GSON.toJsonTree(values).getAsJsonObject(), name);
            }
            throw new InputException(name + " holds no settings: it should have one 'name: value' a line.");
        } catch (YamlEngineException failure) {
            throw new InputException(name + " is no YAML: " + failure.getMessage(), failure);
        }
    }

    /**
     * Looks whether a run can have these settings.
     *
     * @throws InputException when a value cannot be
     */
    public void requireUsable() {
        config();
        policy();
        if (sheetEvery < 0) {
            throw new InputException("sheet_every (--sheet-every) is " + sheetEvery + " but must be 0 or more steps.");
        }
    }

    /** The same from wherever a run is gone on with: what is named from the working directory is named in full. */
    DecoderSettings absolute() {
        Map<String, Object> named = new HashMap<>();
        named.put("checkpoint", full(checkpoint));
        named.put("pictures", full(pictures));
        named.put("start_from", full(startFrom));
        named.put("decoder_file", full(decoderFile));
        return with(named);
    }

    private static String full(String path) {
        return path == null ? null : Path.of(path).toAbsolutePath().normalize().toString();
    }

    /** What the model is called whose embeddings are decoded. */
    String encoderName() {
        return checkpoint == null
                ? BundledModel.NAME
                : Path.of(checkpoint).getFileName().toString();
    }

    /** That model's file, which is to be closed. */
    Checkpoint openCheckpoint() {
        return checkpoint == null ? BundledModel.open() : Checkpoint.open(Path.of(checkpoint), OptionalInt.empty());
    }

    /** These settings with some values, by the file's names, in place of theirs. */
    public DecoderSettings with(Map<String, Object> values) {
        return with(values, "The decoder's settings");
    }

    private DecoderSettings with(Map<String, Object> values, String name) {
        return with(GSON.toJsonTree(values).getAsJsonObject(), name);
    }

    private DecoderSettings with(JsonObject values, String name) {
        JsonObject all = GSON.toJsonTree(this).getAsJsonObject();
        HashSet<String> unknown = new HashSet<>(values.keySet());
        unknown.removeAll(all.keySet());
        if (!unknown.isEmpty()) {
            throw new InputException(name + ": there is no field "
                    + unknown.iterator().next() + "; there are " + String.join(", ", all.keySet()) + ".");
        }
        for (Map.Entry<String, JsonElement> value : values.entrySet()) {
            all.add(value.getKey(), value.getValue());
            try {
                GSON.fromJson(all, DecoderSettings.class);
            } catch (JsonParseException | NumberFormatException wrong) {
                throw new InputException(
                        name + ": " + value.getKey() + " is " + value.getValue() + ", which it cannot be.", wrong);
            }
        }
        return GSON.fromJson(all, DecoderSettings.class);
    }

    /** The text of {@code params-decoder.yaml}. */
    public String yaml() {
        Object values = GSON.fromJson(GSON.toJsonTree(this), Object.class);
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .build())
                .dumpToString(values);
    }

    /**
     * What they mean for training.
     *
     * @throws InputException when a value cannot be
     */
    DecoderTrainingConfig config() {
        if (conditions == null
                || predicts == null
                || lossWeighting == null
                || precision == null
                || multipliers == null
                || attention == null) {
            throw new InputException(
                    "The decoder's conditions, prediction, loss weighting, precision, multipliers and attention must each have a value.");
        }
        return new DecoderTrainingConfig(
                imageSize,
                new NetworkShape(width, residualBlocks, multipliers, new HashSet<>(attention), groups),
                sketch,
                steps,
                batchSize,
                learningRate,
                warmup,
                anneal,
                ema,
                imageShare,
                drop,
                predicts,
                lossWeighting,
                conditions,
                cropScale,
                StrategyJson.read(masks, "The decoder's masks"),
                precision,
                (long) (cacheGb * 1e9),
                seed);
    }

    CheckpointPolicy policy() {
        return CheckpointPolicy.named(
                new CheckpointPolicy.Names("checkpoint_every", "checkpoint_minutes", "keep_last", "keep_every"),
                checkpointEvery,
                checkpointMinutes,
                keepLast,
                keepEvery);
    }

    /** The settings in a few lines for people. */
    List<String> summary() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "decoder: %d pixels, %d wide times %s, %d residual blocks a level, attention at %s, %d groups, %s; in %s",
                        imageSize,
                        width,
                        multipliers,
                        residualBlocks,
                        attention,
                        groups,
                        sketch == 0 ? "no sketch" : "sketch of " + sketch + " pixels",
                        precision),
                String.format(
                        Locale.ROOT,
                        "%d steps of %d pictures, learning rate %.1e after %d steps%s, average %s, %s%% whole images, %s%% of conditions dropped, conditions %s, predicts %s, loss weighting %s, masks %s",
                        steps,
                        batchSize,
                        learningRate,
                        warmup,
                        anneal == 0 ? "" : " and falling over the last " + anneal,
                        ema,
                        100 * imageShare,
                        100 * drop,
                        conditions.name().toLowerCase(Locale.ROOT),
                        predicts.key(),
                        lossWeighting.name().toLowerCase(Locale.ROOT),
                        masks.get("strategy").getAsString()));
    }
}
