package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;

import ijepa.core.InputException;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.image.ImageFolder;
import ijepa.core.model.IJepa;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.DecoderTraining;
import ijepa.renderer.diffusion.DecoderTrainingConfig;
import ijepa.renderer.diffusion.NetworkShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ijepa decoder train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Train a decoder for a checkpoint on a folder of pictures.",
            "Encoder and predictor stay as they are; their embeddings are computed as training goes. Labels are not"
                    + " used.",
            "",
            "  ijepa decoder train --checkpoint model.safetensors --data pictures --out decoder.safetensors \\",
            "      --steps 20000 --precision bf16",
            ""
        })
final class DecoderTrainCommand implements Callable<Integer> {

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            required = true,
            description = "Weights with all three networks.")
    private Path checkpoint;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of pictures, of any depth.")
    private Path data;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Decoder to write (safetensors).")
    private Path out;

    @Option(
            names = "--image-size",
            defaultValue = "64",
            description = "Side in pixels of what is decoded (default: ${DEFAULT-VALUE}).")
    private int imageSize;

    @Option(
            names = "--width",
            defaultValue = "64",
            description = "Channels of the network (default: ${DEFAULT-VALUE}; RCDM: 256).")
    private int width;

    @Option(
            names = "--residual-blocks",
            defaultValue = "1",
            description = "Residual blocks of each level (default: ${DEFAULT-VALUE}; RCDM: 2).")
    private int residualBlocks;

    @Option(
            names = "--multipliers",
            split = ",",
            arity = "1",
            defaultValue = "0.5,1,2,4",
            description =
                    "Channels of each level over the width (default: ${DEFAULT-VALUE}; RCDM at 64 pixels: 1,2,3,4).")
    private List<Double> multipliers;

    @Option(
            names = "--attention",
            split = ",",
            arity = "1",
            defaultValue = "8",
            description = "Sides of the feature maps with attention (default: ${DEFAULT-VALUE}; RCDM: 32,16,8).")
    private Set<Integer> attention;

    @Option(
            names = "--steps",
            defaultValue = "20000",
            description = "Optimiser steps (default: ${DEFAULT-VALUE}; RCDM: 300000).")
    private long steps;

    @Option(names = "--batch-size", defaultValue = "32", description = "Pictures a step (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(names = "--lr", defaultValue = "1e-4", description = "Learning rate (default: ${DEFAULT-VALUE}, RCDM's).")
    private double learningRate;

    @Option(
            names = "--warmup",
            defaultValue = "0",
            description = "Steps over which the learning rate rises (default: ${DEFAULT-VALUE}).")
    private long warmup;

    @Option(
            names = "--ema",
            defaultValue = "0.9999",
            description = "Decay of the weights' moving average (default: ${DEFAULT-VALUE}, RCDM's).")
    private double decay;

    @Option(
            names = "--image-share",
            defaultValue = "0.5",
            description =
                    "Share that learns whole images from the target encoder, Figure 7; the rest learns blocks from the predictor, Figure 6 (default: ${DEFAULT-VALUE}).")
    private double imageShare;

    @Option(
            names = "--drop",
            defaultValue = "0.1",
            description =
                    "Share of conditions that are dropped, so that samples can be guided; an addition to the paper, 0 for none (default: ${DEFAULT-VALUE}).")
    private double dropping;

    @Option(
            names = "--crop-scale",
            defaultValue = "0.3",
            description = "Smallest share of a picture that is cropped (default: ${DEFAULT-VALUE}).")
    private double minScale;

    @Option(names = "--precision", defaultValue = "bf16", description = "fp32 or bf16 (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    @Option(names = "--device", defaultValue = "auto", description = "auto, cpu or cuda:N (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(
            names = "--cache-gb",
            defaultValue = "2",
            description = "Memory for decoded pictures in GB (default: ${DEFAULT-VALUE}).")
    private double cacheGigabytes;

    @Option(
            names = "--write-every",
            defaultValue = "1000",
            description = "Steps between writings of the decoder (default: ${DEFAULT-VALUE}).")
    private long writeEvery;

    @Option(names = "--half", description = "Write float16 and the averaged weights only: smallest, for sampling.")
    private boolean half;

    @Option(names = "--seed", defaultValue = "0", description = "Of all that is drawn (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    private double squared;
    private double bound;
    private double seconds;
    private int counted;

    @Override
    public Integer call() {
        if (writeEvery < 1) {
            throw new InputException("--write-every must be at least 1, not " + writeEvery + ".");
        }
        DecoderTrainingConfig config = new DecoderTrainingConfig(
                imageSize,
                new NetworkShape(width, residualBlocks, multipliers, attention),
                steps,
                batchSize,
                learningRate,
                warmup,
                decay,
                imageShare,
                dropping,
                minScale,
                precision,
                (long) (cacheGigabytes * 1e9),
                seed);
        ImageFolder pictures = ImageFolder.scan(data);
        PrintWriter print = spec.commandLine().getOut();
        ComputeDevice where = ComputeDevice.parse(device);
        try (Checkpoint weights = Checkpoint.open(checkpoint, OptionalInt.empty());
                IJepa model = IJepa.load(weights.spec(), weights.parameters(), where, precision);
                DecoderTraining training =
                        new DecoderTraining(model, checkpoint.getFileName().toString(), pictures, config)) {
            print.printf(Locale.ROOT, "%d pictures, on %s in %s%n", pictures.size(), where, precision);
            print.flush();
            training.run(progress -> report(training, progress, print));
            write(training);
            training.loader().unreadable().forEach((file, reason) -> print.println("skipped, cannot be read: " + file));
        }
        print.println("wrote " + out);
        print.flush();
        return 0;
    }

    private boolean report(DecoderTraining training, DecoderTraining.Progress progress, PrintWriter print) {
        squared += progress.loss().squared();
        bound += progress.loss().bound();
        seconds += progress.seconds();
        counted++;
        if (progress.step() % 20 == 0 || progress.step() == steps) {
            print.printf(
                    Locale.ROOT,
                    "step %d/%d  mse %.4f  vb %.4f  %.0f ms a step  %.1f images/s%n",
                    progress.step(),
                    steps,
                    squared / counted,
                    bound / counted,
                    1000 * seconds / counted,
                    counted * batchSize / seconds);
            print.flush();
            squared = 0;
            bound = 0;
            seconds = 0;
            counted = 0;
        }
        if (progress.step() % writeEvery == 0) {
            write(training);
        }
        return true;
    }

    private void write(DecoderTraining training) {
        training.write(half ? ElementType.F16 : ElementType.F32, !half, out);
    }
}
