package ijepa.core.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads that each run the engine's operations alone, so that a batch is split between processors once instead of within
 * every operation. A convolution network's operations are short: threads that meet after each of them wait for one another
 * most of the time, and the engine's bfloat16 convolutions wait by spinning, which stalls for a time slice whenever two of
 * their threads are put on one processor. Beyond some lanes each gets more threads instead: each holds arrays of its own, in
 * training gradients of all parameters. A GPU has one lane, the caller's own thread.
 */
public final class Lanes implements AutoCloseable {

    private static final int MOST = 8;

    private final int count;
    private final ThreadPoolExecutor threads;

    private Lanes(int processors) {
        count = Math.min(processors, MOST);
        threads = count == 1 ? null : start(count, processors / count);
    }

    private static ThreadPoolExecutor start(int count, int each) {
        TensorEngine engine = TensorEngine.start();
        int before = engine.threads();
        Semaphore ready = new Semaphore(0);
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> Thread.ofPlatform().name("ijepa-lane").daemon().unstarted(() -> {
                    engine.setThreads(each);
                    // A thread takes the common number when it first asks, so it asks while that is this.
                    engine.threads();
                    ready.release();
                    work.run();
                }));
        threads.prestartAllCoreThreads();
        ready.acquireUninterruptibly(count);
        // What a thread sets holds for itself and for threads that come later.
        engine.setThreads(before);
        return threads;
    }

    /** As many lanes as an operation may use threads on the processor, up to some, and one on a GPU. */
    public static Lanes on(ComputeDevice device) {
        return new Lanes(
                device instanceof ComputeDevice.Cpu ? TensorEngine.start().threads() : 1);
    }

    /** How many there are, at least 1. */
    public int count() {
        return count;
    }

    /** A run of a batch's rows, {@code from} included and {@code to} not. */
    public record Rows(int from, int to) {

        public int count() {
            return to - from;
        }
    }

    /** The rows of a batch, one run a lane, as even as can be; fewer runs than lanes where there are fewer rows. */
    public List<Rows> split(int rows) {
        int parts = Math.max(1, Math.min(count, rows));
        List<Rows> result = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            result.add(new Rows((int) ((long) rows * i / parts), (int) ((long) rows * (i + 1) / parts)));
        }
        return result;
    }

    /**
     * Runs work side by side and waits for all of it, whatever happens.
     *
     * @return what it gave, in order
     * @throws RuntimeException what the first of it that failed threw
     */
    public <T> List<T> run(List<Supplier<T>> work) {
        if (threads == null) {
            return work.stream().map(Supplier::get).toList();
        }
        List<Future<T>> started =
                work.stream().map(one -> threads.submit(one::get)).toList();
        List<T> results = new ArrayList<>();
        Throwable failure = null;
        for (Future<T> one : started) {
            try {
                results.add(await(one));
            } catch (ExecutionException thrown) {
                failure = failure == null ? thrown.getCause() : failure;
            }
        }
        switch (failure) {
            case null -> {
                return results;
            }
            case Error error -> throw error;
            case RuntimeException unchecked -> throw unchecked;
            default -> throw new IllegalStateException(failure);
        }
    }

    /** Work uses arrays that its caller frees next, so waiting for it cannot be cut short. */
    private static <T> T await(Future<T> one) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return one.get();
                } catch (InterruptedException stop) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdown();
        }
    }
}
