package ijepa.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ijepa.core.run.TrainingRun;
import ijepa.core.tensor.ProcessExit;

/** Lets a run end well when its process is asked to end (Ctrl+C, SIGTERM): after the step at hand, with a checkpoint. */
final class StopOnSignal implements AutoCloseable {

    /** What a system gives its processes at shut-down; a run that needs longer goes on from its checkpoint before. */
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final ProcessExit.Registration registration;

    StopOnSignal(TrainingRun run) {
        registration = ProcessExit.before(() -> {
            run.stop();
            try {
                ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        registration.close();
        ended.countDown();
    }
}
