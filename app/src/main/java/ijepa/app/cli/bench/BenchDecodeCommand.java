package ijepa.app.cli.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.app.cli.DeviceOptions;
import ijepa.core.InputException;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.ProcessMemory;
import ijepa.core.tensor.TensorEngine;
import ijepa.renderer.diffusion.ConditionKind;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.diffusion.DecoderSpec;
import ijepa.renderer.diffusion.DecoderTrainingStep;
import ijepa.renderer.diffusion.NetworkShape;
import ijepa.renderer.diffusion.Sampler;
import ijepa.renderer.diffusion.SamplingListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ijepa bench decode}. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Time of one step of a decoder's training, and of drawing samples.",
            "Fresh weights are measured, on noise in place of pictures. A training step is noise, forward, backward,"
                    + " AdamW and the moving average; samples are drawn with dpm++. The time until the first estimate"
                    + " is that of one denoising step.",
            ""
        })
final class BenchDecodeCommand implements Callable<Integer> {

    private static final int WARM_UP = 2;

    @Option(names = "--image-size", defaultValue = "64", description = "Side in pixels (default: ${DEFAULT-VALUE}).")
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
            names = "--groups",
            defaultValue = "8",
            description = "Groups of every group norm (default: ${DEFAULT-VALUE}; RCDM: 32).")
    private int groups;

    @Option(
            names = "--embedding-dim",
            defaultValue = "192",
            description = "Numbers of an embedding (default: ${DEFAULT-VALUE}).")
    private int embeddingDim;

    @Option(names = "--batch-size", defaultValue = "8", description = "Pictures a step (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(names = "--samples", defaultValue = "8", description = "Samples to draw (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--sampling-steps",
            defaultValue = "20",
            description = "Denoising steps (default: ${DEFAULT-VALUE}).")
    private int samplingSteps;

    @Option(
            names = "--precision",
            split = ",",
            defaultValue = "fp32,bf16",
            description = "fp32, bf16 or both (default: ${DEFAULT-VALUE}).")
    private List<Precision> precisions;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--steps",
            defaultValue = "10",
            description = "Training steps that count, after two that do not (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Times that samples are drawn, after once that does not count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (steps < 1 || rounds < 1 || batchSize < 1 || samples < 1 || embeddingDim < 1) {
            throw new InputException(
                    "--steps, --rounds, --batch-size, --samples and --embedding-dim must be at least 1,"
                            + " not " + steps + ", " + rounds + ", " + batchSize + ", " + samples + " and "
                            + embeddingDim
                            + ".");
        }
        ComputeDevice where = device.device();
        DecoderSpec decoder = decoder();
        BenchReport report = new BenchReport("decode", "pictures/s");
        for (Precision precision : precisions) {
            train(report, decoder, where, precision);
        }
        for (Precision precision : precisions) {
            sample(report, decoder, where, precision);
        }
        report.print(spec.commandLine().getOut(), json);
        return 0;
    }

    private DecoderSpec decoder() {
        try {
            return DecoderSpec.of(
                    new NetworkShape(width, residualBlocks, multipliers, attention, groups),
                    imageSize,
                    embeddingDim,
                    "none",
                    "none");
        } catch (IllegalArgumentException impossible) {
            throw new InputException(impossible.getMessage(), impossible);
        }
    }

    private void train(BenchReport report, DecoderSpec decoder, ComputeDevice where, Precision precision) {
        double[] speeds = new double[steps];
        try (DecoderTrainingStep step = DecoderTrainingStep.fresh(decoder, 0, 0.9999, where, precision)) {
            for (int i = -WARM_UP; i < steps; i++) {
                try (NDManager scope = step.newScope()) {
                    NDArray pictures = noise(scope, batchSize, 3, imageSize, imageSize);
                    NDArray conditions = noise(scope, batchSize, decoder.unet().conditionDim());
                    long start = System.nanoTime();
                    // The loss is read from the device, and with it all before the update has ended.
                    step.run(scope, pictures, conditions, Optional.empty(), 1e-4, i);
                    step.synchronise();
                    if (i >= 0) {
                        speeds[i] = batchSize / seconds(start);
                    }
                }
            }
        }
        add(report, "training step", where, precision, batchSize, new Timing(speeds), 0);
    }

    private void sample(BenchReport report, DecoderSpec decoder, ComputeDevice where, Precision precision) {
        double[] speeds = new double[rounds];
        double[] firsts = new double[rounds];
        Decoder.Request request = new Decoder.Request(
                ConditionKind.IMAGE,
                new float[embeddingDim],
                LongStream.range(0, samples).toArray(),
                new Sampler.DpmSolver(),
                samplingSteps);
        try (Decoder untrained = Decoder.untrained(decoder, 0, where, precision)) {
            untrained.sample(request, SamplingListener.NONE);
            for (int i = 0; i < rounds; i++) {
                int round = i;
                long start = System.nanoTime();
                untrained.sample(request, (done, total, state) -> {
                    if (done == 1) {
                        state.estimate();
                        firsts[round] = 1 / seconds(start);
                    }
                    return true;
                });
                speeds[i] = samples / seconds(start);
            }
        }
        double first = 1e3 / new Timing(firsts).median();
        add(report, samplingSteps + " sampling steps", where, precision, samples, new Timing(speeds), first);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static NDArray noise(NDManager scope, int... sizes) {
        Shape shape = new Shape(Arrays.stream(sizes).asLongStream().toArray());
        float[] values = new float[Math.toIntExact(shape.size())];
        SplittableRandom random = new SplittableRandom(0);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return scope.create(values, shape);
    }

    private void add(
            BenchReport report,
            String work,
            ComputeDevice where,
            Precision precision,
            int pictures,
            Timing speed,
            double firstMilliseconds) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("work", work);
        settings.put("pictures", pictures);
        settings.put("precision", precision.name().toLowerCase(Locale.ROOT));
        settings.put("device", where.toString());
        settings.put("threads", TensorEngine.start().threads());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("median_ms", Math.round(1e3 * pictures / speed.median()));
        details.put("min_ms", Math.round(1e3 * pictures / speed.fastest()));
        details.put("first_estimate_ms", firstMilliseconds == 0 ? "-" : Math.round(firstMilliseconds));
        details.put(
                "peak_memory_mb",
                ProcessMemory.peak().isPresent()
                        ? Math.round(ProcessMemory.peak().getAsLong() / 1e6)
                        : "-");
        report.add(settings, speed, details);
    }
}
