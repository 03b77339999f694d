package ijepa.core.preflight;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import com.sun.management.OperatingSystemMXBean;
import ijepa.core.InputException;
import ijepa.core.config.PretrainFile;
import ijepa.core.config.WorkbenchSection;
import ijepa.core.image.ImageFolder;
import ijepa.core.run.PictureSource;
import ijepa.core.run.Resumption;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunRequest;
import ijepa.core.run.StartFile;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.DeviceMemory;
import ijepa.core.tensor.TensorEngine;
import ijepa.core.train.PretrainConfig;

/** Looks at everything that a run would need, and starts and writes nothing. */
public final class PreflightCheck {

    /** Batches whose masks are drawn. */
    private static final int DRAWN_BATCHES = 300;

    /** Steps that are timed. */
    private static final int TIMED_STEPS = 3;

    /** A cut that leaves less of the contexts than this makes another task of it. */
    private static final double MUCH_CUT = 0.8;

    private final PretrainFile file;
    private final RunDirectory directory;
    private final Beginning beginning;
    private final Extent extent;
    private final Consumer<String> progress;
    private final PreflightReport report = new PreflightReport();

    /**
     * How much is looked at.
     *
     * @param headers most pictures whose headers are read
     * @param timing  whether steps are done on the device
     */
    public record Extent(int headers, boolean timing) {

        /** Everything; of very large folders a sample. */
        public static final Extent WHOLE = new Extent(20_000, true);

        public Extent {
            if (headers < 1) {
                throw new IllegalArgumentException("At least one header must be read, not " + headers + ".");
            }
        }
    }

    /**
     * A check.
     *
     * @param directory where the run would be kept
     * @param beginning whether it would go on with the run there
     * @param progress  is told what is being looked at
     */
    public PreflightCheck(
            PretrainFile file, RunDirectory directory, Beginning beginning, Extent extent, Consumer<String> progress) {
        this.file = file;
        this.directory = directory;
        this.beginning = beginning;
        this.extent = extent;
        this.progress = progress;
    }

    /** Looks at everything; call once. */
    public PreflightReport run() {
        PretrainConfig config;
        ComputeDevice device;
        try {
            config = PretrainConfig.of(file);
        } catch (InputException refused) {
            report.failed("configuration", refused.getMessage());
            return report;
        }
        configuration();
        if (!place()) {
            attempt("start", () -> start(config));
        }
        attempt("pictures", () -> pictures(config));
        Optional<MaskForecast> masks = masks(config);
        new LearningRateAdvice(file).addTo(report);
        try {
            device = ComputeDevice.parse(file.workbench().device().name());
            report.passed("device", "The networks run on " + device + " in " + config.precision() + ".");
        } catch (InputException absent) {
            report.failed("device", absent.getMessage());
            return report;
        }
        if (masks.isEmpty()) {
            return report;
        }
        MemoryEstimate memory = MemoryEstimate.of(config, masks.get(), device instanceof ComputeDevice.Cpu);
        boolean fits = memory(memory, device);
        attempt("disk", () -> disk(memory));
        if (extent.timing() && fits) {
            attempt(
                    "time",
                    "A step does not fit into memory: lower data.batch_size (--batch-size) and raise"
                            + " workbench.step.accumulate in its place, or set workbench.step.checkpoint_activations.",
                    () -> time(config, device));
        }
        return report;
    }

    /** Whether the run would go on from a checkpoint of its own, so that it starts from no other. */
    private boolean place() {
        try {
            directory.requireReady(beginning.resumes());
        } catch (InputException failure) {
            report.failed("run directory", failure.getMessage());
            return false;
        }
        report.passed(
                "run directory",
                directory.path() + (beginning.resumes() ? " holds a run to go on with." : " is free."));
        try {
            return beginning.resumes()
                    && ResumptionLook.add(
                            Resumption.of(file, directory), beginning == Beginning.RESUMED_WITH_CHANGES, report);
        } catch (InputException failure) {
            report.failed("resumption", failure.getMessage());
            return true;
        }
    }

    private void start(PretrainConfig config) {
        file.meta().startsFrom(file.logging()).ifPresent(start -> {
            try (StartFile checkpoint = StartFile.open(start, config)) {
                report.passed("start", "The run would be " + checkpoint.about() + ".");
            }
        });
    }

    private void attempt(String topic, Runnable look) {
        attempt(topic, "Java's memory is not enough for this look: give it more (IJEPA_JAVA_OPTIONS=-Xmx16g).", look);
    }

