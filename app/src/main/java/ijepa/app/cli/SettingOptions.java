package ijepa.app.cli;

import java.nio.file.Path;
import java.util.Locale;

import ijepa.core.InputException;
import ijepa.core.tensor.Precision;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Short options for what is learnt, from which pictures and how. */
final class SettingOptions extends FieldOptions {

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
            order = 1,
            names = "--from",
            paramLabel = "CHECKPOINT",
            description = {
                "Start from a checkpoint: one of the published code goes on after its epoch with its optimiser's state,",
                "of any other the weights are taken: meta.load_checkpoint and meta.read_checkpoint."
            })
    void from(Path value) {
        set("meta.load_checkpoint", value == null ? null : true);
        set("meta.read_checkpoint", quoted(value));
    }

    @Option(
            order = 1,
            names = "--model",
            paramLabel = "SIZE",
            description = "tiny, small, base, large, huge or giant: meta.model_name.")
    void model(String value) {
        set("meta.model_name", value == null ? null : "vit_" + value.toLowerCase(Locale.ROOT));
    }

    @Option(
            order = 2,
            names = "--image-size",
            paramLabel = "PIXELS",
            description = "Side of the crops: data.crop_size.")
    void imageSize(String value) {
        set("data.crop_size", value);
    }

    @Option(order = 3, names = "--patch-size", paramLabel = "PIXELS", description = "Side of a patch: mask.patch_size.")
    void patchSize(String value) {
        set("mask.patch_size", value);
    }

    @Option(
            order = 4,
            names = "--predictor-dim",
            paramLabel = "WIDTH",
            description = "Width of the predictor: meta.pred_emb_dim.")
    void predictorDim(String value) {
        set("meta.pred_emb_dim", value);
    }

    @Option(
            order = 5,
            names = "--predictor-depth",
            paramLabel = "BLOCKS",
            description = "Blocks of the predictor: meta.pred_depth.")
    void predictorDepth(String value) {
        set("meta.pred_depth", value);
    }

    @Option(
            order = 6,
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the pictures: optimization.epochs.")
    void epochs(String value) {
        set("optimization.epochs", value);
    }

    @Option(
            order = 7,
            names = "--warmup",
            paramLabel = "EPOCHS",
            description = "Linear warm-up of the learning rate: optimization.warmup.")
    void warmup(String value) {
        set("optimization.warmup", value);
    }

    @Option(order = 8, names = "--batch-size", paramLabel = "N", description = "Pictures a step: data.batch_size.")
    void batchSize(String value) {
        set("data.batch_size", value);
    }

    @Option(
            order = 9,
            names = "--lr",
            paramLabel = "RATE",
            description =
                    "Learning rate after the warm-up, which starts at a fifth of it: optimization.lr and start_lr.")
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
            order = 10,
            names = "--momentum",
            paramLabel = "NUMBER",
            description = "The target encoder's momentum at the start; it ends at 1: optimization.ema.")
    void momentum(String value) {
        set("optimization.ema", value == null ? null : "[" + value + ", 1.0]");
    }

    @Option(
            order = 11,
            names = "--weight-decay",
            paramLabel = "FROM,TO",
            description =
                    "At the start and the end, such as 0.04,0.4: optimization.weight_decay and final_weight_decay.")
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
            order = 12,
            names = "--crop-scale",
            paramLabel = "FROM,TO",
            description = "Smallest and largest share of a picture that is cropped: data.crop_scale.")
    void cropScale(String value) {
        set("data.crop_scale", list(value));
    }

    @Option(
            order = 13,
            names = "--flip",
            negatable = true,
            fallbackValue = "true",
            description = "Mirror half of the pictures, or with --no-flip none: data.use_horizontal_flip.")
    void flip(Boolean value) {
        set("data.use_horizontal_flip", value);
    }

    @Option(
            order = 14,
            names = "--masks",
            paramLabel = "KIND",
            description = "multiblock, random, block, rasterized or layout: workbench.sampler.kind.")
    void masks(String value) {
        set("workbench.sampler.kind", value);
    }

    @Option(
            order = 15,
            names = "--layout",
            paramLabel = "FILE",
            description =
                    "With --masks layout: the layout's JSON file, as the window copies it: workbench.sampler.layout.")
    void layout(Path value) {
        set("workbench.sampler.layout", quoted(value));
    }

    @Option(
            order = 16,
            names = "--min-keep",
            paramLabel = "PATCHES",
            description = "A mask keeps more patches than this: mask.min_keep.")
    void minKeep(String value) {
        set("mask.min_keep", value);
    }

    @Option(
            order = 17,
            names = "--loss",
            paramLabel = "KIND",
            description = "smooth_l1 (the published code's) or l2 (the paper's): workbench.loss.")
    void loss(String value) {
        set("workbench.loss", value);
    }

    @Option(
            order = 18,
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
            order = 19,
            names = "--spread-covariance",
            paramLabel = "WEIGHT",
            description = "Weight of the covariance within that term.")
    void spreadCovariance(String value) {
        set("workbench.regulariser.covariance", value);
    }

    @Option(
            order = 20,
            names = "--spread-scope",
            paramLabel = "SCOPE",
            description =
                    "What the term spreads: pooled (each image's mean) or tokens (each patch without its position's mean).")
    void spreadScope(String value) {
        set("workbench.regulariser.scope", value);
    }

    @Option(order = 21, names = "--precision", paramLabel = "KIND", description = "fp32 or bf16: meta.use_bfloat16.")
    void precision(Precision value) {
        set("meta.use_bfloat16", value == null ? null : value == Precision.BF16);
    }
}
