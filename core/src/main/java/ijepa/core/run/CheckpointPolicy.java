package ijepa.core.run;

import ijepa.core.InputException;
import ijepa.core.config.WorkbenchSection;
import ijepa.core.train.Position;

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

    /** What the settings are called where a user gives them. */
    public record Names(String everyEpochs, String everyMinutes, String keepLast, String keepEvery) {

        static final Names PRETRAINING = new Names(
                "workbench.checkpointing.every_epochs",
                "workbench.checkpointing.every_minutes",
                "workbench.checkpointing.keep_last",
                "workbench.checkpointing.keep_every_epochs");
    }

    public CheckpointPolicy {
        require(everyEpochs, everyMinutes, keepLast, keepEvery, Names.PRETRAINING);
    }

    /**
     * A policy whose settings have names of their own.
     *
     * @throws InputException with these names when a value cannot be
     */
    public static CheckpointPolicy named(
            Names names, int everyEpochs, double everyMinutes, int keepLast, int keepEvery) {
        require(everyEpochs, everyMinutes, keepLast, keepEvery, names);
        return new CheckpointPolicy(everyEpochs, everyMinutes, keepLast, keepEvery);
    }

    private static void require(int everyEpochs, double everyMinutes, int keepLast, int keepEvery, Names names) {
        require(everyEpochs >= 0, names.everyEpochs, everyEpochs, "0 or more");
        require(everyMinutes >= 0, names.everyMinutes, everyMinutes, "0 or more");
        require(keepLast >= 1, names.keepLast, keepLast, "at least 1");
        require(keepEvery >= 0, names.keepEvery, keepEvery, "0 or more");
        if (keepEvery > 0 && (everyEpochs == 0 || keepEvery % everyEpochs != 0)) {
            throw new InputException(names.keepEvery + " is " + keepEvery + " but must be a multiple of "
                    + names.everyEpochs + ", which is " + everyEpochs + ".");
        }
    }

    static CheckpointPolicy of(WorkbenchSection.Checkpointing section) {
        return new CheckpointPolicy(
                section.everyEpochs(), section.everyMinutes(), section.keepLast(), section.keepEvery());
    }

    private static void require(boolean holds, String field, Number value, String wanted) {
        if (!holds) {
            throw new InputException(field + " is " + value + " but must be " + wanted + ".");
        }
    }

    /** Whether one is due after so many epochs. */
    boolean isDueAfter(int epochs) {
        return everyEpochs > 0 && epochs % everyEpochs == 0;
    }

    /** Whether some are kept for ever. */
    boolean keepsSome() {
        return keepEvery > 0;
    }

    /** Whether one of so far is kept for ever. */
    boolean keepsForEver(Position position) {
        return keepsSome() && position.iteration() == 0 && position.epoch() > 0 && position.epoch() % keepEvery == 0;
    }
}
