package ijepa.app.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

import ijepa.core.Progress;

/** Says now and then how far a command is that takes long; one that is done in a moment says nothing. */
public final class ShareLine implements Progress {

    private static final long EVERY = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter err;
    private final String what;
    private long told = System.nanoTime();

    /**
     * Of one work.
     *
     * @param what is done, such as "indexing"
     */
    public ShareLine(PrintWriter err, String what) {
        this.err = err;
        this.what = what;
    }

    @Override
    public synchronized void reached(double share) {
        if (System.nanoTime() - told >= EVERY) {
            told = System.nanoTime();
            err.println(what + ": " + Math.round(100 * share) + "%");
            err.flush();
        }
    }
}
