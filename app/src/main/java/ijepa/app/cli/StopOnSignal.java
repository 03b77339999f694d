package ijepa.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ijepa.core.tensor.ProcessExit;

/** Lets work end well when its process is asked to end (Ctrl+C, SIGTERM): after the step at hand, with what it has written. */
final class StopOnSignal implements AutoCloseable {

    /** What a system gives its processes at shut-down; a run that needs longer goes on from its checkpoint before. */
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final ProcessExit.Registration registration;

    /**
     * Until it is closed, a signal stops the work.
     *
     * @param stop asks the work to end; from another thread
     */
    StopOnSignal(Runnable stop) {
        registration = ProcessExit.before(() -> {
            stop.run();
            try {
                ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException impatient) {
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
