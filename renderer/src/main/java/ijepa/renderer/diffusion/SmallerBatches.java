package ijepa.renderer.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

import ijepa.core.InputException;
import ijepa.core.tensor.DeviceMemory;

/** Does in several smaller batches what a device has no memory for at once. */
final class SmallerBatches {

    private SmallerBatches() {}

    /**
     * Does all of a batch, and in halves, quarters and so on where memory is exhausted.
     *
     * @param work    makes one result for each of some items, or nothing when it was stopped
     * @param smaller is told of every smaller size that is tried
     * @return one result an item, or nothing when it was stopped
     * @throws InputException when even one item is too much
     */
    static <T, R> Optional<List<R>> run(List<T> items, Function<List<T>, Optional<List<R>>> work, IntConsumer smaller) {
        List<R> results = new ArrayList<>();
        int size = items.size();
        while (results.size() < items.size()) {
            List<T> part = items.subList(results.size(), Math.min(items.size(), results.size() + size));
            try {
                Optional<List<R>> made = work.apply(part);
                if (made.isEmpty()) {
                    return Optional.empty();
                }
                results.addAll(made.get());
            } catch (RuntimeException | OutOfMemoryError failure) {
                if (!DeviceMemory.isExhausted(failure)) {
                    throw failure;
                }
                if (part.size() == 1) {
                    throw new InputException(
                            "There is not enough memory on the device for even one sample: free some, use another device"
                                    + " (--device) or a smaller decoder.",
                            failure);
                }
                size = (part.size() + 1) / 2;
                smaller.accept(size);
            }
        }
        return Optional.of(results);
    }
}