    /** Looks, and reports what goes wrong; where memory is exhausted, in the given words. */
    private void attempt(String topic, String exhausted, Runnable look) {
        try {
            look.run();
        } catch (InputException failure) {
            report.failed(topic, failure.getMessage());
        } catch (RuntimeException | OutOfMemoryError failure) {
            if (!DeviceMemory.isExhausted(failure)) {
                throw failure;
            }
            report.failed(topic, exhausted);
        }
    }

    private void configuration() {
        report.passed("configuration", "Every field lies in its range.");
        List<String> unknown = file.unknownPaths();
        if (!unknown.isEmpty()) {
            report.warned(
                    "configuration",
                    "These fields are not known here and decide nothing: " + String.join(", ", unknown) + ".",
                    "Look for slips of the pen.");
        }
    }

    private void pictures(PretrainConfig config) {
        PictureSource source = PictureSource.of(file);
        ImageFolder pictures = source.scan();
        int batch = config.effectiveBatch();
        int steps = config.iterationsPerEpoch(pictures.size());
        if (steps == 0) {
            report.failed(
                    "pictures",
                    source.training() + " has " + count(pictures.size(), "picture") + ", fewer than one batch of "
                            + batch + ": lower data.batch_size (--batch-size)"
                            + (config.step().accumulate() > 1 ? " or workbench.step.accumulate" : "")
                            + " or add pictures.");
        } else {
            report.passed(
                    "pictures",
                    count(pictures.size(), "picture") + " in "
                            + (pictures.classes().isEmpty()
                                    ? "no classes"
                                    : count(pictures.classes().size(), "class"))
                            + ": " + count(steps, "step") + " an epoch, " + (pictures.size() - steps * batch)
                            + " left out of each.");
        }
        headers(config, pictures);
        attempt(
                "probe",
                () -> source.probe(file, pictures)
                        .ifPresentOrElse(
                                probe -> probe(
                                        probe,
                                        source.heldOut().get(),
                                        config.model().encoder().embedDim()),
                                () -> report.passed(
                                        "probe",
                                        "None: name held-out pictures with workbench.probe.folder (--probe).")));
    }

    private void probe(RunRequest.Probe probe, Path heldOut, int dimension) {
        long bytes = probe.probe().bytes(dimension);
        long heap = Runtime.getRuntime().maxMemory();
        String text = String.format(
                Locale.ROOT,
                "Nearest neighbours are measured on %s every %s; the features of all pictures take %.2f GB of Java's %.1f.",
                heldOut,
                count(probe.everyEpochs(), "epoch"),
                bytes / 1e9,
                heap / 1e9);
        if (bytes < heap / 2) {
            report.passed("probe", text);
        } else {
            report.warned(
                    "probe",
                    text,
                    "Give Java more (IJEPA_JAVA_OPTIONS=-Xmx16g), or turn the probe off with workbench.probe.every_epochs=0"
                            + " (--probe-every 0).");
        }
    }

    private void headers(PretrainConfig config, ImageFolder pictures) {
        DataScan scan = DataScan.of(
                pictures,
                extent.headers(),
                config.model().encoder().patchSize(),
                done -> progress.accept("headers read: " + done));
        String of = scan.looked() + " of " + pictures.size() + " headers read";
        if (!scan.unusable().isEmpty()) {
            double allowed = file.workbench().loader().largestUnreadableShare();
            String text = of + ": " + count(scan.unusable().size(), "picture") + " cannot be used, for example: "
                    + scan.unusable().getFirst();
            if (scan.shorterSides().length == 0) {
                report.failed("headers", text + " No other can.");
            } else if (scan.unusableShare() > allowed) {
                report.failed(
                        "headers",
                        text + " This is more than the share of " + allowed
                                + " that workbench.loader.largest_unreadable_share (--max-unreadable) allows.");
            } else {
                report.warned("headers", text, "They will be skipped; repair or remove them.");
            }
        }
        if (scan.shorterSides().length > 0) {
            sizes(config.loader().imageSize(), scan, of);
        }
    }

    private void sizes(int crop, DataScan scan, String of) {
        int[] sides = scan.shorterSides();
        String text = of + ": shorter sides of " + sides[0] + " to " + sides[sides.length - 1]
                + " pixels, half of them " + scan.medianSide() + " or more.";
        if (scan.medianSide() < crop) {
            report.warned(
                    "sizes",
                    text,
                    "Most pictures are smaller than a crop of " + crop
                            + " pixels and will be blurred: lower data.crop_size (--image-size).");
        } else {
            report.passed("sizes", text);
        }
    }

