package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import ijepa.core.InputException;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.ModelFile;
import ijepa.core.eval.NearestNeighbourProbe;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.LoaderSettings;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PublishedSize;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.TensorEngine;
import ijepa.core.train.Loss;
import ijepa.core.train.OptimizationConfig;
import ijepa.core.train.PretrainConfig;
import ijepa.core.train.Pretraining;
import ijepa.core.train.Regulariser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ijepa pretrain}. */
@Command(
        name = "pretrain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Pretrain an I-JEPA model on a folder of pictures.",
            "Labels are not used. Progress is printed; the weights are written after every epoch.",
            "",
            "A first run on a laptop, about a minute an epoch for a thousand pictures:",
            "  ijepa pretrain pictures --model tiny --image-size 64 --patch-size 8 --epochs 50 \\",
            "      --precision bf16 --out model.safetensors",
            ""
        })
final class PretrainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "Folder of pictures, of any depth.")
    private Path folder;

    @Option(names = "--out", required = true, description = "Model file to write (safetensors, float32).")
    private Path out;

    @Option(
            names = "--model",
            defaultValue = "tiny",
            description = "tiny, small, base, large, huge or giant (default: ${DEFAULT-VALUE}).")
    private PublishedSize size;

    @Option(
            names = "--image-size",
            defaultValue = "64",
            description = "Side of the crops in pixels (default: ${DEFAULT-VALUE}; published: 224).")
    private int imageSize;

    @Option(
            names = "--patch-size",
            defaultValue = "8",
            description = "Side of a patch in pixels (default: ${DEFAULT-VALUE}; published: 14 or 16).")
    private int patchSize;

    @Option(
            names = "--predictor-dim",
            defaultValue = "96",
            description = "Width of the predictor (default: ${DEFAULT-VALUE}; published: 384).")
    private int predictorDim;

    @Option(
            names = "--predictor-depth",
            defaultValue = "4",
            description = "Blocks of the predictor (default: ${DEFAULT-VALUE}; published: 6 to 16).")
    private int predictorDepth;

    @Option(
            names = "--epochs",
            defaultValue = "50",
            description = "Passes over the pictures (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--warmup",
            defaultValue = "5",
            description = "Epochs of linear warm-up (default: ${DEFAULT-VALUE}).")
    private double warmup;

    @Option(names = "--batch-size", defaultValue = "64", description = "Pictures a step (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(
            names = "--lr",
            defaultValue = "1e-3",
            description = "Learning rate after the warm-up (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--momentum",
            defaultValue = "0.996",
            description = "The target encoder's momentum at the start; it ends at 1 (default: ${DEFAULT-VALUE}).")
    private double momentum;

    @Option(
            names = "--weight-decay",
            split = ",",
            arity = "1",
            defaultValue = "0.04,0.4",
            description = "Weight decay at the start and the end (default: ${DEFAULT-VALUE}).")
    private double[] weightDecay;

    @Option(
            names = "--crop-scale",
            split = ",",
            arity = "1",
            defaultValue = "0.3,1",
            description = "Smallest and largest share of a picture that is cropped (default: ${DEFAULT-VALUE}).")
    private double[] cropScale;

    @Option(names = "--flip", description = "Mirror half of the pictures (off in the published code).")
    private boolean flip;

    @Option(
            names = "--min-keep",
            defaultValue = "4",
            description =
                    "A mask keeps more patches than this (default: ${DEFAULT-VALUE}; published: 10, too many for small grids).")
    private int minKeep;

    @Option(
            names = "--loss",
            defaultValue = "smooth_l1",
            description = "smooth_l1 (the code's) or l2 (the paper's) (default: ${DEFAULT-VALUE}).")
    private Loss loss;

    @Option(
            names = "--spread",
            defaultValue = "0",
            description =
                    "Weight of a variance-covariance term against collapse; 0, the published code's, adds none (default: ${DEFAULT-VALUE}).")
    private double spread;

    @Option(
            names = "--spread-covariance",
            defaultValue = "0.04",
            description = "Weight of the covariance within that term (default: ${DEFAULT-VALUE}).")
    private double spreadCovariance;

    @Option(
            names = "--spread-scope",
            defaultValue = "pooled",
            description =
                    "What the term spreads: pooled (each image's mean) or tokens (each patch without its position's mean) (default: ${DEFAULT-VALUE}).")
    private Regulariser.Scope spreadScope;

    @Option(names = "--precision", defaultValue = "fp32", description = "fp32 or bf16 (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    @Option(names = "--device", defaultValue = "auto", description = "auto, cpu or cuda:N (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(
            names = "--threads",
            defaultValue = "0",
            description = "Processor threads for the networks; 0 leaves it to the engine (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "Of initialisation, order, crops and masks (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--cache-gb",
            defaultValue = "2",
            description = "Memory for decoded pictures in GB (default: ${DEFAULT-VALUE}).")
    private double cacheGigabytes;

    @Option(
            names = "--probe",
            paramLabel = "FOLDER",
            description =
                    "Held-out pictures in the same class subfolders as FOLDER: prints how many their 20 nearest neighbours classify.")
    private Path probeFolder;

    @Option(
            names = "--probe-every",
            defaultValue = "1",
            description = "Epochs between probes (default: ${DEFAULT-VALUE}).")
    private int probeEvery;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter print = spec.commandLine().getOut();
        if (weightDecay.length != 2 || cropScale.length != 2) {
            throw new InputException(
                    "--weight-decay and --crop-scale take two numbers with a comma, such as 0.04,0.4.");
        }
        ModelSpec model = size.model(imageSize, patchSize, predictorDim, predictorDepth);
        PretrainConfig config = new PretrainConfig(
                model,
                MultiBlockSettings.published(model.encoder().grid()).withMinKeep(minKeep),
                new LoaderSettings(batchSize, imageSize, cropScale[0], cropScale[1], flip, seed, 1, 2, (long)
                        (cacheGigabytes * 1e9)),
                new OptimizationConfig(
                        epochs,
                        warmup,
                        learningRate / 5,
                        learningRate,
                        1e-6,
                        weightDecay[0],
                        weightDecay[1],
                        momentum,
                        1,
                        1),
                loss,
                spread == 0
                        ? new Regulariser.None()
                        : new Regulariser.VarianceCovariance(spread, spreadCovariance, spreadScope),
                precision,
                seed);
        ImageFolder pictures = ImageFolder.scan(folder);
        ComputeDevice where = ComputeDevice.parse(device);
        if (threads > 0) {
            TensorEngine.start().setThreads(threads);
        }
        try (Pretraining training = new Pretraining(config, pictures, where)) {
            print.printf(
                    Locale.ROOT,
                    "%d pictures, %d steps an epoch, on %s in %s%n",
                    pictures.size(),
                    training.iterationsPerEpoch(),
                    where,
                    precision);
            print.flush();
            NearestNeighbourProbe probe = probeFolder == null
                    ? null
                    : new NearestNeighbourProbe(pictures, ImageFolder.scan(probeFolder), imageSize);
            training.run(new Reporter(training, probe, print));
            training.loader().unreadable().forEach(file -> print.println("skipped, cannot be read: " + file));
        }
        print.println("wrote " + out);
        print.flush();
        return 0;
    }

    /** Prints a line a while and writes the weights after each epoch. */
    private final class Reporter implements Pretraining.Listener {

        private final Pretraining training;
        private final NearestNeighbourProbe probe;
        private final PrintWriter print;
        private double lossSum;
        private int steps;
        private double seconds;
        private double waited;

        Reporter(Pretraining training, NearestNeighbourProbe probe, PrintWriter print) {
            this.training = training;
            this.probe = probe;
            this.print = print;
        }

        @Override
        public boolean stepped(Pretraining.Progress progress) {
            lossSum += progress.loss();
            steps++;
            seconds += progress.seconds();
            waited += progress.waitSeconds();
            if (progress.iteration() % 20 == 19) {
                print.printf(
                        Locale.ROOT,
                        "epoch %d/%d  step %d/%d  loss %.4f  lr %.2e  masks %d %d  %.1f images/s  waiting %.1f%%%n",
                        progress.epoch() + 1,
                        epochs,
                        progress.iteration() + 1,
                        training.iterationsPerEpoch(),
                        lossSum / steps,
                        progress.rates().learningRate(),
                        progress.contextPatches(),
                        progress.targetPatches(),
                        steps * batchSize / seconds,
                        100 * waited / seconds);
                print.flush();
            }
            return true;
        }

        @Override
        public void epochEnded(int epoch) {
            Map<String, String> metadata = new LinkedHashMap<>();
            metadata.put("epoch", Integer.toString(epoch + 1));
            metadata.put("loss", String.format(Locale.ROOT, "%.6f", lossSum / steps));
            metadata.put("batch_size", Integer.toString(batchSize));
            metadata.put("lr", Double.toString(learningRate));
            ModelFile.write(training.model(), ElementType.F32, metadata, out);
            if (probe != null && ((epoch + 1) % Math.max(1, probeEvery) == 0 || epoch + 1 == epochs)) {
                NearestNeighbourProbe.Result found = probe.measure(training.model());
                print.printf(
                        Locale.ROOT,
                        "epoch %d  20-NN %.1f%%  feature deviation %.3f  effective rank %.1f%n",
                        epoch + 1,
                        100 * found.accuracy(),
                        found.spread().deviation(),
                        found.spread().effectiveRank());
                print.flush();
            }
            lossSum = 0;
            steps = 0;
            seconds = 0;
            waited = 0;
        }
    }
}
