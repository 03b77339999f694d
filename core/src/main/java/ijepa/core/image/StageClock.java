package ijepa.core.image;

import java.util.concurrent.atomic.LongAdder;

/** Adds up what a loader's threads do. */
final class StageClock {

    private final LongAdder images = new LongAdder();
    private final LongAdder reading = new LongAdder();
    private final LongAdder decoding = new LongAdder();
    private final LongAdder scaling = new LongAdder();
    private final LongAdder colours = new LongAdder();

    void read(long nanoseconds) {
        reading.add(nanoseconds);
    }

    void decoded(long nanoseconds) {
        decoding.add(nanoseconds);
    }

    void scaled(long nanoseconds) {
        scaling.add(nanoseconds);
    }

    void coloured(long nanoseconds) {
        colours.add(nanoseconds);
    }

    void finished() {
        images.increment();
    }

    LoaderStages sum() {
        return new LoaderStages(
                images.sum(), reading.sum() / 1e9, decoding.sum() / 1e9, scaling.sum() / 1e9, colours.sum() / 1e9);
    }
}
