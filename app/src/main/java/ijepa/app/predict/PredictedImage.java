package ijepa.app.predict;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

import ijepa.app.shell.OpenImage;
import ijepa.core.image.Image;
import ijepa.core.model.Embeddings;
import ijepa.core.model.Prediction;
import ijepa.renderer.map.BlockErrors;
import ijepa.renderer.map.Distance;
import ijepa.renderer.map.EmbeddingColours;
import ijepa.renderer.map.PredictionMaps;

/**
 * Everything that the panels show of one prediction, made in the background.
 *
 * @param image  the picture it belongs to
 * @param seen   the picture in the network's resolution
 * @param maps   the prediction on the patch grid
 * @param errors the blocks' errors by each distance
 */
record PredictedImage(OpenImage image, Image seen, PredictionMaps maps, Map<Distance, BlockErrors> errors) {

    private static final double[] STEPS = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8};

    static PredictedImage of(OpenImage image, Image seen, Prediction prediction, EmbeddingColours colours) {
        Map<Distance, BlockErrors> errors = new EnumMap<>(Distance.class);
        for (Distance distance : Distance.values()) {
            errors.put(distance, BlockErrors.of(prediction, distance));
        }
        return new PredictedImage(image, seen, PredictionMaps.of(prediction, colours), errors);
    }

    /** Cosine similarity {@code [N]} of one patch's target embedding to every patch's. */
    double[] targetSimilarities(int patch) {
        return similarities(maps.target(), patch);
    }

    /**
     * Cosine similarity {@code [N]} of what is predicted for one patch to every patch's target embedding; not a number
     * where nothing is predicted for that patch.
     */
    double[] predictedSimilarities(int patch) {
        for (Prediction.BlockPrediction block : maps.prediction().blocks()) {
            int at = Arrays.binarySearch(block.patches(), patch);
            if (at >= 0) {
                return similarities(block.predicted(), at);
            }
        }
        double[] none = new double[maps.target().count()];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private double[] similarities(Embeddings from, int row) {
        double[] similar = new double[maps.target().count()];
        for (int i = 0; i < similar.length; i++) {
            similar[i] = 1 - Distance.COSINE.between(from, row, maps.target(), i);
        }
        return similar;
    }

    /** The next round number, so that a scale rests while blocks move. */
    static double roundedUp(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : STEPS) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
