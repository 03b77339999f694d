package ijepa.core.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import ijepa.core.model.ModelSpec;
import ijepa.core.model.Network;
import ijepa.core.model.Predictor;
import ijepa.core.model.VisionTransformer;

/**
 * The order in which the published code hands parameters to its optimiser: weights of the encoder, of the predictor, then
 * biases and one-dimensional parameters of each. Positions are among them though they are never trained.
 */
final class OfficialGroups {

    private OfficialGroups() {}

    /** The four groups: names with the network's prefix, and sizes. Without a predictor two groups are empty. */
    static List<SequencedMap<String, long[]>> of(ModelSpec spec) {
        SequencedMap<String, long[]> encoder = VisionTransformer.shapes(spec.encoder());
        SequencedMap<String, long[]> predictor = spec.predictor()
                .map(small -> Predictor.shapes(spec.encoder(), small))
                .orElseGet(LinkedHashMap::new);
        return List.of(
                select(Network.ENCODER, encoder, true),
                select(Network.PREDICTOR, predictor, true),
                select(Network.ENCODER, encoder, false),
                select(Network.PREDICTOR, predictor, false));
    }

    private static SequencedMap<String, long[]> select(
            Network network, SequencedMap<String, long[]> shapes, boolean weights) {
        SequencedMap<String, long[]> selected = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            if ((!name.contains("bias") && shape.length != 1) == weights) {
                selected.put(network.prefix() + name, shape);
            }
        });
        return selected;
    }
}
