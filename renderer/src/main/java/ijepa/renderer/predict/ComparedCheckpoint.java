package ijepa.renderer.predict;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import ijepa.core.InputException;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.Embeddings;
import ijepa.core.model.ForwardPass;
import ijepa.core.model.InspectableModel;
import ijepa.core.model.Network;
import ijepa.core.model.Prediction;
import ijepa.renderer.map.BlockErrors;
import ijepa.renderer.map.Distance;
import ijepa.renderer.map.EmbeddingColours;
import ijepa.renderer.map.LossSpace;
import ijepa.renderer.map.MapPanel;
import ijepa.renderer.map.PredictionMaps;

/**
 * One of several checkpoints that look at the same image and layout. Each is coloured by its own target embeddings, because
 * different weights have different spaces; errors can be compared.
 *
 * @param name   what to call it
 * @param errors by distance
 */
public record ComparedCheckpoint(String name, PredictionMaps maps, Map<Distance, BlockErrors> errors) {

    /**
     * Lets a checkpoint predict.
     *
     * @throws InputException when it has another patch grid, or no predictor
     */
    public static ComparedCheckpoint of(String name, InspectableModel model, ImageTensor image, MaskLayout layout) {
        PatchGrid grid = PatchGrid.ofImage(
                image.height(), image.width(), model.spec().encoder().patchSize());
        if (!grid.equals(layout.grid())) {
            throw new InputException(name + " cuts the image into " + grid.rows() + " x " + grid.columns()
                    + " patches, the layout is for " + layout.grid().rows() + " x "
                    + layout.grid().columns() + ": compare checkpoints of one grid.");
        }
        Prediction prediction = model.predict(image, layout);
        Map<Distance, BlockErrors> errors = new EnumMap<>(Distance.class);
        for (Distance distance : Distance.values()) {
            errors.put(distance, BlockErrors.of(prediction, distance));
        }
        return new ComparedCheckpoint(
                name,
                PredictionMaps.of(
                        prediction, EmbeddingColours.fit(List.of(LossSpace.normalise(prediction.targetFull())))),
                errors);
    }

    /** What it predicts, in the colours of its own target embeddings. */
    public MapPanel predicted() {
        return MapPanel.ofColours(name, maps.prediction().layout().grid(), maps.predictedColours());
    }

    /** What is there in its own target encoder's view. */
    public MapPanel target() {
        return MapPanel.ofColours(
                "Targets of " + name, maps.prediction().layout().grid(), maps.targetColours());
    }

    /** Its errors. */
    public MapPanel error(Distance distance) {
        return MapPanel.ofErrors(
                "Its error", maps.prediction().layout().grid(), maps.errors(distance), distance.title());
    }

    /**
     * How far the context encoder's embedding of every patch is from the target encoder's, both on the whole image, in the
     * space of the loss. The target encoder follows the other slowly, so this is how far it lags behind.
     */
    public static Map<Distance, MapPanel> encoders(InspectableModel model, ImageTensor image, PatchGrid grid) {
        Embeddings online = LossSpace.normalise(model.features(
                ForwardPass.whole(Network.ENCODER, image, grid.size()),
                model.spec().encoder().depth()));
        Embeddings target = LossSpace.normalise(model.encodeTarget(image));
        Map<Distance, MapPanel> panels = new EnumMap<>(Distance.class);
        for (Distance distance : Distance.values()) {
            panels.put(
                    distance,
                    MapPanel.ofErrors(
                            "Encoder to target encoder", grid, distance.errors(online, target), distance.title()));
        }
        return panels;
    }

    /** Its mean error over the blocks, beside the baselines'. */
    public BlockErrors.Entry mean(Distance distance) {
        return errors.get(distance).mean();
    }
}
