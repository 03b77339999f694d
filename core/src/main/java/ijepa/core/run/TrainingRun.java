package ijepa.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.TensorEngine;
import ijepa.core.train.NonFiniteLossException;

/**
 * A run in its directory, from the lock to the last checkpoint. Whatever ends it, a run that goes on from its
 * directory gives, on the processor and with as many threads, the losses and weights of one that was never ended.
 */
public final class TrainingRun {

    private final RunOrder order;
    private final Start start;
    private final Consumer<String> shown;
    private final Clock clock = Clock.systemDefaultZone();
    private final Steering steering = new Steering();
    private Optional<RunStatus> before = Optional.empty();
    private boolean refused;

    /** Makes what is trained. */
    @FunctionalInterface
    public interface Start {

        /**
         * Starts from a checkpoint or the beginning.
         *
         * @param from     is read here and not needed afterwards
         * @param says     takes lines for people
         * @param lastLoss of the step before; not a number where there is none
         * @throws InputException when the settings, or what the checkpoint holds, cannot be trained with
         */
        Trainee from(Optional<TrainingCheckpoint> from, Consumer<String> says, double lastLoss);
    }

    /**
     * A run that has not begun.
     *
     * @param start makes what is trained, once the directory is this run's own
     * @param shown is given each line for people, which also goes to {@code log.txt}
     */
    public TrainingRun(RunOrder order, Start start, Consumer<String> shown) {
        this.order = order;
        this.start = start;
        this.shown = shown;
    }

    /** Asks the run to write a checkpoint after the step at hand and to end. From any thread. */
    public void stop() {
        steering.take(RunCommand.STOP);
    }

    /**
     * Runs to the end, to a command to stop, or to a loss that is no number.
     *
     * @return {@link RunState#FINISHED}, {@link RunState#STOPPED} or {@link RunState#FAILED}
     * @throws InputException when the directory is in use, cannot be written, holds a run already or none to go on with, or
     *     the settings are not those of the run there
     */
    public RunState run() {
        RunDirectory directory = order.directory();
        if (order.resume() && !Files.isDirectory(directory.path())) {
            directory.requireRun(order.kind());
        }
        directory.create();
        try (RunLock _ = RunLock.take(directory)) {
            if (!order.resume() && directory.holdsRun()) {
                throw directory.alreadyHeld();
            }
            before = RunStatus.read(directory);
            RunStatus first = RunStatus.starting(order.kind(), clock.instant(), order.epochs());
            try (StatusBoard board = new StatusBoard(directory, clock, first);
                    RunLog log = RunLog.open(directory.log(), clock, shown)) {
                return runLocked(board, log);
            } finally {
                steering.close();
            }
        } catch (IOException failure) {
            throw directory.unwritable(failure);
        }
    }

    private RunState runLocked(StatusBoard board, RunLog log) throws IOException {
        try (Listening _ = listen(board, log)) {
            return train(board, log);
        } catch (NonFiniteLossException failure) {
            log.say("failed: " + failure.getMessage());
            board.enter(RunState.FAILED, failure.getMessage());
            return RunState.FAILED;
        } catch (RuntimeException | Error failure) {
            String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            if (refused && before.isPresent()) {
                // Nothing was touched: the run there is what it was.
                log.say("not gone on: " + message);
                board.change(status -> before.get());
            } else {
                log.say("failed: " + message);
                board.enter(RunState.FAILED, message);
            }
            throw failure;
        }
    }

