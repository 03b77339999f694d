package ijepa.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The steps of a run and what happens between them: numbers are recorded, commands done, checkpoints written. */
final class RunLoop implements Steering.Loop {

    /** Steps between two lines of progress. */
    private static final int LINE_EVERY = 20;

    private final RunOrder order;
    private final Trainee training;
    private final RunRecords records;
    private final CheckpointKeeper checkpoints;
    private final UnusablePictures unusable;
    private final StatusBoard board;
    private final Steering steering;
    private final RunLog log;
    private final List<Metric.OfStep> sinceLine = new ArrayList<>();
    private double lastLoss;

    /**
     * A loop.
     *
     * @param lastLoss of the step before; not a number where there is none
     */
    RunLoop(
            RunOrder order,
            Trainee training,
            RunRecords records,
            CheckpointKeeper checkpoints,
            StatusBoard board,
            Steering steering,
            RunLog log,
            double lastLoss) {
        this.lastLoss = lastLoss;
        this.order = order;
        this.training = training;
        this.records = records;
        this.checkpoints = checkpoints;
        this.board = board;
        this.steering = steering;
        this.log = log;
        unusable = new UnusablePictures(training.loader(), order.pictures(), order.maxUnreadable(), log);
    }

    /** Runs to the end, or until it is told to stop; returns whether all steps are done. */
    boolean run() {
        while (true) {
            // More than all, where a run goes on with settings that have fewer.
            if (training.position().iteration() >= training.iterationsPerEpoch()) {
                closeEpoch();
            }
            if (training.position().step() == training.totalSteps()) {
                return true;
            }
            if (!step()) {
                return false;
            }
        }
    }

    private boolean step() {
        Metric.OfStep step = training.step();
        lastLoss = step.loss();
        sinceLine.add(step);
        records.append(step);
        training.recorded();
        double seconds = sum(Metric.OfStep::seconds);
        double speed = sum(each -> each.imagesPerSecond() * each.seconds()) / seconds;
        showProgress(speed);
        if (step.iteration() % LINE_EVERY == LINE_EVERY - 1
                || step.iteration() == training.iterationsPerEpoch() - 1
                || step.stepsDone() == training.totalSteps()) {
            log.say(String.format(
                    Locale.ROOT,
                    "epoch %d/%d  step %d/%d  loss %.4f  %s  %.1f images/s  waiting %.1f%%",
                    step.epoch() + 1,
                    order.epochs(),
                    step.iteration() + 1,
                    training.iterationsPerEpoch(),
                    sum(Metric.OfStep::loss) / sinceLine.size(),
                    training.details(sinceLine),
                    speed,
                    100 * sum(each -> each.waitShare() * each.seconds()) / seconds));
            sinceLine.clear();
        }
        unusable.check();
        if (checkpoints.isDueByTime()) {
            checkpoints.write(training, lastLoss);
        }
        return steering.betweenSteps(this);
    }

    private double sum(ToDoubleFunction<Metric.OfStep> value) {
        return sinceLine.stream().mapToDouble(value).sum();
    }

    /** Brings the position into the next heartbeat. */
    void showProgress(double speed) {
        board.change(status -> status.with(new RunStatus.Progress(
                training.position().epoch(),
                order.epochs(),
                training.position().step(),
                training.totalSteps(),
                Double.isNaN(lastLoss) ? null : lastLoss,
                speed)));
    }

    @Override
    public String checkpoint() {
        return checkpoints.holds(training.position().step()) || checkpoints.write(training, lastLoss)
                ? "ok the checkpoint holds " + training.position().step() + " steps"
                : "error the checkpoint could not be written, see log.txt";
    }

    @Override
    public void waiting(boolean waits) {
        board.enter(waits ? RunState.PAUSED : RunState.RUNNING, "");
        log.say(waits ? "paused after step " + training.position().step() : "resumed");
    }

    private void closeEpoch() {
        int done = training.position().epoch() + 1;
        boolean due = order.checkpoints().isDueAfter(done) || done == order.epochs();
        // Whoever is killed while measuring goes on with that, not with the epoch.
        if (due
                && training.epochEndsSlowly()
                && !checkpoints.holds(training.position().step())) {
            checkpoints.write(training, lastLoss);
        }
        training.closeEpoch().forEach(records::append);
        showProgress(board.status().progress().imagesPerSecond());
        if (due) {
            checkpoints.write(training, lastLoss);
        }
    }

    /** One line about pictures that could not be used; empty when all could. */
    String skipped() {
        return unusable.summary();
    }

    /**
     * Writes the last checkpoint of this process where none holds all steps and it was not just tried in vain; returns
     * whether one holds them now.
     */
    boolean writeLast() {
        long step = training.position().step();
        return checkpoints.holds(step) || !checkpoints.tried(step) && checkpoints.write(training, lastLoss);
    }
}
