package ijepa.app.cli.bench;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

import com.google.gson.GsonBuilder;
import ijepa.app.cli.DeviceOptions;
import ijepa.core.InputException;
import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.TorchGenerator;
import ijepa.core.mask.UnbiasedMultiBlockSampler;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PublishedSize;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.MatrixProductPeak;
import ijepa.core.tensor.OptimizerKernels.AdamW;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.ProcessMemory;
import ijepa.core.tensor.TensorEngine;
import ijepa.core.train.Loss;
import ijepa.core.train.Regulariser;
import ijepa.core.train.StepMasks;
import ijepa.core.train.StepSettings;
import ijepa.core.train.StepWork;
import ijepa.core.train.TrainingStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ijepa bench step}. */
@Command(
        name = "step",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Time of one pretraining step: forward, backward, AdamW and the target encoder's moving average.",
            "Noise stands for the pictures; masks are new in each step.",
            ""
        })
final class BenchStepCommand implements Callable<Integer> {

    private static final int WARM_UP = 2;

    @Option(
            names = "--model",
            defaultValue = "small",
            description = "tiny, small, base, large, huge or giant (default: ${DEFAULT-VALUE}).")
    private PublishedSize size;

    @Option(
            names = "--patch-size",
            defaultValue = "16",
            description = "Side of a patch in pixels (default: ${DEFAULT-VALUE}).")
    private int patchSize;

    @Option(
            names = "--image-size",
            defaultValue = "224",
            description = "Side of the pictures in pixels (default: ${DEFAULT-VALUE}).")
    private int imageSize;

    @Option(names = "--batch-size", defaultValue = "8", description = "Pictures a step (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(
            names = "--predictor-dim",
            defaultValue = "384",
            description = "Width of the predictor (default: ${DEFAULT-VALUE}).")
    private int predictorDim;

    @Option(
            names = "--predictor-depth",
            defaultValue = "6",
            description = "Blocks of the predictor (default: ${DEFAULT-VALUE}).")
    private int predictorDepth;

    @Option(
            names = "--min-keep",
            defaultValue = "10",
            description = "A mask keeps more patches than this (default: ${DEFAULT-VALUE}).")
    private int minKeep;

    @Option(names = "--precision", defaultValue = "fp32", description = "fp32 or bf16 (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--steps",
            defaultValue = "10",
            description = "Steps that count, after two that do not (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--checkpoint-activations",
            description = "Compute transformer blocks again for the backward pass instead of keeping them.")
    private boolean recompute;

