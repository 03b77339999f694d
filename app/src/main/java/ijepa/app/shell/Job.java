package ijepa.app.shell;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

import ijepa.core.Progress;

/** Work that takes long enough to be seen: a name, how far it is, and a way to stop it. */
public final class Job {

    /** Progress of work whose length is not known. */
    public static final double UNKNOWN = -1;

    private final String title;
    private final Executor window;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(UNKNOWN);
    private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();

    Job(String title, Executor window) {
        this.title = title;
        this.window = window;
    }

    public String title() {
        return title;
    }

    /** From 0 to 1, or {@link #UNKNOWN}. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** Whether it was asked to stop, which it does when it looks; changes on the window's thread. */
    public ReadOnlyBooleanProperty cancellingProperty() {
        return cancelling.getReadOnlyProperty();
    }

    /** Asks the work to stop; it looks when it can. */
    public void cancel() {
        cancelled.set(true);
        window.execute(() -> cancelling.set(true));
    }

    public boolean isCancelled() {
        return cancelled.get();
    }

    /** Passes work's progress on, and ends the work when the job is cancelled. */
    public Progress progress() {
        return share -> {
            if (isCancelled()) {
                throw new CancellationException(title);
            }
            report(share);
        };
    }

    /** Reports progress from any thread. */
    public void report(double share) {
        window.execute(() -> progress.set(share));
    }
}
