package ijepa.app.shell;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * Background work of which only the newest request matters. While one request is worked on, at most one more waits: a
 * newer one takes its place. Requests are made and results arrive on the window's thread.
 *
 * @param <Q> what is asked
 * @param <R> what comes out
 */
public final class LatestWins<Q, R> {

    /** The work itself, done in the background. */
    @FunctionalInterface
    public interface Work<Q, R> {

        /**
         * Answers one request.
         *
         * @param overtaken true once the answer is no longer wanted; long work looks and stops with any result
         */
        R answer(Q request, BooleanSupplier overtaken) throws Exception;
    }

    /** What happens to an answer that a newer request overtook. */
    public enum Overtaken {
        /** It is shown: the picture follows a drag as fast as the work allows. */
        SHOWN,
        /** It is thrown away: only what was asked for last may appear. */
        DROPPED
    }

    private final Executor background;
    private final Executor window;
    private final Overtaken overtaken;
    private final Work<Q, R> work;
    private final Consumer<R> show;
    private final Consumer<Throwable> fail;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

    private final Object lock = new Object();
    private Q waiting;
    private boolean running;
    private long newest;
    private long cancelledUpTo;

    /**
     * A lane of its own.
     *
     * @param background where the work is done
     * @param window     runs what it is given on the window's thread, as {@code Platform::runLater} does
     * @param show       receives answers
     * @param fail       receives what the work throws
     */
    public LatestWins(
            Executor background,
            Executor window,
            Overtaken overtaken,
            Work<Q, R> work,
            Consumer<R> show,
            Consumer<Throwable> fail) {
        this.background = background;
        this.window = window;
        this.overtaken = overtaken;
        this.work = work;
        this.show = show;
        this.fail = fail;
    }

    /** Whether an answer is on its way. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Asks; whatever still waits is forgotten. */
    public void request(Q request) {
        busy.set(true);
        synchronized (lock) {
            newest++;
            waiting = request;
            if (running) {
                return;
            }
            running = true;
        }
        background.execute(this::drain);
    }

    /** Forgets what waits, and drops the answer of what is worked on. */
    public void cancel() {
        synchronized (lock) {
            waiting = null;
            cancelledUpTo = newest;
        }
        busy.set(false);
    }

    /** Works off one request; further ones queue again, so that a shared executor stays fair. */
    private void drain() {
        Q request;
        long number;
        synchronized (lock) {
            request = waiting;
            waiting = null;
            number = newest;
            if (request == null) {
                running = false;
                return;
            }
        }
        try {
            R result = work.answer(request, () -> isStale(number));
            window.execute(() -> arrive(number, () -> show.accept(result)));
        } catch (Exception | Error failure) {
            window.execute(() -> arrive(number, () -> fail.accept(failure)));
        }
        background.execute(this::drain);
    }

    private boolean isStale(long number) {
        synchronized (lock) {
            return number <= cancelledUpTo || overtaken == Overtaken.DROPPED && number != newest;
        }
    }

    private void arrive(long number, Runnable deliver) {
        boolean last;
        boolean stale = isStale(number);
        synchronized (lock) {
            last = number == newest;
        }
        if (last) {
            busy.set(false);
        }
        if (!stale) {
            deliver.run();
        }
    }
}
