package ijepa.app.predict;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

import ijepa.app.shell.Job;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.core.image.ImageTensor;
import ijepa.core.model.Embeddings;
import ijepa.renderer.predict.TargetEncoding;

/**
 * Encodes many images one by one on the thread of the weights, so that edits are answered in between. A cancelled job
 * touches the weights no more: they may be freed then.
 */
record BackgroundEncoding(OpenCheckpoint checkpoint, Executor compute, Job job) implements TargetEncoding {

    @Override
    public Embeddings encodeTarget(ImageTensor image) {
        return onCompute(() -> checkpoint.inspectable().encodeTarget(image));
    }

    /** Hash of the weights. */
    String digest() {
        return onCompute(() -> checkpoint.inspectable().digest());
    }

    private <R> R onCompute(Supplier<R> work) {
        FutureTask<R> task = new FutureTask<>(() -> {
            if (job.isCancelled()) {
                throw new CancellationException(job.title());
            }
            return work.get();
        });
        compute.execute(task);
        try {
            return task.get();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new CancellationException(job.title());
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case RuntimeException known -> throw known;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }
}
