package ijepa.app.pretrain;

import java.util.List;
import java.util.Locale;

import ijepa.core.InputException;
import ijepa.core.config.PretrainFile;
import ijepa.core.run.RunKind;
import ijepa.core.run.RunStatus;
import ijepa.core.train.PretrainConfig;
import ijepa.core.train.Schedules;

/**
 * What it means to go on with a run past its planned end. Pretraining's published schedules are functions of the step and of
 * all steps: with more epochs, each has another value at the step where the run goes on, and that is said before.
 *
 * @param length of the longer run, in epochs, or in steps for a decoder
 * @param text   what changes, in sentences
 */
record Continuation(int length, String text) {

    /** Whether a run's length is counted in steps, as a decoder's is, and not in epochs. */
    static boolean countsSteps(RunStatus status) {
        return status.kind() == RunKind.DECODER;
    }

    /** How long a run is meant to be, in what its kind is counted in. */
    static int planned(RunStatus status) {
        return countsSteps(status)
                ? Math.toIntExact(status.progress().totalSteps())
                : status.progress().epochs();
    }

    /**
     * Looks at a decoder's run that has ended.
     *
     * @param steps that the whole run is to have
     * @throws InputException when the run is as long already
     */
    static Continuation ofDecoder(RunStatus status, int steps) {
        if (steps <= status.progress().step()) {
            throw new InputException("The run has done " + status.progress().step() + " steps already: choose more.");
        }
        return new Continuation(
                steps,
                "It goes on after step " + status.progress().step()
                        + " as if it had been meant to have so many steps: nothing else depends on their number.");
    }

    /**
     * Looks at a pretraining run that has ended.
     *
     * @param settings of the run
     * @param status   what it last said
     * @param epochs   that the whole run is to have
     * @throws InputException when the run is as long already, or its settings do not allow it
     */
    static Continuation of(PretrainFile settings, RunStatus status, int epochs) {
        int before = settings.optimization().epochs();
        RunStatus.Progress progress = status.progress();
        if (epochs <= before) {
            throw new InputException("The run has " + before + " epochs already: choose more.");
        }
        long iterations = progress.totalSteps() / Math.max(1, progress.epochs());
        if (iterations == 0) {
            throw new InputException("The run ended before it knew how long it is: resume it first.");
        }
        // The step that would be the next.
        long step = progress.step();
        Schedules was = schedules(settings, iterations);
        Schedules is = schedules(
                PretrainFile.parse(settings.toYaml(), "The run", List.of("optimization.epochs=" + epochs)), iterations);
        return new Continuation(
                epochs,
                String.format(
                        Locale.ROOT,
                        "The schedules are stretched to %d epochs, as if the run had been meant to be so long. At step %d"
                                + " the learning rate is then %.2e (it was %.2e), the weight decay %.3f (%.3f), the"
                                + " momentum %.5f (%.5f). The result is that of neither a run of %d nor one of %d epochs"
                                + " from the start.",
                        epochs,
                        step,
                        is.learningRate().at(step),
                        was.learningRate().at(Math.max(0, step - 1)),
                        is.weightDecay().at(step),
                        was.weightDecay().at(Math.max(0, step - 1)),
                        is.momentum().at(step),
                        was.momentum().at(Math.max(0, step - 1)),
                        before,
                        epochs));
    }

    private static Schedules schedules(PretrainFile file, long iterations) {
        return Schedules.of(PretrainConfig.of(file).optimization(), iterations);
    }
}
