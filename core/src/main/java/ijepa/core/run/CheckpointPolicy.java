package ijepa.core.run;

import ijepa.core.InputException;
import ijepa.core.config.WorkbenchSection;

/**
 * When checkpoints are written and which are kept. One is also written when a run stops or ends.
 *
 * @param everyEpochs at the end of every so many epochs; 0 never
 * @param everyMinutes and when the last one is so old; 0 never
 * @param keepLast    so many of the newest are kept, at least 1; 2 leave one to go back to when the newest is damaged
 * @param keepEvery   those at the end of every so many epochs are kept for ever; 0 none
 */
public record CheckpointPolicy(int everyEpochs, double everyMinutes, int keepLast, int keepEvery) {

    /** Every epoch and every ten minutes, the last two kept. */
    public static final CheckpointPolicy STANDARD = new CheckpointPolicy(1, 10, 2, 0);

    public CheckpointPolicy {
        require(everyEpochs >= 0, "every_epochs", everyEpochs, "0 or more");
        require(everyMinutes >= 0, "every_minutes", everyMinutes, "0 or more");
        require(keepLast >= 1, "keep_last", keepLast, "at least 1");
        require(keepEvery >= 0, "keep_every_epochs", keepEvery, "0 or more");
        if (keepEvery > 0 && (everyEpochs == 0 || keepEvery % everyEpochs != 0)) {
            throw new InputException("workbench.checkpointing.keep_every_epochs is " + keepEvery
                    + " but must be a multiple of workbench.checkpointing.every_epochs, which is " + everyEpochs + ".");
        }
    }

    static CheckpointPolicy of(WorkbenchSection.Checkpointing section) {
        return new CheckpointPolicy(
                section.everyEpochs(), section.everyMinutes(), section.keepLast(), section.keepEvery());
    }

    private static void require(boolean holds, String field, Number value, String wanted) {
        if (!holds) {
            throw new InputException(
                    "workbench.checkpointing." + field + " is " + value + " but must be " + wanted + ".");
        }
    }

    /** Whether one is due after so many epochs. */
    boolean isDueAfter(int epochs) {
        return everyEpochs > 0 && epochs % everyEpochs == 0;
    }

    /** Whether one of so many steps is kept for ever. */
    boolean keepsForEver(long step, int iterationsPerEpoch) {
        return keepEvery > 0 && step > 0 && step % ((long) keepEvery * iterationsPerEpoch) == 0;
    }
}
