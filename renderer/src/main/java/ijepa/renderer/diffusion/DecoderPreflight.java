package ijepa.renderer.diffusion;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;

import ijepa.core.InputException;
import ijepa.core.checkpoint.BundledModel;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.image.ImageFolder;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.ModelSpec;
import ijepa.core.preflight.PreflightReport;
import ijepa.core.run.RunCheckpoint;
import ijepa.core.run.RunDirectory;
import ijepa.core.tensor.ComputeDevice;

/** Looks at everything that a decoder's run would need, and starts and writes nothing. */
public final class DecoderPreflight {

    private static final long BYTES = 4;
    /** Weights, their gradients, two moments and the average. */
    private static final int COPIES = 5;

    private final DecoderSettings settings;
    private final DecoderTrainingConfig config;
    private final PreflightReport report = new PreflightReport();

    private DecoderPreflight(DecoderSettings settings) {
        this.settings = settings;
        config = settings.config();
    }

    /**
     * Looks.
     *
     * @param resume   whether the run would go on with the one that is there
     * @param progress is told what is being looked at
     */
    public static PreflightReport look(
            DecoderSettings settings, RunDirectory directory, boolean resume, Consumer<String> progress) {
        try {
            settings.requireUsable();
        } catch (InputException refused) {
            return PreflightReport.refused(refused);
        }
        return new DecoderPreflight(settings).run(directory, resume, progress);
    }

    private PreflightReport run(RunDirectory directory, boolean resume, Consumer<String> progress) {
        report.passed("settings", "Every value can be used.");
        attempt("run directory", () -> {
            directory.requireReady(resume);
            report.passed("run directory", directory.path() + (resume ? " holds a run to go on with." : " is free."));
        });
        if (resume) {
            attempt(
                    "resumption",
                    () -> RunCheckpoint.newest(directory).ifPresent(newest -> {
                        DecoderRun.requireWithin(newest.step(), config.steps());
                        report.passed("resumption", "The run would go on after step " + newest.step() + ".");
                    }));
        }
        progress.accept("looking at the checkpoint");
        attempt("checkpoint", this::checkpoint);
        progress.accept("looking through the pictures");
        attempt("pictures", this::pictures);
        attempt("device", () -> {
            ComputeDevice device = ComputeDevice.parse(settings.device());
            report.passed("device", "The networks run on " + device + " in " + config.precision() + ".");
        });
        attempt("disk", () -> disk(directory));
        return report;
    }

    private void attempt(String topic, Runnable look) {
        try {
            look.run();
        } catch (InputException failure) {
            report.failed(topic, failure.getMessage());
        }
    }

    private void checkpoint() {
        try (Checkpoint weights = open()) {
            ModelSpec spec = weights.spec();
            String name = settings.checkpoint() == null ? BundledModel.NAME : settings.checkpoint();
            if (config.imageShare() < 1 && spec.predictor().isEmpty()) {
                report.failed(
                        "checkpoint",
                        name + " holds no predictor, so there are no predicted blocks to learn: use one with all three"
                                + " networks, or learn whole images alone (image_share 1).");
                return;
            }
            report.passed(
                    "checkpoint",
                    name + ": embeddings of " + spec.encoder().embedDim() + " numbers, seen at "
                            + spec.encoder().imageSize() + " px.");
            masks(spec.encoder().grid());
        }
    }

    private Checkpoint open() {
        return settings.checkpoint() == null
                ? BundledModel.open()
                : Checkpoint.open(Path.of(settings.checkpoint()), OptionalInt.empty());
    }

    private void masks(PatchGrid grid) {
        MaskStrategy nearest = config.masks().nearestOn(grid);
        nearest.sampler(grid);
        if (nearest.equals(config.masks())) {
            report.passed("masks", "They can be drawn on " + grid.rows() + " x " + grid.columns() + " patches.");
        } else {
            report.warned(
                    "masks",
                    "On " + grid.rows() + " x " + grid.columns()
                            + " patches these masks cannot keep as many patches as they should; fewer will do.",
                    "Nothing, if blocks as large as that are what you want to see.");
        }
    }

    private void pictures() {
        if (settings.pictures() == null) {
            report.failed("pictures", "There is nothing to learn from: name a folder of pictures.");
            return;
        }
        ImageFolder found = ImageFolder.scan(Path.of(settings.pictures()));
        if (found.size() < config.batchSize()) {
            report.failed(
                    "pictures",
                    settings.pictures() + " has " + found.size() + " pictures, fewer than one batch of "
                            + config.batchSize() + ": lower batch_size or add pictures.");
            return;
        }
        double epochs = (double) config.steps() * config.batchSize() / found.size();
        report.passed(
                "pictures",
                String.format(
                        Locale.ROOT,
                        "%d in %s, each seen %.1f times in %d steps.",
                        found.size(),
                        settings.pictures(),
                        epochs,
                        config.steps()));
    }

    private void disk(RunDirectory directory) {
        long kept = COPIES * BYTES * parameters() * (settings.keepLast() + 1);
        if (directory.usableBytes() < kept) {
            report.failed(
                    "disk",
                    String.format(
                            Locale.ROOT,
                            "The checkpoints need %.1f GB, and there are %.1f: keep fewer, or name another folder.",
                            kept / 1e9,
                            directory.usableBytes() / 1e9));
        } else {
            report.passed("disk", String.format(Locale.ROOT, "The checkpoints need up to %.2f GB.", kept / 1e9));
        }
    }

    private long parameters() {
        // Any width of embeddings gives nearly the same: only one linear layer depends on it.
        return UNet.shapes(config.network().spec(config.imageSize(), 1)).values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, (a, b) -> a * b))
                .sum();
    }
}