    @Option(
            names = "--unbiased",
            description =
                    "Masks with sizes of their own in every picture, nothing cut, in place of the published ones.")
    private boolean unbiased;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (steps < 1 || batchSize < 1) {
            throw new InputException(
                    "--steps and --batch-size must be at least 1, not " + steps + " and " + batchSize + ".");
        }
        ModelSpec model = size.model(imageSize, patchSize, predictorDim, predictorDepth);
        MultiBlockSettings masks =
                MultiBlockSettings.published(model.encoder().grid()).withMinKeep(minKeep);
        masks.requireSatisfiable();
        ComputeDevice where = device.device();
        TensorEngine engine = TensorEngine.start();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("bench", "step");
        result.put("model", size.name().toLowerCase(Locale.ROOT) + "/" + patchSize);
        result.put("image_size", imageSize);
        result.put("batch_size", batchSize);
        result.put("masks", unbiased ? "unbiased" : "published");
        result.put("checkpoint_activations", recompute);
        result.put("precision", precision.name().toLowerCase(Locale.ROOT));
        result.put("device", where.toString());
        result.put("threads", engine.threads());
        result.put("engine", "PyTorch " + engine.version());
        measure(result, model, masks, where);
        double reached = (double) result.get("gflops");
        double peak = 1e-9 * MatrixProductPeak.measure(engine, where, precision);
        result.put("peak_gflops", peak);
        result.put("share_of_peak", reached / peak);
        print(result);
        return 0;
    }

    private void measure(Map<String, Object> result, ModelSpec spec, MultiBlockSettings settings, ComputeDevice where) {
        MaskSampler sampler = unbiased ? new UnbiasedMultiBlockSampler(settings) : new MultiBlockSampler(settings);
        TorchGenerator places = new TorchGenerator(0);
        TrainingStep.Images images = noise();
        TrainingStep.Rates rates = new TrainingStep.Rates(2e-4, 0.04, 0.996);
        double[] speeds = new double[steps];
        double published = 0;
        double computed = 0;
        double seconds = 0;
        try (IJepa model = IJepa.load(spec, new Initialisation(spec, 0), where, precision);
                TrainingStep step = new TrainingStep(
                        model,
                        Loss.SMOOTH_L1,
                        new Regulariser.None(),
                        AdamW.PUBLISHED,
                        new StepSettings(1, 0, recompute))) {
            for (int i = -WARM_UP; i < steps; i++) {
                MaskBatch drawn = sampler.sample(WARM_UP + i, batchSize, places);
                StepMasks masks = new StepMasks(drawn.context(), drawn.target());
                long start = System.nanoTime();
                step.run(images, masks, rates);
                step.synchronise();
                double passed = (System.nanoTime() - start) / 1e9;
                if (i >= 0) {
                    StepWork work = StepWork.of(spec, masks);
                    speeds[i] = batchSize / passed;
                    published += work.published() / steps;
                    computed += work.computed() / steps;
                    seconds += passed / steps;
                }
            }
        }
        Timing timing = new Timing(speeds);
        result.put("steps", steps);
        result.put("median_ms", 1e3 * batchSize / timing.median());
        result.put("min_ms", 1e3 * batchSize / timing.fastest());
        result.put("max_ms", 1e3 * batchSize / timing.slowest());
        result.put(
                "step_ms",
                Arrays.stream(speeds).map(speed -> 1e3 * batchSize / speed).toArray());
        result.put("images_per_second", timing.median());
        result.put("published_gflop", 1e-9 * published);
        result.put("computed_gflop", 1e-9 * computed);
        result.put("gflops", 1e-9 * computed / seconds);
        ProcessMemory.peak().ifPresent(bytes -> result.put("peak_memory_mb", bytes / 1e6));
    }

    private TrainingStep.Images noise() {
        int values = batchSize * 3 * imageSize * imageSize;
        ByteBuffer pixels = ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder());
        FloatBuffer floats = pixels.asFloatBuffer();
        SplittableRandom random = new SplittableRandom(0);
        for (int i = 0; i < values; i++) {
            floats.put(i, (float) random.nextGaussian());
        }
        return new TrainingStep.Images(batchSize, imageSize, imageSize, pixels);
    }

    private void print(Map<String, Object> result) {
        PrintWriter print = spec.commandLine().getOut();
        if (json) {
            print.println(new GsonBuilder().setPrettyPrinting().create().toJson(result));
        } else {
            print.printf(
                    Locale.ROOT,
                    "ViT %s, %d px, batch %d, %s on %s, %d threads, %s%n",
                    result.get("model"),
                    imageSize,
                    batchSize,
                    result.get("precision"),
                    result.get("device"),
                    result.get("threads"),
                    result.get("engine"));
            print.printf(
                    Locale.ROOT,
                    "step      median %.0f ms, min %.0f ms, max %.0f ms over %d steps: %.2f images/s%n",
                    result.get("median_ms"),
                    result.get("min_ms"),
                    result.get("max_ms"),
                    steps,
                    result.get("images_per_second"));
            print.printf(
                    Locale.ROOT,
                    "work      %.0f GFLOP (the published code's step: %.0f), %.0f GFLOP/s: %.0f%% of the %.0f of a large matrix product%n",
                    result.get("computed_gflop"),
                    result.get("published_gflop"),
                    result.get("gflops"),
                    100 * (double) result.get("share_of_peak"),
                    result.get("peak_gflops"));
            if (result.containsKey("peak_memory_mb")) {
                print.printf(Locale.ROOT, "memory    %.0f MB at most%n", result.get("peak_memory_mb"));
            }
        }
        print.flush();
    }
}
