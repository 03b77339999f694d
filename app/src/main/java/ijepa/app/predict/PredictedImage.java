package ijepa.app.predict;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import ijepa.core.model.Network;
import ijepa.core.model.Prediction;
import ijepa.renderer.map.Baselines;
import ijepa.renderer.map.BlockErrors;
import ijepa.renderer.map.Distance;
import ijepa.renderer.map.EmbeddingColours;
import ijepa.renderer.map.PatchSimilarity;
import ijepa.renderer.map.PredictionMaps;
import ijepa.renderer.predict.LayerLook;

/**
 * Everything that the panels show of one prediction, made in the background.
 *
 * @param maps       the prediction on the patch grid; without blocks where there is no predictor
 * @param similarity of the networks' outputs
 * @param errors     the blocks' errors by each distance
 * @param rivals     what they are compared with
 * @param context    the context encoder's layer where another than the last is looked at
 * @param target     the target encoder's
 * @param predictor  the predictor's
 */
record PredictedImage(
        Subject subject,
        PredictionMaps maps,
        PatchSimilarity similarity,
        Map<Distance, BlockErrors> errors,
        Baselines.Rivals rivals,
        Optional<LayerLook> context,
        Optional<LayerLook> target,
        Optional<LayerLook> predictor) {

    /**
     * Predicts and looks; in the background.
     *
     * @param fit finds the image's own colours
     */
    static PredictedImage of(
            Subject subject, EmbeddingChoice choice, BiFunction<Subject, Prediction, EmbeddingColours> fit) {
        Prediction prediction = subject.hasPredictor()
                ? subject.checkpoint().predict(subject.tensor(), subject.layout())
                : subject.model().encode(subject.tensor(), subject.layout());
        Baselines.Rivals rivals = new Baselines.Rivals(
                choice.set().map(set -> set.mean()).orElseGet(() -> Baselines.imageMean(prediction)),
                choice.set().isPresent(),
                subject.hasPredictor() ? subject.model().predictUntrained(prediction) : List.of());
        Map<Distance, BlockErrors> errors = new EnumMap<>(Distance.class);
        for (Distance distance : Distance.values()) {
            errors.put(distance, BlockErrors.of(prediction, distance, rivals));
        }
        PredictionMaps maps = maps(prediction, choice, () -> fit.apply(subject, prediction));
        return new PredictedImage(
                subject,
                maps,
                new PatchSimilarity(maps),
                errors,
                rivals,
                layer(subject, Network.ENCODER, choice.layer()),
                layer(subject, Network.TARGET_ENCODER, choice.layer()),
                subject.hasPredictor() ? layer(subject, Network.PREDICTOR, choice.predictorLayer()) : Optional.empty());
    }

    private static Optional<LayerLook> layer(Subject subject, Network network, int layer) {
        return layer == EmbeddingChoice.LAST
                ? Optional.empty()
                : Optional.of(LayerLook.of(subject.model(), subject.tensor(), subject.layout(), network, layer));
    }

    private static PredictionMaps maps(Prediction prediction, EmbeddingChoice choice, Supplier<EmbeddingColours> own) {
        if (choice.colouring() == EmbeddingChoice.Colouring.BLOCK
                && choice.block() < prediction.blocks().size()) {
            return PredictionMaps.ofBlock(prediction, choice.block());
        }
        if (choice.colouring() == EmbeddingChoice.Colouring.SET && choice.set().isPresent()) {
            return PredictionMaps.of(prediction, choice.set().get().colours());
        }
        return PredictionMaps.of(prediction, own.get());
    }
}
