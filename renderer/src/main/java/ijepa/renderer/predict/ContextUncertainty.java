package ijepa.renderer.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.PatchSet;
import ijepa.core.model.Embeddings;
import ijepa.core.model.InspectableModel;
import ijepa.renderer.map.Distance;
import ijepa.renderer.map.LossSpace;

/**
 * How much the prediction of one target block depends on what is seen: many contexts, drawn as in training, for the same
 * target.
 *
 * @param patches  the target's, ascending
 * @param contexts patches of each context that was tried, without the target's
 * @param errors   by distance {@code [contexts][Nm]}
 */
public record ContextUncertainty(int[] patches, List<int[]> contexts, Map<Distance, double[][]> errors) {

    public ContextUncertainty {
        contexts = List.copyOf(contexts);
    }

    /**
     * Tries contexts.
     *
     * @param block    index of the target block of the layout
     * @param sampler  draws the contexts, on the layout's grid
     * @param count    how many draws
     * @param seed     of their places; draw i is of iteration i
     * @param progress may end it
     * @throws InputException when there is no such block, or no draw leaves a context
     */
    public static ContextUncertainty of(
            InspectableModel model,
            ImageTensor image,
            MaskLayout layout,
            int block,
            MaskSampler sampler,
            int count,
            long seed,
            Progress progress) {
        PositionSweep.requireBlock(layout, block);
        int[] patches = layout.targetPatches(block);
        PatchSet hidden = PatchSet.of(patches);
        Embeddings target = LossSpace.normalise(model.encodeTarget(image)).rows(patches);
        List<int[]> contexts = new ArrayList<>();
        List<Embeddings> predicted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            progress.reached((double) i / count);
            int[] context = Arrays.stream(sampler.draw(i, seed).contextPatches())
                    .filter(patch -> !hidden.contains(patch))
                    .toArray();
            if (context.length > 0) {
                contexts.add(context);
                predicted.addAll(model.predictBlocks(image, context, List.of(patches), Progress.NONE));
            }
        }
        if (contexts.isEmpty()) {
            throw new InputException("None of " + count
                    + " drawn contexts has a patch outside the target block: make the block smaller.");
        }
        Map<Distance, double[][]> errors = new EnumMap<>(Distance.class);
        for (Distance distance : Distance.values()) {
            errors.put(
                    distance,
                    predicted.stream()
                            .map(found -> distance.errors(found, target))
                            .toArray(double[][]::new));
        }
        progress.reached(1);
        return new ContextUncertainty(patches, contexts, errors);
    }

    /** Mean error of each target patch over the contexts, on the grid {@code [N]}; no number elsewhere. */
    public double[] mean(Distance distance, int size) {
        double[] cells = nothing(size);
        double[][] found = errors.get(distance);
        for (int k = 0; k < patches.length; k++) {
            cells[patches[k]] = mean(found, k);
        }
        return cells;
    }

    /** Standard deviation of each target patch's error over the contexts, on the grid {@code [N]}. */
    public double[] spread(Distance distance, int size) {
        double[] cells = nothing(size);
        double[][] found = errors.get(distance);
        for (int k = 0; k < patches.length; k++) {
            double mean = mean(found, k);
            double squares = 0;
            for (double[] ofContext : found) {
                squares += (ofContext[k] - mean) * (ofContext[k] - mean);
            }
            cells[patches[k]] = Math.sqrt(squares / Math.max(1, found.length - 1));
        }
        return cells;
    }

    /** The block's mean error with each context. */
    public double[] byContext(Distance distance) {
        return Arrays.stream(errors.get(distance))
                .mapToDouble(ofContext -> Arrays.stream(ofContext).average().orElseThrow())
                .toArray();
    }

    private static double mean(double[][] found, int k) {
        return Arrays.stream(found)
                .mapToDouble(ofContext -> ofContext[k])
                .average()
                .orElseThrow();
    }

    private static double[] nothing(int size) {
        double[] cells = new double[size];
        Arrays.fill(cells, Double.NaN);
        return cells;
    }
}