    private RunState train(StatusBoard board, RunLog log) {
        RunDirectory directory = order.directory();
        Fingerprint fingerprint = order.fingerprint();
        CheckpointStore store = new CheckpointStore(directory.checkpoints());
        Optional<TrainingCheckpoint> from = order.resume() ? newest(store, log) : Optional.empty();
        double lastLoss = from.map(TrainingCheckpoint::loss).orElse(Double.NaN);
        // At once, so that a start which is killed can be taken up. Settings of a run that is there are changed only
        // by a start that succeeds.
        boolean first = !Files.exists(directory.parameters(order.kind()));
        if (first) {
            ParametersFile.write(directory, order.kind(), order.parameters());
        }
        boolean changed;
        int threads;
        Trainee training;
        try {
            changed = from.isPresent() && changesAccepted(from.get(), fingerprint, log);
            threads = chooseThreads(from, log);
            training = start.from(from, log::say, lastLoss);
        } catch (InputException failure) {
            refused = order.resume();
            if (first) {
                // Settings that nothing can start with would stand in the way of better ones.
                ParametersFile.delete(directory, order.kind());
            }
            throw failure;
        } finally {
            from.ifPresent(TrainingCheckpoint::close);
        }
        try (training;
                RunRecords records = RunRecords.open(directory, order.officialLog(), training.position(), clock, log)) {
            log.say(order.pictures().size() + " pictures, " + training.iterationsPerEpoch() + " steps an epoch, on "
                    + order.device() + ", run directory " + directory.path());
            order.summary().forEach(log::say);
            if (order.resume()) {
                log.say(from.map(checkpoint ->
                                "going on after step " + training.position().step() + ", from " + checkpoint.path())
                        .orElse("there is no checkpoint yet: starting from the beginning"));
            }
            CheckpointKeeper keeper = new CheckpointKeeper(
                    store,
                    order.checkpoints(),
                    fingerprint,
                    threads,
                    from.isPresent() ? training.position().step() : -1,
                    log,
                    records::force,
                    System::nanoTime);
            // A checkpoint says which settings it belongs to: with changed ones beside one of the old, the run could
            // not be resumed by itself.
            if ((changed || training.goesOnChanged()) && !keeper.write(training, lastLoss)) {
                throw new InputException(
                        "The checkpoint could not be written anew for the changed settings, so they were"
                                + " not taken over: make room and resume.");
            }
            if (!first) {
                ParametersFile.write(directory, order.kind(), order.parameters());
            }
            RunLoop loop = new RunLoop(order, training, records, keeper, board, steering, log, lastLoss);
            loop.showProgress(0);
            board.enter(RunState.RUNNING, "");
            return end(loop.run(), training, loop, board, log);
        } catch (IOException failure) {
            throw directory.unwritable(failure);
        }
    }

    /** What a run goes on from; where its checkpoints cannot even be listed, it stays what it was. */
    private Optional<TrainingCheckpoint> newest(CheckpointStore store, RunLog log) {
        try {
            store.deletePartial();
            store.all();
        } catch (InputException unseen) {
            refused = true;
            throw unseen;
        }
        return store.newest(log::say);
    }

    private static RunState end(boolean whole, Trainee training, RunLoop loop, StatusBoard board, RunLog log) {
        if (!loop.writeLast()) {
            String message = "The last checkpoint could not be written: make room and resume.";
            log.say("failed: " + message);
            board.enter(RunState.FAILED, message);
            return RunState.FAILED;
        }
        String skipped = loop.skipped();
        if (!skipped.isEmpty()) {
            log.say(skipped);
        }
        RunState state = whole ? RunState.FINISHED : RunState.STOPPED;
        log.say(state + " after step " + training.position().step() + " of " + training.totalSteps());
        board.enter(state, skipped);
        return state;
    }

    /** Whether settings or pictures are not those of a checkpoint, which must have been asked for. */
    private boolean changesAccepted(TrainingCheckpoint checkpoint, Fingerprint now, RunLog log) {
        Optional<String> changes =
                Resumption.changes(checkpoint.fingerprint(), now, order.directory(), order.kind(), order.parameters());
        if (changes.isEmpty()) {
            return false;
        }
        if (!order.acceptChanges()) {
            throw new InputException(changes.get() + " " + Resumption.REMEDY);
        }
        log.say(changes.get() + " Going on all the same, as asked.");
        return true;
    }

    /** Sums depend in their last bit on how many threads share them. */
    private int chooseThreads(Optional<TrainingCheckpoint> from, RunLog log) {
        TensorEngine engine = TensorEngine.start();
        int before = from.map(TrainingCheckpoint::threads).orElse(0);
        if (order.threads() > 0) {
            engine.setThreads(order.threads());
        } else if (before > 0) {
            engine.setThreads(before);
        }
        if (before > 0 && before != engine.threads() && order.device() instanceof ComputeDevice.Cpu) {
            log.say("The run used " + before + " threads before and " + engine.threads()
                    + " now: losses will differ in their last digits from a run that was never ended.");
        }
        return engine.threads();
    }

    /** The control socket, where there is one. */
    private record Listening(Optional<ControlServer> server, StatusBoard board) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            board.change(status -> status.withSocket(""));
            if (server.isPresent()) {
                server.get().close();
            }
        }
    }

    private Listening listen(StatusBoard board, RunLog log) {
        try {
            ControlServer server = ControlServer.start(order.directory(), steering);
            board.change(status -> status.withSocket(server.path().toString()));
            board.enter(RunState.STARTING, "");
            return new Listening(Optional.of(server), board);
        } catch (IOException failure) {
            log.say("This run cannot be steered: no control socket can be made (" + Reason.of(failure)
                    + "). It runs all the same.");
            return new Listening(Optional.empty(), board);
        }
    }
}
