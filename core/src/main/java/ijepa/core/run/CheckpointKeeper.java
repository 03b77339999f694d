package ijepa.core.run;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import ijepa.core.InputException;

/** Writes checkpoints when they are due. One that cannot be written costs a message, not the run. */
final class CheckpointKeeper {

    private final CheckpointStore store;
    private final CheckpointPolicy policy;
    private final Fingerprint fingerprint;
    private final int threads;
    private final RunLog log;
    private final BooleanSupplier recordsOnDisk;
    private final LongSupplier nanoTime;
    private long lastAttempt;
    private long savedStep;
    private long attemptedStep = -1;

    /**
     * A keeper.
     *
     * @param startStep     steps that the store's newest checkpoint, or the run's beginning, has done
     * @param recordsOnDisk brings the metrics to the disk: a checkpoint must never be ahead of them
     */
    CheckpointKeeper(
            CheckpointStore store,
            CheckpointPolicy policy,
            Fingerprint fingerprint,
            int threads,
            long startStep,
            RunLog log,
            BooleanSupplier recordsOnDisk,
            LongSupplier nanoTime) {
        this.store = store;
        this.policy = policy;
        this.fingerprint = fingerprint;
        this.threads = threads;
        this.log = log;
        this.recordsOnDisk = recordsOnDisk;
        this.nanoTime = nanoTime;
        lastAttempt = nanoTime.getAsLong();
        savedStep = startStep;
    }

    boolean isDueByTime() {
        return policy.everyMinutes() > 0
                && nanoTime.getAsLong() - lastAttempt >= policy.everyMinutes() * TimeUnit.MINUTES.toNanos(1);
    }

    /**
     * Writes the state between two steps.
     *
     * @return whether it is on the disk
     */
    boolean write(Trainee training, double loss) {
        lastAttempt = nanoTime.getAsLong();
        long step = training.position().step();
        attemptedStep = step;
        try {
            if (!recordsOnDisk.getAsBoolean()) {
                throw new InputException("Metrics before it are not on the disk yet.");
            }
            TrainingCheckpoint.write(
                    training, new TrainingCheckpoint.Stamp(loss, fingerprint, threads), store.file(step));
        } catch (InputException failure) {
            log.say("The checkpoint after step " + step + " was not written. " + failure.getMessage()
                    + " The checkpoint before it is as it was.");
            return false;
        }
        savedStep = step;
        training.saved();
        try {
            store.prune(policy);
        } catch (InputException failure) {
            log.say(failure.getMessage());
        }
        return true;
    }

    /** Whether writing after this step was tried, with or without success. */
    boolean tried(long step) {
        return attemptedStep == step;
    }

    /** Whether the newest checkpoint holds all steps that were done. */
    boolean holds(long step) {
        return savedStep == step;
    }
}
