package ijepa.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ijepa.core.InputException;
import ijepa.core.tensor.Precision;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Short options for the fields of a configuration that are changed most. Each becomes what {@code --set} with the field's
 * path would be, so that a field has one meaning and one check however it is given.
 */
final class SettingOptions {

    private final List<String> overrides = new ArrayList<>();

    /** The values that were given, such as {@code optimization.epochs=50}, in their order. */
    List<String> overrides() {
        return List.copyOf(overrides);
    }

    /** Puts a value down as it was written; the parser calls with null for an option that was not given. */
    private void set(String path, Object value) {
        if (value != null) {
            overrides.add(path + "=" + value);
        }
    }

    /** A path as YAML text. */
    private static String quoted(Path path) {
        return path == null
                ? null
                : "'" + path.toAbsolutePath().normalize().toString().replace("'", "''") + "'";
    }

    private static String list(String value) {
        return value == null ? null : "[" + value + "]";
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = {
                "Folder of pictures, of any depth, or a text file with one path a line.",
                "Sets workbench.pictures; without it, data.root_path and data.image_folder of the configuration count."
            })
    void folder(Path value) {
        set("workbench.pictures", quoted(value));
    }

    @Option(
            names = "--model",
            paramLabel = "SIZE",
            description = "tiny, small, base, large, huge or giant: meta.model_name.")
    void model(String value) {
        set("meta.model_name", value == null ? null : "vit_" + value.toLowerCase(Locale.ROOT));
    }

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            description = "Side of the crops: data.crop_size.")
    void imageSize(String value) {
        set("data.crop_size", value);
    }

    @Option(
            names = "--patch-size",
            paramLabel = "PIXELS",
            description = "Side of a patch: mask.patch_size.")
    void patchSize(String value) {
        set("mask.patch_size", value);
    }

    @Option(
            names = "--predictor-dim",
            paramLabel = "WIDTH",
            description = "Width of the predictor: meta.pred_emb_dim.")
    void predictorDim(String value) {
        set("meta.pred_emb_dim", value);
    }

    @Option(
            names = "--predictor-depth",
            paramLabel = "BLOCKS",
            description = "Blocks of the predictor: meta.pred_depth.")
    void predictorDepth(String value) {
        set("meta.pred_depth", value);
    }

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the pictures: optimization.epochs.")
    void epochs(String value) {
        set("optimization.epochs", value);
    }

    @Option(
            names = "--warmup",
            paramLabel = "EPOCHS",
            description = "Linear warm-up of the learning rate: optimization.warmup.")
    void warmup(String value) {
        set("optimization.warmup", value);
    }

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Pictures a step: data.batch_size.")
    void batchSize(String value) {
        set("data.batch_size", value);
    }

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "Learning rate after the warm-up, which starts at a fifth of it: optimization.lr and start_lr.")
    void learningRate(String value) {
        set("optimization.lr", value);
        set("optimization.start_lr", fifth(value));
    }

    /** The published ratio; what is no number is left for the configuration's own check of the learning rate. */
    private static Double fifth(String value) {
        try {
            return value == null || !(Double.parseDouble(value) > 0) ? null : Double.parseDouble(value) / 5;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    @Option(
            names = "--momentum",
            paramLabel = "NUMBER",
            description = "The target encoder's momentum at the start; it ends at 1: optimization.ema.")
    void momentum(String value) {
        set("optimization.ema", value == null ? null : "[" + value + ", 1.0]");
    }

    @Option(
            names = "--weight-decay",
            paramLabel = "FROM,TO",
            description = "At the start and the end, such as 0.04,0.4: optimization.weight_decay and final_weight_decay.")
    void weightDecay(String value) {
        if (value != null) {
            String[] ends = value.split(",", -1);
            if (ends.length != 2) {
                throw new InputException("--weight-decay takes two numbers with a comma, such as 0.04,0.4.");
            }
            set("optimization.weight_decay", ends[0]);
            set("optimization.final_weight_decay", ends[1]);
        }
    }

    @Option(
            names = "--crop-scale",
            paramLabel = "FROM,TO",
            description = "Smallest and largest share of a picture that is cropped: data.crop_scale.")
    void cropScale(String value) {
        set("data.crop_scale", list(value));
    }

    @Option(
            names = "--flip",
            negatable = true,
            fallbackValue = "true",
            description = "Mirror half of the pictures, or with --no-flip none: data.use_horizontal_flip.")
    void flip(Boolean value) {
        set("data.use_horizontal_flip", value);
    }

    @Option(
            names = "--masks",
            paramLabel = "KIND",
            description = "multiblock, random, block, rasterized or layout: workbench.sampler.kind.")
    void masks(String value) {
        set("workbench.sampler.kind", value);
    }

    @Option(
            names = "--layout",
            paramLabel = "FILE",
            description = "With --masks layout: the layout's JSON file, as the window copies it: workbench.sampler.layout.")
    void layout(Path value) {
        set("workbench.sampler.layout", quoted(value));
    }

    @Option(
            names = "--min-keep",
            paramLabel = "PATCHES",
            description = "A mask keeps more patches than this: mask.min_keep.")
    void minKeep(String value) {
        set("mask.min_keep", value);
    }

    @Option(
            names = "--loss",
            paramLabel = "KIND",
            description = "smooth_l1 (the published code's) or l2 (the paper's): workbench.loss.")
    void loss(String value) {
        set("workbench.loss", value);
    }

    @Option(
            names = "--spread",
            paramLabel = "WEIGHT",
            description = "Weight of a variance-covariance term against collapse, 0 for none: workbench.regulariser.")
    void spread(String value) {
        if (value != null) {
            boolean none = value.matches("0+(\\.0*)?");
            set("workbench.regulariser.kind", none ? "none" : "variance_covariance");
            set("workbench.regulariser.weight", none ? null : value);
        }
    }

    @Option(
            names = "--spread-covariance",
            paramLabel = "WEIGHT",
            description = "Weight of the covariance within that term.")
    void spreadCovariance(String value) {
        set("workbench.regulariser.covariance", value);
    }

    @Option(
            names = "--spread-scope",
            paramLabel = "SCOPE",
            description = "What the term spreads: pooled (each image's mean) or tokens (each patch without its position's mean).")
    void spreadScope(String value) {
        set("workbench.regulariser.scope", value);
    }

    @Option(
            names = "--precision",
            paramLabel = "KIND",
            description = "fp32 or bf16: meta.use_bfloat16.")
    void precision(Precision value) {
        set("meta.use_bfloat16", value == null ? null : value == Precision.BF16);
    }

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "auto, cpu or cuda:N: workbench.device.name.")
    void device(String value) {
        set("workbench.device.name", value);
    }

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads for the networks, 0 leaves it to the engine: workbench.device.threads.")
    void threads(String value) {
        set("workbench.device.threads", value);
    }

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of initialisation, order, crops and masks: workbench.seed.")
    void seed(String value) {
        set("workbench.seed", value);
    }

    @Option(
            names = "--cache-gb",
            paramLabel = "GB",
            description = "Memory for decoded pictures: workbench.loader.cache_gb.")
    void cacheGb(String value) {
        set("workbench.loader.cache_gb", value);
    }

    @Option(
            names = "--max-unreadable",
            paramLabel = "SHARE",
            description = "End the run when more of the pictures cannot be used: workbench.loader.largest_unreadable_share.")
    void maxUnreadable(String value) {
        set("workbench.loader.largest_unreadable_share", value);
    }

    @Option(
            names = "--checkpoint-every",
            paramLabel = "EPOCHS",
            description = "Epochs between checkpoints: workbench.checkpointing.every_epochs.")
    void checkpointEvery(String value) {
        set("workbench.checkpointing.every_epochs", value);
    }

    @Option(
            names = "--checkpoint-minutes",
            paramLabel = "MINUTES",
            description = "Write one when the last is so old: workbench.checkpointing.every_minutes.")
    void checkpointMinutes(String value) {
        set("workbench.checkpointing.every_minutes", value);
    }

    @Option(
            names = "--keep-last",
            paramLabel = "N",
            description = "Newest checkpoints to keep: workbench.checkpointing.keep_last.")
    void keepLast(String value) {
        set("workbench.checkpointing.keep_last", value);
    }

    @Option(
            names = "--keep-every",
            paramLabel = "EPOCHS",
            description = "Keep every so many epochs' checkpoint: workbench.checkpointing.keep_every_epochs.")
    void keepEvery(String value) {
        set("workbench.checkpointing.keep_every_epochs", value);
    }

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Model file to write besides, after every epoch, the weights alone: workbench.model_file.")
    void out(Path value) {
        set("workbench.model_file", quoted(value));
    }

    @Option(
            names = "--probe",
            paramLabel = "FOLDER",
            description = "Held-out pictures in the same class subfolders; their nearest neighbours' accuracy is measured: workbench.probe.folder.")
    void probe(Path value) {
        set("workbench.probe.folder", quoted(value));
    }

    @Option(
            names = "--probe-every",
            paramLabel = "EPOCHS",
            description = "Epochs between probes, 0 for none: workbench.probe.every_epochs.")
    void probeEvery(String value) {
        set("workbench.probe.every_epochs", value);
    }
}
