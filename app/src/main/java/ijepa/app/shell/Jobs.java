package ijepa.app.shell;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The jobs that run now. */
public final class Jobs {

    /** What a job does, in the background. */
    @FunctionalInterface
    public interface Work<R> {
        R run(Job job) throws Exception;
    }

    private final Executor window;
    private final ObservableList<Job> running = FXCollections.observableArrayList();
    private final ObservableList<Job> runningView = FXCollections.unmodifiableObservableList(running);

    public Jobs(Executor window) {
        this.window = window;
    }

    public ObservableList<Job> running() {
        return runningView;
    }

    /**
     * Starts a job. Its end is reported on the window's thread, unless it was cancelled.
     *
     * @param background where it runs
     */
    public <R> Job start(
            String title, Executor background, Work<R> work, Consumer<R> done, Consumer<Throwable> failed) {
        return start(title, background, work, done, failed, ignored -> {});
    }

    /**
     * Starts a job whose result must be freed where nobody wants it any more.
     *
     * @param unwanted receives, on the window's thread, what a cancelled job brought: a result, or null after a failure
     */
    public <R> Job start(
            String title,
            Executor background,
            Work<R> work,
            Consumer<R> done,
            Consumer<Throwable> failed,
            Consumer<R> unwanted) {
        Job job = new Job(title, window);
        running.add(job);
        background.execute(() -> {
            try {
                R result = work.run(job);
                window.execute(() -> end(job, () -> done.accept(result), () -> unwanted.accept(result)));
            } catch (Exception | Error failure) {
                window.execute(() -> end(job, () -> failed.accept(failure), () -> unwanted.accept(null)));
            }
        });
        return job;
    }

    private void end(Job job, Runnable report, Runnable unwanted) {
        running.remove(job);
        if (job.isCancelled()) {
            unwanted.run();
        } else {
            report.run();
        }
    }
}
