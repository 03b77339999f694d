package ijepa.app.shell;

import ijepa.core.InputException;
import ijepa.core.mask.StrategyJson;

/**
 * How blocks are drawn, as a session remembers it. That a run is followed is not remembered: its blocks come late, and would
 * take the place of what was edited by hand.
 *
 * @param strategy  as JSON; null where it is not known
 * @param iteration from 0
 * @param batchSize 0 where it is not known
 * @param position  which image of the batch, from 0
 */
public record RememberedSampling(String strategy, long seed, long iteration, int batchSize, int position) {

    static RememberedSampling of(Sampling sampling) {
        return new RememberedSampling(
                StrategyJson.write(sampling.strategyProperty().get()),
                sampling.seedProperty().get(),
                sampling.iterationProperty().get(),
                sampling.batchSizeProperty().get(),
                sampling.positionProperty().get());
    }

    /** Draws so again; what cannot be used is forgotten. */
    void into(Sampling sampling) {
        try {
            if (strategy != null) {
                sampling.strategyProperty().set(StrategyJson.read(strategy, "The last session"));
            }
        } catch (InputException unusable) {
            // The strategy that is there already will do.
        }
        sampling.seedProperty().set(Math.max(0, seed));
        sampling.iterationProperty().set(Math.max(0, iteration));
        if (batchSize > 0) {
            sampling.batchSizeProperty().set(Math.min(batchSize, Sampling.LARGEST_BATCH));
        }
        sampling.positionProperty()
                .set(Math.clamp(position, 0, sampling.batchSizeProperty().get() - 1));
    }
}
