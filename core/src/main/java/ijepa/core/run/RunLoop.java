package ijepa.core.run;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import ijepa.core.InputException;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.ModelFile;
import ijepa.core.eval.NearestNeighbourProbe;
import ijepa.core.train.Divergence;
import ijepa.core.train.Pretraining;

/** What happens between the steps of a run: numbers are recorded, commands done, checkpoints written, probes measured. */
final class RunLoop implements Pretraining.Listener, Steering.Loop {

    /** Steps between two lines of progress. */
    private static final int LINE_EVERY = 20;

    private final RunRequest request;
    private final Pretraining training;
    private final RunRecords records;
    private final CheckpointKeeper checkpoints;
    private final UnusablePictures unusable;
    private final StatusBoard board;
    private final Steering steering;
    private final RunLog log;
    private final Clock clock;
    private final Window window = new Window();
    private double lastLoss;

    /**
     * A loop.
     *
     * @param lastLoss of the step before; not a number where there is none
     */
    RunLoop(
            RunRequest request,
            Pretraining training,
            RunRecords records,
            CheckpointKeeper checkpoints,
            StatusBoard board,
            Steering steering,
            RunLog log,
            Clock clock,
            double lastLoss) {
        this.lastLoss = lastLoss;
        this.request = request;
        this.training = training;
        this.records = records;
        this.checkpoints = checkpoints;
        this.board = board;
        this.steering = steering;
        this.log = log;
        this.clock = clock;
        unusable = new UnusablePictures(training.loader(), request.pictures(), request.maxUnreadable(), log);
    }

    /** Sums since the last line of progress. */
    private static final class Window {

        private double loss;
        private int steps;
        private double seconds;
        private double waited;

        void add(Pretraining.Progress progress) {
            loss += progress.loss();
            steps++;
            seconds += progress.seconds();
            waited += progress.waitSeconds();
        }

        void clear() {
            loss = 0;
            steps = 0;
            seconds = 0;
            waited = 0;
        }
    }

    @Override
    public boolean stepped(Pretraining.Progress progress) {
        int batch = request.config().effectiveBatch();
        lastLoss = progress.loss();
        window.add(progress);
        records.append(Metric.Step.of(progress, batch, ProcessMemory.residentBytes(), now()));
        double speed = window.steps * batch / window.seconds;
        showProgress(speed);
        int iterations = training.iterationsPerEpoch();
        if (progress.iteration() % LINE_EVERY == LINE_EVERY - 1 || progress.iteration() == iterations - 1) {
            log.say(String.format(
                    Locale.ROOT,
                    "epoch %d/%d  step %d/%d  loss %.4f  lr %.2e  masks %d %d  %.1f images/s  waiting %.1f%%",
                    progress.epoch() + 1,
                    request.config().optimization().epochs(),
                    progress.iteration() + 1,
                    iterations,
                    window.loss / window.steps,
                    progress.rates().learningRate(),
                    progress.contextPatches(),
                    progress.targetPatches(),
                    speed,
                    100 * window.waited / window.seconds));
            window.clear();
        }
        unusable.check();
        if (checkpoints.isDueByTime()) {
            checkpoints.write(training, lastLoss);
        }
        return steering.betweenSteps(this);
    }

    /** Brings the position into the next heartbeat. */
    void showProgress(double speed) {
        board.change(status -> status.with(new RunStatus.Progress(
                training.position().epoch(),
                request.config().optimization().epochs(),
                training.position().step(),
                training.totalSteps(),
                Double.isNaN(lastLoss) ? null : lastLoss,
                speed)));
    }

    private double now() {
        return clock.millis() / 1000.0;
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

    @Override
    public void epochEnded(int epoch) {
        int done = epoch + 1;
        int epochs = request.config().optimization().epochs();
        showProgress(board.status().progress().imagesPerSecond());
        request.probe().filter(probe -> probe.isDueAfter(done, epochs)).ifPresent(probe -> measure(probe, epoch));
        if (request.checkpoints().isDueAfter(done) || done == epochs) {
            checkpoints.write(training, lastLoss);
        }
        request.modelFile().ifPresent(file -> writeModel(file, done));
    }

    private void measure(RunRequest.Probe probe, int epoch) {
        NearestNeighbourProbe.Result found = probe.probe().measure(training.model());
        records.append(new Metric.Probe(training.position().step(), epoch, found.accuracy(), found.spread(), now()));
        log.say(String.format(
                Locale.ROOT,
                "epoch %d  %d-NN %.1f%%  feature deviation %.3f  effective rank %.1f",
                epoch + 1,
                probe.probe().vote().neighbours(),
                100 * found.accuracy(),
                found.spread().deviation(),
                found.spread().effectiveRank()));
    }

    private void writeModel(Path file, int epochs) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("epoch", Integer.toString(epochs));
        metadata.put("loss", Double.toString(lastLoss));
        metadata.put("batch_size", Integer.toString(request.config().effectiveBatch()));
        metadata.put("lr", Double.toString(request.config().optimization().learningRate()));
        try {
            ModelFile.write(training.model(), ElementType.F32, metadata, file);
        } catch (InputException failure) {
            log.say("The model file was not written. " + failure.getMessage());
        }
    }

    @Override
    public void diverged(Divergence divergence) {
        Path file = request.directory().divergedBatch(divergence.position().step());
        try {
            DivergedBatchFile.write(divergence, request.pictures(), file);
            log.say("Step " + divergence.position().step() + " could not be done. Its batch is kept in " + file + ".");
        } catch (InputException failure) {
            log.say("The batch of step " + divergence.position().step() + " could not be kept. "
                    + failure.getMessage());
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
