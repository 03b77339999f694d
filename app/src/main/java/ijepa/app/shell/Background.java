package ijepa.app.shell;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;

/**
 * Where work runs: everything that touches weights on one thread, in order, so that nothing is closed while it is used;
 * decoding on others; results on the window's.
 *
 * @param compute one thread
 * @param files   some threads
 * @param window  runs what it is given on the window's thread
 */
public record Background(Executor compute, Executor files, Executor window) {

    /** The threads of a running window; they end with it. */
    public static Background threads() {
        return new Background(daemons("ijepa-compute", 1), daemons("ijepa-files", 2), Platform::runLater);
    }

    private static ExecutorService daemons(String name, int count) {
        return Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
