package ijepa.renderer.diffusion;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import ijepa.core.InputException;
import ijepa.core.checkpoint.BundledModel;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.image.ImageFolder;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.IJepa;
import ijepa.core.model.ModelSpec;
import ijepa.core.preflight.PreflightReport;
import ijepa.core.preflight.ResumptionLook;
import ijepa.core.run.Fingerprint;
import ijepa.core.run.Resumption;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunKind;
import ijepa.core.tensor.ComputeDevice;

/** Looks at everything that a decoder's run would need, and starts and writes nothing. */
public final class DecoderPreflight {

    private static final long BYTES = 4;
    /** Weights, their gradients, two moments and the average. */
    private static final int COPIES = 5;

    private final DecoderSettings settings;
    private final DecoderTrainingConfig config;
    private final boolean acceptChanges;
    private final DecoderMatch match;
    private final PreflightReport report = new PreflightReport();
    /** Null until they were looked through. */
    private ImageFolder pictures;

    private DecoderPreflight(DecoderSettings settings, boolean acceptChanges) {
        this.settings = settings;
        this.acceptChanges = acceptChanges;
        config = settings.config();
        match = new DecoderMatch(config.sketch(), acceptChanges);
    }

    /**
     * Looks.
     *
     * @param resume        whether the run would go on with the one that is there
     * @param acceptChanges whether with other settings, pictures or weights than it, or the decoder that it starts from, had
     * @param progress      is told what is being looked at
     */
    public static PreflightReport look(
            DecoderSettings settings,
            RunDirectory directory,
            boolean resume,
            boolean acceptChanges,
            Consumer<String> progress) {
        try {
            settings.requireUsable();
        } catch (InputException refused) {
            return PreflightReport.refused(refused);
        }
        return new DecoderPreflight(settings.absolute(), acceptChanges).run(directory, resume, progress);
    }

    private PreflightReport run(RunDirectory directory, boolean resume, Consumer<String> progress) {
        report.passed("settings", "Every value can be used.");
        attempt("run directory", () -> {
            directory.requireReady(resume);
            report.passed("run directory", directory.path() + (resume ? " holds a run to go on with." : " is free."));
        });
        progress.accept("looking at the checkpoint");
        attempt("checkpoint", this::checkpoint);
        progress.accept("looking through the pictures");
        attempt("pictures", this::pictures);
        if (report.isFit()) {
            // Where the model or the pictures are not there, nothing can be compared with them.
            boolean[] goesOn = {false};
            if (resume) {
                attempt("resumption", () -> goesOn[0] = resumes(directory, progress));
            }
            if (report.isFit() && !goesOn[0]) {
                attempt("start", () -> starts(progress));
            }
        }
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
        try (Checkpoint weights = settings.openCheckpoint()) {
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

    /** Whether there is a checkpoint that the run would go on from. */
    private boolean resumes(RunDirectory directory, Consumer<String> progress) {
        Resumption found = Resumption.of(directory, RunKind.DECODER, settings.yaml(), position -> {
            DecoderRun.requireWithin(position.step(), config.steps());
            return Fingerprint.of(config.decisive(), pictures);
        });
        boolean there = ResumptionLook.add(found, acceptChanges, report);
        found.checkpoint()
                .ifPresent(file -> compare(
                        file,
                        progress,
                        (stored, spec) ->
                                match.goesOn(stored, "The run in " + directory.path(), spec, this::otherWeights)));
        return there;
    }

    /** Looks at the decoder that the run would start from, where there is one. */
    private void starts(Consumer<String> progress) {
        String file = settings.startFrom();
        if (file != null) {
            compare(Path.of(file), progress, (stored, spec) -> {
                boolean larger =
                        match.starts(stored, file, spec, this::otherWeights).levelMore();
                report.passed(
                        "start",
                        "The run can start from the weights of " + file + ", which were trained for " + stored.step()
                                + " steps" + (larger ? ", with one level more for larger pictures." : "."));
            });
        }
    }

    private void otherWeights(String words) {
        report.warned("weights", words, "The scale of conditions and their sketches would be measured anew.");
    }

    private void compare(Path file, Consumer<String> progress, BiConsumer<DecoderFile.Stored, DecoderSpec> look) {
        progress.accept("comparing the model's weights with those of " + file);
        try (DecoderFile.Stored stored = DecoderFile.open(file)) {
            look.accept(stored, spec());
        }
    }

    private DecoderSpec spec() {
        try (Checkpoint weights = settings.openCheckpoint();
                IJepa model =
                        IJepa.load(weights.spec(), weights.parameters(), new ComputeDevice.Cpu(), config.precision())) {
            return DecoderSpec.of(model, settings.encoderName(), config);
        }
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
        pictures = ImageFolder.scan(Path.of(settings.pictures()));
        if (pictures.size() < config.batchSize()) {
            report.failed(
                    "pictures",
                    settings.pictures() + " has " + pictures.size() + " pictures, fewer than one batch of "
                            + config.batchSize() + ": lower batch_size or add pictures.");
            return;
        }
        double epochs = (double) config.steps() * config.batchSize() / pictures.size();
        report.passed(
                "pictures",
                String.format(
                        Locale.ROOT,
                        "%d in %s, each seen %.1f times in %d steps.",
                        pictures.size(),
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
