package ijepa.core.train;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.TorchGenerator;

/**
 * Draws the masks of coming steps on a thread of its own, in the order of the steps, so that the sequence of draws is the
 * one that drawing at each step gives.
 */
final class MasksAhead implements AutoCloseable {

    private static final int AHEAD = 8;

    private final BlockingQueue<Outcome> drawn = new ArrayBlockingQueue<>(AHEAD);
    private final Thread thread;

    /** What drawing gave. */
    private sealed interface Outcome {}

    /**
     * The masks of one step.
     *
     * @param placesAfter the generator's state once they were drawn: what a checkpoint after this step keeps
     */
    record Drawn(StepMasks masks, int[] placesAfter) implements Outcome {}

    private record Failed(Throwable failure) implements Outcome {}

    /**
     * Starts drawing.
     *
     * @param places    the generator's state before the first of these steps
     * @param firstStep from 0
     * @param endStep   behind the last
     * @param images    in every batch
     */
    MasksAhead(MaskSampler sampler, int[] places, long firstStep, long endStep, int images) {
        thread = Thread.ofPlatform().daemon().name("masks").start(() -> {
            try {
                draw(sampler, TorchGenerator.ofState(places), firstStep, endStep, images);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void draw(MaskSampler sampler, TorchGenerator places, long firstStep, long endStep, int images)
            throws InterruptedException {
        for (long step = firstStep; step < endStep; step++) {
            try {
                MaskBatch batch = sampler.sample(step, images, places);
                drawn.put(new Drawn(new StepMasks(batch.context(), batch.target()), places.state()));
            } catch (RuntimeException | Error failure) {
                drawn.put(new Failed(failure));
                return;
            }
        }
    }

    /** The masks of the next step. Ask once for each step. */
    Drawn next() {
        try {
            return switch (drawn.take()) {
                case Drawn masks -> masks;
                case Failed(RuntimeException failure) -> throw failure;
                case Failed(Error failure) -> throw failure;
                case Failed(Throwable failure) -> throw new IllegalStateException(failure);
            };
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for masks.", stop);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
