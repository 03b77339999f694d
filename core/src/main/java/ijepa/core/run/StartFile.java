package ijepa.core.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import ijepa.core.InputException;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.checkpoint.CheckpointFormat;
import ijepa.core.checkpoint.OptimizerState;
import ijepa.core.mask.TorchGenerator;
import ijepa.core.model.ModelSpec;
import ijepa.core.train.Position;
import ijepa.core.train.PretrainConfig;
import ijepa.core.train.TrainingStart;

/**
 * A checkpoint from elsewhere that a new run starts from. One of the published code with the optimiser's state goes on after
 * its epoch: schedules and mask sizes stand where they would be, and mask places begin anew from the seed, as they do
 * there. Of any other the weights are taken, and the run begins at epoch 0.
 */
public final class StartFile implements AutoCloseable {

    private final Path path;
    private final PretrainConfig config;
    private final Checkpoint checkpoint;
    private final Optional<OptimizerState> optimizer;

    private StartFile(Path path, PretrainConfig config, Checkpoint checkpoint, Optional<OptimizerState> optimizer) {
        this.path = path;
        this.config = config;
        this.checkpoint = checkpoint;
        this.optimizer = optimizer;
    }

    /**
     * Opens a checkpoint of any format that {@link Checkpoint} reads.
     *
     * @param config of the run that would start from it
     * @throws InputException when it cannot be read or is of another model, its optimiser's state is not the model's, or
     *     the run would be over
     */
    public static StartFile open(Path path, PretrainConfig config) {
        Checkpoint checkpoint =
                Checkpoint.open(path, OptionalInt.of(config.model().encoder().heads()));
        try {
            requireModel(path, checkpoint.spec(), config.model());
            StartFile file = new StartFile(
                    path,
                    config,
                    checkpoint,
                    checkpoint.format() == CheckpointFormat.OFFICIAL
                            ? checkpoint
                                    .optimizer()
                                    .filter(state -> !state.moments().isEmpty())
                            : Optional.empty());
            file.requireEpochsLeft();
            return file;
        } catch (RuntimeException failure) {
            checkpoint.close();
            throw failure;
        }
    }

    private static void requireModel(Path path, ModelSpec found, ModelSpec wanted) {
        if (!found.equals(wanted)) {
            throw new InputException(path + " holds another model than the configuration asks for: "
                    + SettingsSummary.of(found) + " instead of " + SettingsSummary.of(wanted)
                    + ". Set meta, data.crop_size and mask.patch_size to its own.");
        }
    }

    private void requireEpochsLeft() {
        int epochs = config.optimization().epochs();
        if (epochsDone() >= epochs) {
            throw new InputException(path + " has done " + epochsDone() + " epochs of the " + epochs
                    + " that optimization.epochs asks for: set more.");
        }
    }

    /** Epochs that the run need not do again. */
    public int epochsDone() {
        if (optimizer.isEmpty()) {
            return 0;
        }
        double epoch = checkpoint.detail("epoch").orElse(-1);
        if (epoch < 0 || epoch != Math.rint(epoch) || epoch > Integer.MAX_VALUE) {
            throw new InputException(path + " has an optimiser's state but does not say after which epoch it stands.");
        }
        return (int) epoch;
    }

    /** Where the run starts, in a sentence. */
    public String about() {
        return "starting from " + path
                + (optimizer.isPresent()
                        ? ", after its epoch " + epochsDone() + " with its optimiser's state"
                        : ": its weights alone, at epoch 0");
    }

    /**
     * The start of a run. Reads from this file, which must stay open until the training is made.
     *
     * @param pictures of the training
     */
    public TrainingStart start(int pictures) {
        return new TrainingStart(
                checkpoint.parameters(),
                optimizer.map(OptimizerState::source),
                Position.atEpoch(epochsDone(), config.iterationsPerEpoch(pictures)),
                new TorchGenerator(config.seed()).state());
    }

    @Override
    public void close() {
        checkpoint.close();
    }
}
