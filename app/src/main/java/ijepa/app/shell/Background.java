package ijepa.app.shell;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import javafx.application.Platform;

/**
 * Where work runs: everything that touches weights on one thread, in order, so that nothing is closed while it is used;
 * decoding on others; what takes long on threads of its own, lest decoding wait for it; results on the window's.
 *
 * @param compute one thread
 * @param files   some threads, for what is done in a moment
 * @param patient a thread for each work, which may take minutes and mostly waits for {@code compute}
 * @param window  runs what it is given on the window's thread
 */
public record Background(Executor compute, Executor files, Executor patient, Executor window) {

    /** Without threads of their own for what takes long. */
    public Background(Executor compute, Executor files, Executor window) {
        this(compute, files, files, window);
    }

    /** The threads of a running window; they end with it. */
    public static Background threads() {
        return new Background(
                Executors.newFixedThreadPool(1, daemons("ijepa-compute")),
                Executors.newFixedThreadPool(2, daemons("ijepa-files")),
                Executors.newCachedThreadPool(daemons("ijepa-patient")),
                Platform::runLater);
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
