package ijepa.core.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * What a run was told and has not yet done. Commands come from any thread; the loop does them between two steps.
 */
final class Steering {

    private boolean paused;
    private boolean stopped;
    private boolean closed;
    private final Deque<CompletableFuture<String>> checkpoints = new ArrayDeque<>();

    /** The loop's side of commands. */
    interface Loop {

        /** Writes a checkpoint and says in a line what became of it. */
        String checkpoint();

        /** The run begins or ends to wait. */
        void waiting(boolean waits);
    }

    /** Takes a command; the answer, one line, is there when the command is taken or, for a checkpoint, done. */
    synchronized CompletableFuture<String> take(RunCommand command) {
        if (closed) {
            return CompletableFuture.completedFuture("error the run has ended");
        }
        CompletableFuture<String> answer = switch (command) {
            case PAUSE -> {
                paused = true;
                yield CompletableFuture.completedFuture("ok pausing after this step");
            }
            case RESUME -> {
                paused = false;
                yield CompletableFuture.completedFuture("ok going on");
            }
            case STOP -> {
                stopped = true;
                yield CompletableFuture.completedFuture("ok stopping after this step");
            }
            case CHECKPOINT -> {
                CompletableFuture<String> written = new CompletableFuture<>();
                checkpoints.add(written);
                yield written;
            }
        };
        notifyAll();
        return answer;
    }

    /**
     * Does what was asked, and waits while the run is paused.
     *
     * @return whether to go on
     */
    boolean betweenSteps(Loop loop) {
        boolean waits = false;
        while (true) {
            switch (next(waits)) {
                case Write(CompletableFuture<String> answer) -> answer.complete(loop.checkpoint());
                case Wait() -> {
                    waits = true;
                    loop.waiting(true);
                }
                case Leave(boolean goOn) -> {
                    if (waits) {
                        loop.waiting(false);
                    }
                    return goOn;
                }
            }
        }
    }

    private sealed interface Next {}

    private record Write(CompletableFuture<String> answer) implements Next {}

    private record Wait() implements Next {}

    private record Leave(boolean goOn) implements Next {}

    /** What the loop is to do now; a loop that waits already stays here until there is something else. */
    private synchronized Next next(boolean waits) {
        while (true) {
            if (!checkpoints.isEmpty()) {
                return new Write(checkpoints.poll());
            }
            if (stopped || !paused) {
                return new Leave(!stopped);
            }
            if (!waits) {
                return new Wait();
            }
            await();
        }
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    /** Takes no more commands; who waits for a checkpoint is told. */
    synchronized void close() {
        closed = true;
        checkpoints.forEach(waiting -> waiting.complete("error the run has ended"));
        checkpoints.clear();
    }
}
