package ijepa.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.JsonObject;
import ijepa.core.InputException;
import ijepa.core.config.MaskingFile;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockParameters;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.StrategyJson;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.DecoderTrainingConfig.Conditions;
import ijepa.renderer.diffusion.LossWeighting;
import ijepa.renderer.diffusion.PredictionType;
import picocli.CommandLine.Option;

/** Options for the settings of a decoder's run; only what is given replaces what is there. */
final class DecoderTrainOptions {

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** What was given, by the names of {@code params-decoder.yaml}. */
    Map<String, Object> values() {
        return values;
    }

    /** The parser calls with null for an option that was not given. */
    private void set(String name, Object value) {
        if (value instanceof Path path) {
            values.put(name, path.toAbsolutePath().normalize().toString());
        } else if (value != null) {
            values.put(name, value);
        }
    }

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Weights with all three networks (default: the small model that comes with the program).")
    void checkpoint(Path value) {
        set("checkpoint", value);
    }

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of pictures, of any depth.")
    void data(Path value) {
        set("pictures", value);
    }

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Decoder to write besides, with every checkpoint: the averaged weights as float16, for sampling.")
    void out(Path value) {
        set("decoder_file", value);
    }

    @Option(
            names = "--start-from",
            paramLabel = "FILE",
            description =
                    "Start a new run from the weights of a decoder in place of fresh ones. Its image size may be "
                            + "another and its first multiplier be there once more, which adds a level; the rest of its shape may not.")
    void startFrom(Path value) {
        set("start_from", value);
    }

    @Option(names = "--image-size", paramLabel = "PIXELS", description = "Side of what is decoded (default: 64).")
    void imageSize(Integer value) {
        set("image_size", value);
    }

    @Option(names = "--width", paramLabel = "N", description = "Channels of the network (default: 64; RCDM: 256).")
    void width(Integer value) {
        set("width", value);
    }

    @Option(
            names = "--residual-blocks",
            paramLabel = "N",
            description = "Residual blocks of each level (default: 1; RCDM: 2).")
    void residualBlocks(Integer value) {
        set("residual_blocks", value);
    }

    @Option(
            names = "--multipliers",
            paramLabel = "N,N",
            split = ",",
            arity = "1",
            description = "Channels of each level over the width (default: 0.5,1,2,4; RCDM at 64 pixels: 1,2,3,4).")
    void multipliers(List<Double> value) {
        set("multipliers", value);
    }

    @Option(
            names = "--attention",
            paramLabel = "N,N",
            split = ",",
            arity = "1",
            description = "Sides of the feature maps with attention (default: 8; RCDM: 32,16,8).")
    void attention(List<Integer> value) {
        set("attention", value);
    }

    @Option(
            names = "--groups",
            paramLabel = "N",
            description = "Groups of every group norm, each of at least two channels (default: 8; RCDM: 32).")
    void groups(Integer value) {
        set("groups", value);
    }

    @Option(
            names = "--sketch",
            paramLabel = "SIDE",
            description =
                    "Side of a coarse picture, made of the condition by a linear map, that the network sees beside the noisy one; an addition to the paper, 0 for none (default: 8).")
    void sketch(Integer value) {
        set("sketch", value);
    }

    @Option(names = "--steps", paramLabel = "N", description = "Optimiser steps (default: 20000; RCDM: 300000).")
    void steps(Long value) {
        set("steps", value);
    }

    @Option(names = "--batch-size", paramLabel = "N", description = "Pictures a step (default: 32).")
    void batchSize(Integer value) {
        set("batch_size", value);
    }

    @Option(names = "--lr", paramLabel = "RATE", description = "Learning rate (default: 5e-4; RCDM: 1e-4).")
    void learningRate(Double value) {
        set("learning_rate", value);
    }

    @Option(
            names = "--warmup",
            paramLabel = "STEPS",
            description = "Steps over which the learning rate rises (default: 200; RCDM: 0).")
    void warmup(Long value) {
        set("warmup", value);
    }

    @Option(
            names = "--anneal",
            paramLabel = "STEPS",
            description =
                    "Steps at the run's end over which the learning rate falls to nothing; with as many as --steps it falls all the way (default: 0).")
    void anneal(Long value) {
        set("anneal", value);
    }

    @Option(
            names = "--ema",
            paramLabel = "DECAY",
            description =
                    "Decay of the weights' moving average (default: 0.999; RCDM: 0.9999); shorter while few steps are done.")
    void ema(Double value) {
        set("ema", value);
    }

    @Option(
            names = "--image-share",
            paramLabel = "SHARE",
            description =
                    "Share that learns whole images from the target encoder, Figure 7; the rest learns blocks from the predictor, Figure 6 (default: 0.5).")
    void imageShare(Double value) {
        set("image_share", value);
    }

    @Option(
            names = "--drop",
            paramLabel = "SHARE",
            description =
                    "Share of conditions that are dropped, so that samples can be guided; an addition to the paper, 0 for none (default: 0.1).")
    void drop(Double value) {
        set("drop", value);
    }

