package ijepa.renderer.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

import ijepa.core.model.Embeddings;
import ijepa.core.model.Prediction;

/**
 * The errors of one prediction beside the trivial baselines, block by block, by one distance.
 *
 * @param distance what the numbers are
 * @param blocks   one entry for each target block
 */
public record BlockErrors(Distance distance, List<Entry> blocks) {

    public BlockErrors {
        blocks = List.copyOf(blocks);
    }

    /**
     * One target block, or the mean of all.
     *
     * @param predicted      mean over the block's patches of the prediction's error
     * @param meanEmbedding  the same for the mean embedding in place of the prediction
     * @param nearestContext the same for the target embedding at the nearest context patch
     * @param untrained      the same for a predictor with untrained weights; no number where none was asked
     */
    public record Entry(double predicted, double meanEmbedding, double nearestContext, double untrained) {

        /** The prediction's error over the mean embedding's; below 1 the prediction is better. */
        public double overMean() {
            return predicted / meanEmbedding;
        }

        /** The prediction's error over that of the nearest context patch; below 1 the prediction is better. */
        public double overNearest() {
            return predicted / nearestContext;
        }

        /** The prediction's error over the untrained predictor's; no number where none was asked. */
        public double overUntrained() {
            return predicted / untrained;
        }

        /** The prediction's error over the best baseline's; below 1 the prediction is better than all that are there. */
        public double overBest() {
            double best = Math.min(meanEmbedding, nearestContext);
            return predicted / (Double.isNaN(untrained) ? best : Math.min(best, untrained));
        }
    }

    /** Compares with the image's own mean embedding. */
    public static BlockErrors of(Prediction prediction, Distance distance) {
        return of(prediction, distance, Baselines.Rivals.ofImage(prediction));
    }

    /**
     * Compares with a mean embedding of the caller's.
     *
     * @param mean {@code [1, D]} in {@link LossSpace}
     */
    public static BlockErrors of(Prediction prediction, Distance distance, Embeddings mean) {
        return of(prediction, distance, new Baselines.Rivals(mean, true, List.of()));
    }

    /** Compares with baselines of the caller's. */
    public static BlockErrors of(Prediction prediction, Distance distance, Baselines.Rivals rivals) {
        List<Entry> entries = new ArrayList<>();
        for (int m = 0; m < prediction.blocks().size(); m++) {
            Prediction.BlockPrediction block = prediction.blocks().get(m);
            Embeddings target = block.target();
            entries.add(new Entry(
                    average(distance.errors(block.predicted(), target)),
                    average(distance.errors(Baselines.repeated(rivals.mean(), target.count()), target)),
                    average(distance.errors(Baselines.nearestContext(prediction, m), target)),
                    rivals.untrained().isEmpty()
                            ? Double.NaN
                            : average(distance.errors(rivals.untrained().get(m), target))));
        }
        return new BlockErrors(distance, entries);
    }

    /** The mean over the blocks, each with the same weight, as in equation 1 of the paper. */
    public Entry mean() {
        return new Entry(
                overBlocks(Entry::predicted),
                overBlocks(Entry::meanEmbedding),
                overBlocks(Entry::nearestContext),
                overBlocks(Entry::untrained));
    }

    private double overBlocks(ToDoubleFunction<Entry> value) {
        return blocks.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static double average(double[] errors) {
        return Arrays.stream(errors).average().orElse(Double.NaN);
    }
}
