package ijepa.app.pretrain;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

import ijepa.core.run.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a run's directory in the background for as long as somebody wants it. The next piece is read while the last one
 * is shown, and no further: a window that is slow does not get a queue of them.
 */
final class RunFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunFollower.class);

    /** Metrics are to be seen within a second of being written. */
    private static final long EVERY_MILLISECONDS = 400;

    private final RunTail tail;
    private final Consumer<RunTail.Piece> show;
    private final Executor window;
    private final Semaphore shown = new Semaphore(1);
    private final Thread thread;
    private volatile boolean closed;
    private String problem = "";

    private RunFollower(RunDirectory directory, Executor window, Consumer<RunTail.Piece> show) {
        tail = new RunTail(directory);
        this.window = window;
        this.show = show;
        thread = Thread.ofPlatform()
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .name("ijepa-follow " + directory.path().getFileName())
                .unstarted(this::follow);
    }

    /**
     * Follows from the beginning.
     *
     * @param window runs what it is given on the window's thread
     * @param show   receives what is new there; never after {@link #close} was called there
     */
    static RunFollower start(RunDirectory directory, Executor window, Consumer<RunTail.Piece> show) {
        RunFollower follower = new RunFollower(directory, window, show);
        follower.thread.start();
        return follower;
    }

    private void follow() {
        try {
            while (!closed) {
                if (!step()) {
                    Thread.sleep(EVERY_MILLISECONDS);
                }
            }
        } catch (InterruptedException closing) {
            // Nobody wants it any more.
        }
    }

    /** Reads and shows one piece; says whether there is more at once. */
    private boolean step() throws InterruptedException {
        RunTail.Piece piece;
        try {
            piece = tail.next();
            problem = "";
        } catch (IOException failure) {
            // Who stops to follow interrupts a read that is under way, which is no problem.
            if (!closed && !problem.equals(failure.toString())) {
                problem = failure.toString();
                LOG.warn("A run cannot be read and is tried again: {}", problem);
            }
            return false;
        }
        if (piece.changed()) {
            shown.acquire();
            window.execute(() -> {
                if (!closed) {
                    show.accept(piece);
                }
                shown.release();
            });
        }
        return piece.more();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
