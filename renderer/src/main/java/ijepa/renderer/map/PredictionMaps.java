package ijepa.renderer.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ijepa.core.model.Embeddings;
import ijepa.core.model.Prediction;

/**
 * One prediction as maps over the patch grid, the same for the window, the command line and figures. All embeddings are
 * brought to {@link LossSpace} and coloured by one fit. Where blocks overlap, a patch shows the first block that has it.
 */
public final class PredictionMaps {

    private final Prediction prediction;
    private final Embeddings context;
    private final Embeddings target;
    private final EmbeddingColours colours;

    private PredictionMaps(Prediction prediction, Embeddings context, Embeddings target, EmbeddingColours colours) {
        this.prediction = prediction;
        this.context = context;
        this.target = target;
        this.colours = colours;
    }

    /** Colours fitted to the context's embeddings, all target embeddings and all predictions of the image. */
    public static PredictionMaps of(Prediction prediction) {
        Embeddings context = LossSpace.normalise(prediction.context());
        Embeddings target = LossSpace.normalise(prediction.targetFull());
        List<Embeddings> sets = new ArrayList<>(List.of(context, target));
        prediction.blocks().forEach(block -> sets.add(block.predicted()));
        return new PredictionMaps(prediction, context, target, EmbeddingColours.fit(sets));
    }

    /** Colours fitted to what is there and what is predicted in one target block only, which shows finer differences. */
    public static PredictionMaps ofBlock(Prediction prediction, int block) {
        Prediction.BlockPrediction fitted = prediction.blocks().get(block);
        return new PredictionMaps(
                prediction,
                LossSpace.normalise(prediction.context()),
                LossSpace.normalise(prediction.targetFull()),
                EmbeddingColours.fit(List.of(fitted.target(), fitted.predicted())));
    }

    /** Colours of a fit made before, so that one patch keeps its colour while the layout changes. */
    public static PredictionMaps of(Prediction prediction, EmbeddingColours colours) {
        return new PredictionMaps(
                prediction,
                LossSpace.normalise(prediction.context()),
                LossSpace.normalise(prediction.targetFull()),
                colours);
    }

    public Prediction prediction() {
        return prediction;
    }

    /** The fit behind the colours. */
    public EmbeddingColours colours() {
        return colours;
    }

    /** Context encoder output in {@link LossSpace}, {@code [Nc, D]}. */
    public Embeddings context() {
        return context;
    }

    /** Target encoder output of all patches in {@link LossSpace}, {@code [N, D]}. */
    public Embeddings target() {
        return target;
    }

    /** Colours {@code [N]} of what the context encoder says; transparent outside the context. */
    public int[] contextColours() {
        return spread(prediction.layout().contextPatches(), colours.of(context));
    }

    /** Colours {@code [N]} of what the target encoder says of every patch. */
    public int[] targetColours() {
        return colours.of(target);
    }

    /** Colours {@code [N]} of what is predicted; transparent outside the target blocks. */
    public int[] predictedColours() {
        int[] cells = new int[patches()];
        for (int m = prediction.blocks().size() - 1; m >= 0; m--) {
            Prediction.BlockPrediction block = prediction.blocks().get(m);
            int[] ofBlock = colours.of(block.predicted());
            for (int i = 0; i < ofBlock.length; i++) {
                cells[block.patches()[i]] = ofBlock[i];
            }
        }
        return cells;
    }

    /** Errors {@code [N]} of what is predicted; not a number outside the target blocks. */
    public double[] errors(Distance distance) {
        double[] cells = new double[patches()];
        Arrays.fill(cells, Double.NaN);
        for (int m = prediction.blocks().size() - 1; m >= 0; m--) {
            Prediction.BlockPrediction block = prediction.blocks().get(m);
            double[] ofBlock = distance.errors(block.predicted(), block.target());
            for (int i = 0; i < ofBlock.length; i++) {
                cells[block.patches()[i]] = ofBlock[i];
            }
        }
        return cells;
    }

    private int patches() {
        return prediction.layout().grid().size();
    }

    private int[] spread(int[] patches, int[] values) {
        int[] cells = new int[patches()];
        for (int i = 0; i < patches.length; i++) {
            cells[patches[i]] = values[i];
        }
        return cells;
    }
}
