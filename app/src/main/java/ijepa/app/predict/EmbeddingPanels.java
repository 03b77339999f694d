package ijepa.app.predict;

import java.util.Arrays;
import java.util.stream.Stream;

import ijepa.core.mask.PatchGrid;
import ijepa.renderer.map.ColourMap;
import ijepa.renderer.map.ColourScale;
import ijepa.renderer.map.MapPanel;
import ijepa.renderer.map.PredictionMaps;

/**
 * The three panels of embeddings: colours, or how similar one patch is to all others.
 *
 * @param predictedFor whether there is a prediction for that patch; true without one
 */
record EmbeddingPanels(MapPanel context, MapPanel target, MapPanel predicted, boolean predictedFor) {

    private static final String COSINE = "cosine similarity";

    /** As colours. */
    static EmbeddingPanels colours(PredictedImage now) {
        PredictionMaps maps = now.maps();
        PatchGrid grid = now.subject().layout().grid();
        return new EmbeddingPanels(
                now.context()
                        .map(look -> look.panel())
                        .orElseGet(() -> MapPanel.ofColours("Context embeddings", grid, maps.contextColours())),
                now.target()
                        .map(look -> look.panel())
                        .orElseGet(() -> MapPanel.ofColours("Target embeddings", grid, maps.targetColours())),
                now.predictor()
                        .map(look -> look.panel())
                        .orElseGet(() -> MapPanel.ofColours("Predicted embeddings", grid, maps.predictedColours())),
                true);
    }

    /** As similarities to a patch, in one scale. */
    static EmbeddingPanels similarities(PredictedImage now, int patch) {
        double[] context = now.context()
                .map(look -> look.similarities(patch))
                .orElseGet(() -> now.similarity().inContext(patch));
        double[] target = now.target()
                .map(look -> look.similarities(patch))
                .orElseGet(() -> now.similarity().inTarget(patch));
        double[] predicted = now.predictor()
                .map(look -> look.similarities(patch))
                .orElseGet(() -> now.similarity().ofPrediction(patch));
        // The scale's lower end moves in steps, so that colours rest while the pointer moves.
        double lowest = Stream.of(context, target, predicted)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .map(similarity -> Math.floor(5 * similarity) / 5)
                .min()
                .orElse(-1);
        ColourMap map = new ColourMap(ColourScale.MAGMA, Math.min(lowest, 0.8), 1, false);
        PatchGrid grid = now.subject().layout().grid();
        boolean predictedFor = Arrays.stream(predicted).anyMatch(Double::isFinite);
        boolean seen = Arrays.stream(context).anyMatch(Double::isFinite);
        return new EmbeddingPanels(
                MapPanel.of(seen ? "Similar to patch " + patch : "Not in the context", grid, context, map, COSINE),
                MapPanel.of("Similar to patch " + patch, grid, target, map, COSINE),
                MapPanel.of(
                        predictedFor ? "Similar to its prediction" : "No prediction for it",
                        grid,
                        predicted,
                        map,
                        COSINE),
                predictedFor);
    }
}
