package ijepa.renderer.diffusion;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

import ijepa.core.InputException;
import ijepa.core.checkpoint.BundledModel;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.image.ImageFolder;
import ijepa.core.model.IJepa;
import ijepa.core.run.Fingerprint;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunKind;
import ijepa.core.run.RunOrder;
import ijepa.core.run.Trainee;
import ijepa.core.run.TrainingCheckpoint;
import ijepa.core.run.TrainingRun;
import ijepa.core.tensor.ComputeDevice;

/** A decoder's training as a run in its directory, as pretraining is one. */
public final class DecoderRun {

    private final DecoderSettings settings;
    private final DecoderTrainingConfig config;
    private final RunDirectory directory;
    private final boolean acceptChanges;
    private final ImageFolder pictures;
    private final ComputeDevice device;

    private DecoderRun(DecoderSettings settings, RunDirectory directory, boolean acceptChanges) {
        this.settings = settings;
        this.directory = directory;
        this.acceptChanges = acceptChanges;
        config = settings.config();
        if (settings.pictures() == null) {
            throw new InputException("There is nothing to learn from: name a folder of pictures with --data.");
        }
        if (settings.sheetEvery() < 0) {
            throw new InputException("--sheet-every is " + settings.sheetEvery() + " but must be 0 or more steps.");
        }
        pictures = ImageFolder.scan(Path.of(settings.pictures()));
        device = ComputeDevice.parse(settings.device());
    }

    /**
     * A run that has not begun.
     *
     * @param resume        whether to go on with the run that is there
     * @param acceptChanges whether it may go on with other settings, pictures or weights than it was started with; another
     *     number of steps needs no leave
     * @param shown         is given each line for people
     * @throws InputException when a setting cannot be, or there are no pictures
     */
    public static TrainingRun of(
            DecoderSettings settings,
            RunDirectory directory,
            boolean resume,
            boolean acceptChanges,
            Consumer<String> shown) {
        DecoderRun run = new DecoderRun(settings, directory, acceptChanges);
        return new TrainingRun(run.order(resume), (from, says, lastLoss) -> run.start(from, says), shown);
    }

    private RunOrder order(boolean resume) {
        long perEpoch = Math.max(1, pictures.size() / Math.max(1, config.batchSize()));
        return new RunOrder(
                RunKind.DECODER,
                directory,
                resume,
                acceptChanges,
                settings.yaml(),
                Fingerprint.of(config.decisive(), pictures),
                settings.summary(),
                pictures,
                Math.toIntExact((config.steps() + perEpoch - 1) / perEpoch),
                settings.maxUnreadable(),
                settings.policy(),
                device,
                settings.threads(),
                Optional.empty());
    }

    private Trainee start(Optional<TrainingCheckpoint> from, Consumer<String> says) {
        IJepa model = loadModel();
        try {
            String name = settings.checkpoint() == null
                    ? BundledModel.NAME
                    : Path.of(settings.checkpoint()).getFileName().toString();
            DecoderSpec spec = DecoderSpec.of(model, name, config);
            DecoderTraining training;
            if (from.isPresent()) {
                requireWithin(from.get().position().step(), config.steps());
                try (DecoderFile.Stored stored = DecoderFile.open(from.get().path())) {
                    requireSameEncoder(stored, spec, says);
                    requireSameSketch(stored, "The run in " + directory.path());
                    training = open(
                            model,
                            spec,
                            DecoderStart.ofCheckpoint(stored, from.get().position()));
                }
            } else if (settings.startFrom() != null) {
                try (DecoderFile.Stored stored = DecoderFile.open(Path.of(settings.startFrom()))) {
                    boolean larger = hasLevelMore(stored, spec);
                    boolean same = requireSameEncoder(stored, spec, says);
                    if (same) {
                        requireSameSketch(stored, settings.startFrom());
                    }
                    says.accept("starting from the weights of " + settings.startFrom() + ", which were trained for "
                            + stored.step() + " steps"
                            + (larger ? ", with one level more for larger pictures" : "")
                            + "; the optimiser starts anew"
                            + (same ? "" : ", and the scale of conditions and their sketches are measured anew"));
                    DecoderStart start = larger
                            ? DecoderStart.ofSmaller(stored, config.sketch() > 0, config.seed())
                            : DecoderStart.ofWeights(stored, config.sketch() > 0);
                    training = open(model, spec, same ? start : start.forOtherEmbeddings());
                }
            } else {
                training = new DecoderTraining(model, spec, pictures, config, Optional.empty());
            }
            return new DecoderTrainee(model, training, settings, pictures, directory, says);
        } catch (RuntimeException | Error failure) {
            model.close();
            throw failure;
        }
    }

