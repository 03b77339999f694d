package ijepa.core.tensor;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Ends the process between calls of the engine and never during one: when its libraries are torn down under a running
 * kernel, the process crashes instead of ending. First what was registered is ended in good order, then no further
 * kernel starts.
 */
public final class ProcessExit {

    /** The longest kernels take seconds; one that hangs must not keep the process. */
    private static final long PATIENCE_SECONDS = 30;

    private static final ReentrantReadWriteLock CALLS = new ReentrantReadWriteLock();
    private static final Set<Runnable> FIRST = new CopyOnWriteArraySet<>();

    static {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("ijepa-exit").unstarted(ProcessExit::close));
    }

    private ProcessExit() {}

    /** Something that is registered; closing takes it back. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Registers what ends work that uses the engine, such as stopping a run after its step.
     *
     * @param end returns once that work has ended
     */
    public static Registration before(Runnable end) {
        FIRST.add(end);
        return () -> FIRST.remove(end);
    }

    /** Taken around every call of the engine; not to be had any more once the process ends. */
    static Lock call() {
        return CALLS.readLock();
    }

    private static void close() {
        FIRST.forEach(Runnable::run);
        try {
            // Held until the process is gone: threads that ask for the engine now wait for ever.
            CALLS.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
