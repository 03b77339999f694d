package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import ijepa.core.InputException;
import ijepa.core.eval.NearestNeighbourProbe;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.LoaderSettings;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PublishedSize;
import ijepa.core.run.PretrainRun;
import ijepa.core.run.RunRequest;
import ijepa.core.run.RunState;
import ijepa.core.tensor.Precision;
import ijepa.core.train.Loss;
import ijepa.core.train.OptimizationConfig;
import ijepa.core.train.PretrainConfig;
import ijepa.core.train.Regulariser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "Labels are not used. Everything is kept in a run directory: settings, metrics, log, checkpoints.",
            "A run that ended, however it ended, goes on from there with --resume.",
            "",
            "A first run on a laptop, about a minute an epoch for a thousand pictures:",
            "  ijepa pretrain pictures --model tiny --image-size 64 --patch-size 8 --epochs 50 \\",
            "      --precision bf16 --run runs/first",
            ""
        })
final class PretrainCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FOLDER",
            description = "Folder of pictures, of any depth, or a text file with one path a line.")
    private Path folder;

    @Mixin
    private RunOptions run;

    @Option(
            names = "--out",
            description = "Model file to write besides, after every epoch (safetensors, float32): the weights alone.")
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
            description = "Epochs between probes, at least 1 (default: ${DEFAULT-VALUE}).")
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
        RunRequest request = run.request(folder, config, this::probe, device, threads, out);
        PretrainRun training = new PretrainRun(request, line -> {
            print.println(line);
            print.flush();
        });
        try (StopOnSignal _ = new StopOnSignal(training)) {
            return training.run() == RunState.FAILED ? 1 : 0;
        }
    }

    private Optional<RunRequest.Probe> probe(ImageFolder pictures) {
        return Optional.ofNullable(probeFolder)
                .map(held -> new RunRequest.Probe(
                        new NearestNeighbourProbe(pictures, ImageFolder.scan(held), imageSize), probeEvery));
    }
}
