package ijepa.renderer.diffusion;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

import ijepa.core.InputException;
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
    private final DecoderMatch match;
    private final ImageFolder pictures;
    private final ComputeDevice device;

    private DecoderRun(DecoderSettings settings, RunDirectory directory, boolean acceptChanges) {
        this.settings = settings;
        this.directory = directory;
        this.acceptChanges = acceptChanges;
        settings.requireUsable();
        config = settings.config();
        match = new DecoderMatch(config.sketch(), acceptChanges);
        if (settings.pictures() == null) {
            throw new InputException("There is nothing to learn from: name a folder of pictures with --data.");
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
        DecoderRun run = new DecoderRun(settings.absolute(), directory, acceptChanges);
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
            DecoderSpec spec = DecoderSpec.of(model, settings.encoderName(), config);
            DecoderTraining training;
            boolean changed = false;
            if (from.isPresent()) {
                requireWithin(from.get().position().step(), config.steps());
                try (DecoderFile.Stored stored = DecoderFile.open(from.get().path())) {
                    boolean same = match.goesOn(stored, "The run in " + directory.path(), spec, says);
                    changed = !same;
                    DecoderStart start =
                            DecoderStart.ofCheckpoint(stored, from.get().position());
                    if (!same) {
                        says.accept("The scale of conditions and their sketches are measured anew.");
                    }
                    training = open(model, spec, same ? start : start.forOtherEmbeddings(), says);
                }
            } else if (settings.startFrom() != null) {
                try (DecoderFile.Stored stored = DecoderFile.open(Path.of(settings.startFrom()))) {
                    DecoderMatch.Start found = match.starts(stored, settings.startFrom(), spec, says);
                    boolean larger = found.levelMore();
                    boolean same = found.sameEncoder();
                    says.accept("starting from the weights of " + settings.startFrom() + ", which were trained for "
                            + stored.step() + " steps"
                            + (larger ? ", with one level more for larger pictures" : "")
                            + "; the optimiser starts anew"
                            + (same ? "" : ", and the scale of conditions and their sketches are measured anew"));
                    DecoderStart start = larger
                            ? DecoderStart.ofSmaller(stored, config.sketch() > 0, config.seed())
                            : DecoderStart.ofWeights(stored, config.sketch() > 0);
                    training = open(model, spec, same ? start : start.forOtherEmbeddings(), says);
                }
            } else {
                training = new DecoderTraining(model, spec, pictures, config, Optional.empty(), says);
            }
            return new DecoderTrainee(model, training, settings, pictures, directory, changed, says);
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

    private DecoderTraining open(IJepa model, DecoderSpec spec, DecoderStart start, Consumer<String> says) {
        return new DecoderTraining(model, spec, pictures, config, Optional.of(start), says);
    }

    private IJepa loadModel() {
        try (Checkpoint weights = settings.openCheckpoint()) {
            return IJepa.load(weights.spec(), weights.parameters(), device, config.precision());
        }
    }
}
