package ijepa.core.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import ijepa.core.image.ImageBatch;

/**
 * The pictures of a step's parts as a loader gives them, one batch a part. Batches are lent by the loader until the next
 * one; where a step goes over its parts twice they are copied.
 */
final class LoadedParts implements TrainingStep.Parts {

    private final Iterator<ImageBatch> batches;
    private final boolean copied;
    private final List<ByteBuffer> memory = new ArrayList<>();
    private final List<ImageBatch> kept = new ArrayList<>();
    private ImageBatch current;
    private int number;
    private int loaded;
    private long waited;

    LoadedParts(Iterator<ImageBatch> batches, boolean copied) {
        this.batches = batches;
        this.copied = copied;
    }

    /** A new step begins. */
    void begin() {
        kept.clear();
        loaded = 0;
        waited = 0;
    }

    @Override
    public TrainingStep.Images part(int wanted) {
        number = wanted;
        if (wanted < kept.size()) {
            current = kept.get(wanted);
        } else {
            if (wanted != loaded) {
                throw new IllegalStateException("Part " + wanted + " after " + loaded + " parts.");
            }
            long start = System.nanoTime();
            ImageBatch batch = batches.next();
            waited += System.nanoTime() - start;
            loaded++;
            current = batch;
            if (copied) {
                current = copy(batch);
                kept.add(current);
            }
        }
        return new TrainingStep.Images(current.count(), current.size(), current.size(), current.pixels());
    }

    private ImageBatch copy(ImageBatch batch) {
        ByteBuffer source = batch.pixels().duplicate().clear();
        if (memory.size() == kept.size()) {
            memory.add(ByteBuffer.allocateDirect(source.remaining()).order(ByteOrder.nativeOrder()));
        }
        ByteBuffer pixels = memory.get(kept.size());
        pixels.clear().put(source).clear();
        return new ImageBatch(batch.count(), batch.size(), pixels, batch.indices());
    }

    /** The batch of the part that was asked for last. */
    ImageBatch current() {
        return current;
    }

    /** That part's number. */
    int number() {
        return number;
    }

    /** Nanoseconds spent waiting for pictures in this step. */
    long waited() {
        return waited;
    }
}