    /** Empty where masks cannot be drawn, which is reported. */
    private Optional<MaskForecast> masks(PretrainConfig config) {
        int batch = config.effectiveBatch();
        MaskForecast masks;
        try {
            masks = MaskForecast.of(config.masks(), batch, config.seed(), DRAWN_BATCHES);
        } catch (InputException impossible) {
            report.failed("masks", impossible.getMessage());
            return Optional.empty();
        }
        double left = masks.keptShare() / masks.drawnShare();
        String sizes = String.format(
                Locale.ROOT,
                "%.0f patches, to predict %s of %.0f.",
                masks.context(),
                count(masks.targets(), "target"),
                masks.target());
        String text = left == 1
                ? String.format(
                        Locale.ROOT,
                        "The context is %.0f%% of a picture and nothing is cut: %s",
                        100 * masks.drawnShare(),
                        sizes)
                : String.format(
                        Locale.ROOT,
                        "The context is %.0f%% of a picture as drawn and %.0f%% after a batch of %d is cut to its shortest: %s",
                        100 * masks.drawnShare(),
                        100 * masks.keptShare(),
                        batch,
                        sizes);
        if (left < MUCH_CUT) {
            report.warned(
                    "masks",
                    text,
                    "As in the published code, the cut takes the lower rows of most contexts; a smaller batch is cut less.");
        } else {
            report.passed("masks", text);
        }
        return Optional.of(masks);
    }

    /** Whether the processor's memory seems to be enough; of a GPU's the user must judge. */
    private boolean memory(MemoryEstimate memory, ComputeDevice device) {
        String text = String.format(
                Locale.ROOT,
                "%.1f million parameters; weights, gradients and moments %.2f GB, activations %.2f GB",
                memory.parameters() / 1e6,
                memory.state() / 1e9,
                memory.activations() / 1e9);
        if (!(device instanceof ComputeDevice.Cpu)) {
            report.passed(
                    "memory", text + String.format(Locale.ROOT, ": %.1f GB on %s.", memory.onDevice() / 1e9, device));
            return true;
        }
        long present =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        text += String.format(
                Locale.ROOT,
                ", pictures up to %.2f GB: %.1f GB in all of %.1f.",
                memory.pictures() / 1e9,
                memory.onProcessor() / 1e9,
                present / 1e9);
        boolean fits = memory.onProcessor() < present;
        if (fits) {
            report.passed("memory", text);
        } else {
            report.warned(
                    "memory",
                    text,
                    "Lower data.batch_size, workbench.loader.cache_gb or the model's size; no steps were timed.");
        }
        return fits;
    }

    private void disk(MemoryEstimate memory) {
        WorkbenchSection.Checkpointing policy = file.workbench().checkpointing();
        long forEver = policy.keepEvery() > 0 ? file.optimization().epochs() / policy.keepEvery() : 0;
        long kept = policy.keepLast() + 1L + forEver;
        double needed = kept * memory.checkpoint() / 1e9;
        double free = directory.usableBytes() / 1e9;
        String text = String.format(
                Locale.ROOT,
                "A checkpoint takes %.2f GB; %d at once %.2f GB of %.1f free.",
                memory.checkpoint() / 1e9,
                kept,
                needed,
                free);
        if (needed < free) {
            report.passed("disk", text);
        } else {
            report.warned(
                    "disk",
                    text,
                    forEver > 0
                            ? "Make room, or keep fewer: workbench.checkpointing.keep_every_epochs keeps " + forEver
                                    + " of them."
                            : "Make room, or lower workbench.checkpointing.keep_last (--keep-last).");
        }
    }

    private void time(PretrainConfig config, ComputeDevice device) {
        progress.accept("timing steps");
        if (file.workbench().device().threads() > 0) {
            TensorEngine.start().setThreads(file.workbench().device().threads());
        }
        double seconds = StepTrial.seconds(config, device, TIMED_STEPS);
        long steps = config.iterationsPerEpoch(PictureSource.of(file).scan().size());
        int epochs = config.optimization().epochs();
        report.passed(
                "time",
                String.format(
                        Locale.ROOT,
                        "A step takes %.2f s here and now (%.1f images/s): %s an epoch, %s for %s, if pictures come as fast.",
                        seconds,
                        config.effectiveBatch() / seconds,
                        duration(seconds * steps),
                        duration(seconds * steps * epochs),
                        count(epochs, "epoch")));
    }

    static String duration(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return seconds < 2 * 3600
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    private static String count(int number, String noun) {
        return number + " " + (number == 1 ? noun : noun.endsWith("s") ? noun + "es" : noun + "s");
    }
}
