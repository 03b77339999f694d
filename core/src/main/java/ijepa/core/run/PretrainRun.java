package ijepa.core.run;

import java.util.Optional;
import java.util.function.Consumer;

import ijepa.core.InputException;

/** A pretraining run in its directory. See {@link TrainingRun}. */
public final class PretrainRun {

    private final TrainingRun run;

    /**
     * A run that has not begun.
     *
     * @param shown is given each line for people, which also goes to {@code log.txt}
     */
    public PretrainRun(RunRequest request, Consumer<String> shown) {
        run = new TrainingRun(
                order(request), (from, says, loss) -> new PretrainTrainee(request, from, says, loss), shown);
    }

    private static RunOrder order(RunRequest request) {
        return new RunOrder(
                RunKind.PRETRAINING,
                request.directory(),
                request.resume(),
                request.acceptChanges(),
                request.parameters(),
                Fingerprint.of(request.config(), request.pictures()),
                SettingsSummary.of(request.config()),
                request.pictures(),
                request.config().optimization().epochs(),
                request.maxUnreadable(),
                request.checkpoints(),
                request.device(),
                request.threads(),
                Optional.of(request.writeTag()));
    }

    /** The run as any other, to be stopped from elsewhere. */
    public TrainingRun training() {
        return run;
    }

    /** See {@link TrainingRun#stop}. */
    public void stop() {
        run.stop();
    }

    /**
     * See {@link TrainingRun#run}.
     *
     * @throws InputException as said there
     */
    public RunState run() {
        return run.run();
    }
}
