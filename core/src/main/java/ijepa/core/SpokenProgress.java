package ijepa.core;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Says now and then how far long work is; work that is done in a moment says nothing. */
public final class SpokenProgress implements Progress {

    private static final long EVERY = TimeUnit.SECONDS.toNanos(5);

    private final Consumer<String> says;
    private final String what;
    private long told = System.nanoTime();

    /**
     * Of one work.
     *
     * @param says is given each line
     * @param what is done, such as "indexing"
     */
    public SpokenProgress(Consumer<String> says, String what) {
        this.says = says;
        this.what = what;
    }

    @Override
    public synchronized void reached(double share) {
        if (System.nanoTime() - told >= EVERY) {
            told = System.nanoTime();
            says.accept(what + ": " + Math.round(100 * share) + "%");
        }
    }
}