    @Option(
            names = "--predicts",
            paramLabel = "KIND",
            description =
                    "What the network says of a picture in noise: velocity, which is nearly the picture where nearly all is noise and so learns layout and colours much sooner, or noise as RCDM has it (default: velocity).")
    void predicts(PredictionType value) {
        set("predicts", value);
    }

    @Option(
            names = "--loss-weighting",
            paramLabel = "KIND",
            description = "Weight of the steps in the loss: uniform, or min_snr, which counts nearly "
                    + "invisible noise less and so learns the picture sooner (default: uniform).")
    void lossWeighting(LossWeighting value) {
        set("loss_weighting", value);
    }

    @Option(
            names = "--conditions",
            paramLabel = "KIND",
            description =
                    "Of whole images: computed for random crops at every step, or cached, once for each picture's centred square, which then is the only crop (default: computed).")
    void conditions(Conditions value) {
        set("conditions", value);
    }

    @Option(
            names = "--crop-scale",
            paramLabel = "SHARE",
            description = "Smallest share of a picture that is cropped (default: 0.3).")
    void cropScale(Double value) {
        set("crop_scale", value);
    }

    @Option(
            names = "--masks",
            paramLabel = "KIND|FILE",
            description =
                    "Blocks to learn: multiblock, unbiased, rasterized, block or random with the paper's settings, or a file: JSON of a strategy or a layout, or an official configuration, of which the section mask counts (default: multiblock).")
    void masks(String value) {
        if (value != null) {
            set("masks", masksOf(value));
        }
    }

    private static JsonObject masksOf(String text) {
        return StrategyJson.toJson(
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "multiblock" -> MaskStrategy.MultiBlock.PUBLISHED;
                    case "unbiased" -> new MaskStrategy.UnbiasedMultiBlock(MultiBlockParameters.PUBLISHED);
                    case "rasterized" -> new MaskStrategy.Rasterized();
                    case "block" -> MaskStrategy.OneBlock.PUBLISHED;
                    case "random" -> MaskStrategy.RandomPatches.PUBLISHED;
                    default -> ofFile(text);
                });
    }

    private static MaskStrategy ofFile(String name) {
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return new MaskStrategy.MultiBlock(MultiBlockParameters.of(
                    MaskingFile.read(Path.of(name)).mask().on(new PatchGrid(1, 1))));
        }
        String json;
        try {
            json = Files.readString(Path.of(name));
        } catch (IOException failure) {
            throw new InputException(
                    "--masks is '" + name
                            + "', which is neither multiblock, unbiased, rasterized, block or random nor a file that can be read.",
                    failure);
        }
        return json.contains("\"strategy\"")
                ? StrategyJson.read(json, name)
                : new MaskStrategy.Custom(LayoutJson.read(json, name));
    }

    @Option(names = "--precision", paramLabel = "KIND", description = "fp32 or bf16 (default: bf16).")
    void precision(Precision value) {
        set("precision", value);
    }

    @Option(names = "--device", paramLabel = "NAME", description = "auto, cpu or cuda:N (default: auto).")
    void device(String value) {
        set("device", value);
    }

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads for the networks, 0 leaves it to the engine (default: 0).")
    void threads(Integer value) {
        set("threads", value);
    }

    @Option(names = "--cache-gb", paramLabel = "GB", description = "Memory for decoded pictures (default: 2).")
    void cacheGb(Double value) {
        set("cache_gb", value);
    }

    @Option(
            names = "--max-unreadable",
            paramLabel = "SHARE",
            description = "End the run when more of the pictures cannot be used (default: 1, never).")
    void maxUnreadable(Double value) {
        set("max_unreadable", value);
    }

    @Option(
            names = "--checkpoint-every",
            paramLabel = "EPOCHS",
            description = "Epochs between checkpoints, 0 for none (default: 1).")
    void checkpointEvery(Integer value) {
        set("checkpoint_every", value);
    }

    @Option(
            names = "--checkpoint-minutes",
            paramLabel = "MINUTES",
            description = "Write one when the last is so old (default: 10).")
    void checkpointMinutes(Double value) {
        set("checkpoint_minutes", value);
    }

    @Option(names = "--keep-last", paramLabel = "N", description = "Newest checkpoints to keep (default: 2).")
    void keepLast(Integer value) {
        set("keep_last", value);
    }

    @Option(
            names = "--keep-every",
            paramLabel = "EPOCHS",
            description = "Keep every so many epochs' checkpoint, 0 for none (default: 0).")
    void keepEvery(Integer value) {
        set("keep_every", value);
    }

    @Option(
            names = "--sheet-every",
            paramLabel = "STEPS",
            description = "Steps between sheets of samples in the run directory, 0 for none (default: 1000).")
    void sheetEvery(Long value) {
        set("sheet_every", value);
    }

    @Option(names = "--seed", paramLabel = "N", description = "Of all that is drawn (default: 0).")
    void seed(Long value) {
        set("seed", value);
    }
}
