package ijepa.renderer.map;

import java.util.Arrays;
import java.util.List;

import ijepa.core.mask.PatchGrid;
import ijepa.core.model.Embeddings;
import ijepa.core.model.Prediction;

/**
 * What could be predicted without a predictor, in {@link LossSpace}. A prediction's error means something only beside
 * theirs. Both look at the target encoder's output on the whole image, which the predictor never sees, so they are
 * rather too good than too bad.
 */
public final class Baselines {

    private Baselines() {}

    /**
     * What a prediction is compared with besides the nearest context patch.
     *
     * @param mean      {@code [1, D]}: the mean embedding of the image, or of a set of images
     * @param ofSet     whether it is that of a set
     * @param untrained what a predictor with untrained weights says, {@code [Nm, D]} for each block; empty where none was
     *     asked
     */
    public record Rivals(Embeddings mean, boolean ofSet, List<Embeddings> untrained) {

        public Rivals {
            untrained = List.copyOf(untrained);
        }

        /** The image's own mean embedding, and no untrained predictor. */
        public static Rivals ofImage(Prediction prediction) {
            return new Rivals(imageMean(prediction), false, List.of());
        }
    }

    /** The mean of all vectors of one or more sets, {@code [1, D]}: of one image's targets, or of those of many. */
    public static Embeddings mean(List<Embeddings> sets) {
        int dimension = sets.getFirst().dimension();
        double[] sum = new double[dimension];
        long count = 0;
        for (Embeddings set : sets) {
            for (int i = 0; i < set.values().length; i++) {
                sum[i % dimension] += set.values()[i];
            }
            count += set.count();
        }
        if (count == 0) {
            throw new IllegalArgumentException("There is no mean of no vectors.");
        }
        float[] mean = new float[dimension];
        for (int k = 0; k < dimension; k++) {
            mean[k] = (float) (sum[k] / count);
        }
        return new Embeddings(1, dimension, mean);
    }

    /** The mean over all patches of the image's own target embeddings, {@code [1, D]}. */
    public static Embeddings imageMean(Prediction prediction) {
        return mean(List.of(LossSpace.normalise(prediction.targetFull())));
    }

    /** The same vector for each of {@code count} patches. */
    public static Embeddings repeated(Embeddings mean, int count) {
        return mean.rows(new int[count]);
    }

    /**
     * For each patch of a block the target embedding of the context patch nearest to it, {@code [Nm, D]}.
     *
     * @param block index of the target block
     */
    public static Embeddings nearestContext(Prediction prediction, int block) {
        int[] nearest = nearestPatches(
                prediction.layout().grid(),
                prediction.layout().contextPatches(),
                prediction.blocks().get(block).patches());
        return LossSpace.normalise(prediction.targetFull().rows(nearest));
    }

    /**
     * For each patch the nearest of some candidates by the distance of their centres; of several equally near ones the
     * first in row-major order.
     */
    public static int[] nearestPatches(PatchGrid grid, int[] candidates, int[] patches) {
        if (candidates.length == 0) {
            throw new IllegalArgumentException("No candidate is there to be the nearest patch.");
        }
        return Arrays.stream(patches)
                .map(patch -> {
                    int nearest = candidates[0];
                    long smallest = Long.MAX_VALUE;
                    for (int candidate : candidates) {
                        long down = grid.row(candidate) - grid.row(patch);
                        long across = grid.column(candidate) - grid.column(patch);
                        long squared = down * down + across * across;
                        if (squared < smallest || squared == smallest && candidate < nearest) {
                            smallest = squared;
                            nearest = candidate;
                        }
                    }
                    return nearest;
                })
                .toArray();
    }
}
