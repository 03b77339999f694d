package ijepa.renderer.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ijepa.core.mask.MaskLayout;
import ijepa.core.model.Embeddings;

/**
 * How similar one patch is to every patch, in each space, by the cosine between embeddings; fast enough to follow a pointer.
 * Values are on the patch grid, {@code [N]}, and no number where there is nothing to compare.
 */
public final class PatchSimilarity {

    private final MaskLayout layout;
    private final int[] context;
    private final UnitVectors ofContext;
    private final UnitVectors ofTarget;
    private final List<UnitVectors> ofBlocks = new ArrayList<>();

    /** Of one prediction. */
    public PatchSimilarity(PredictionMaps maps) {
        this(maps.prediction().layout(), maps.context(), maps.target(), predicted(maps));
    }

    /**
     * Of embeddings of any layer.
     *
     * @param context   {@code [Nc, D]}
     * @param target    {@code [N, D]}
     * @param predicted {@code [Nm, D]} of each block
     */
    public PatchSimilarity(MaskLayout layout, Embeddings context, Embeddings target, List<Embeddings> predicted) {
        this.layout = layout;
        this.context = layout.contextPatches();
        ofContext = new UnitVectors(context);
        ofTarget = new UnitVectors(target);
        predicted.forEach(block -> ofBlocks.add(new UnitVectors(block)));
    }

    private static List<Embeddings> predicted(PredictionMaps maps) {
        List<Embeddings> predicted = new ArrayList<>();
        maps.prediction().blocks().forEach(block -> predicted.add(block.predicted()));
        return predicted;
    }

    /** What the context encoder says of a patch, to what it says of every context patch. */
    public double[] inContext(int patch) {
        double[] cells = nothing();
        int at = Arrays.binarySearch(context, patch);
        if (at >= 0) {
            double[] similar = ofContext.similarities(ofContext, at);
            for (int i = 0; i < context.length; i++) {
                cells[context[i]] = similar[i];
            }
        }
        return cells;
    }

    /** What is there at a patch, to what is there at every patch. */
    public double[] inTarget(int patch) {
        return ofTarget.similarities(ofTarget, patch);
    }

    /** What is predicted for a patch, by the first block that has it, to what is there at every patch. */
    public double[] ofPrediction(int patch) {
        for (int m = 0; m < ofBlocks.size(); m++) {
            int at = Arrays.binarySearch(layout.targetPatches(m), patch);
            if (at >= 0) {
                return ofTarget.similarities(ofBlocks.get(m), at);
            }
        }
        return nothing();
    }

    private double[] nothing() {
        double[] cells = new double[layout.grid().size()];
        Arrays.fill(cells, Double.NaN);
        return cells;
    }
}