    /**
     * Looks whether a run of some steps reaches as far as one that is there.
     *
     * @throws InputException when it ends before
     */
    static void requireWithin(long done, long steps) {
        if (done > steps) {
            throw new InputException(done + " steps are done and steps (--steps) is " + steps + ": give at least "
                    + done + ", or start another run.");
        }
    }

    private DecoderTraining open(IJepa model, DecoderSpec spec, DecoderStart start) {
        return new DecoderTraining(model, spec, pictures, config, Optional.of(start));
    }

    private IJepa loadModel() {
        try (Checkpoint weights = settings.checkpoint() == null
                ? BundledModel.open()
                : Checkpoint.open(Path.of(settings.checkpoint()), OptionalInt.empty())) {
            return IJepa.load(weights.spec(), weights.parameters(), device, config.precision());
        }
    }

    /** Whether the settings ask for the stored decoder's shape with one level more; another shape is refused. */
    private boolean hasLevelMore(DecoderFile.Stored stored, DecoderSpec spec) {
        if (stored.spec().predicts() != spec.predicts()) {
            throw new InputException(settings.startFrom() + " is a decoder that predicts the "
                    + stored.spec().predicts().name().toLowerCase(Locale.ROOT) + ", but these settings ask for the "
                    + spec.predicts().name().toLowerCase(Locale.ROOT) + ": set predicts (--predicts) to what it does.");
        }
        if (stored.spec().unet().hasSketch() && !spec.unet().hasSketch()) {
            int side = stored.conditioning().sketch().orElseThrow().side();
            throw new InputException(
                    settings.startFrom() + " is a decoder that takes a sketch of its condition, but these"
                            + " settings have none: set sketch (--sketch) to its side, " + side + ".");
        }
        UNetSpec given = stored.spec().unet().withSketch(spec.unet().hasSketch());
        if (isSame(given, spec.unet())) {
            return false;
        }
        if (given.residualResampling() && isSame(AddedLevel.large(given), spec.unet())) {
            return true;
        }
        throw new InputException(settings.startFrom() + " is a decoder of another shape, "
                + given.forImageSize(spec.unet().imageSize())
                + " at this image size, than these settings ask for, " + spec.unet()
                + ": give the options it was trained with; only the image size may be another, and the first multiplier"
                + " may be there twice, for one level more.");
    }

    private static boolean isSame(UNetSpec given, UNetSpec wanted) {
        int size = wanted.imageSize();
        // Compared at one size, and each brought to it the same way: only which levels attend counts.
        return size % (1 << given.levels() - 1) == 0 && given.forImageSize(size).equals(wanted.forImageSize(size));
    }

    /** Sketches that the network knows are kept, so one of another side would be asked for in vain. */
    private void requireSameSketch(DecoderFile.Stored stored, String name) {
        int side = stored.conditioning().sketch().map(Sketch::side).orElse(0);
        if (side > 0 && side != config.sketch()) {
            throw new InputException(
                    name + " has sketches of " + side + " pixels a side, but these settings ask for " + config.sketch()
                            + ": set sketch (--sketch) to " + side + ", or train a decoder from fresh weights.");
        }
    }

    /** Whether a stored decoder was trained with these weights; where it was not, that must have been asked for. */
    private boolean requireSameEncoder(DecoderFile.Stored stored, DecoderSpec spec, Consumer<String> says) {
        if (stored.spec().encoder().equals(spec.encoder())) {
            return true;
        }
        String what = "The decoder was trained with other weights ("
                + stored.spec().weights() + ") than these (" + spec.weights() + ").";
        if (!acceptChanges) {
            throw new InputException(
                    what + " Give the same checkpoint, or add --accept-changes to go on all the same.");
        }
        says.accept(what + " Going on all the same, as asked.");
        return false;
    }
}
