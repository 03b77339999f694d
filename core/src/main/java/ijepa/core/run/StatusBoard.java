package ijepa.core.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import ijepa.core.checkpoint.AtomicFile;

/** Keeps {@code status.json}: written at every change of state and once a second, by a thread of its own. */
final class StatusBoard implements AutoCloseable {

    private final RunDirectory directory;
    private final Clock clock;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat").factory());
    private RunStatus status;

    /**
     * Starts to beat.
     *
     * @throws ijepa.core.InputException when the folder cannot be written
     */
    StatusBoard(RunDirectory directory, Clock clock, RunStatus first) {
        this.directory = directory;
        this.clock = clock;
        status = first;
        try {
            writeOrFail();
        } catch (IOException failure) {
            throw directory.unwritable(failure);
        }
        heart.scheduleAtFixedRate(this::write, 1, 1, TimeUnit.SECONDS);
    }

    synchronized RunStatus status() {
        return status;
    }

    /** Changes what the next beat says. */
    synchronized void change(UnaryOperator<RunStatus> change) {
        status = change.apply(status);
    }

    /** Says at once that the run is in another state. */
    synchronized void enter(RunState state, String why) {
        status = status.in(state, why);
        write();
    }

    private synchronized void write() {
        try {
            writeOrFail();
        } catch (IOException full) {
            // The next beat tries again; a late status is no reason to end a run.
        }
    }

    private synchronized void writeOrFail() throws IOException {
        status = status.at(clock.instant());
        AtomicFile.writeQuickly(directory.status(), status.toJson().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        heart.shutdownNow();
        write();
    }
}
