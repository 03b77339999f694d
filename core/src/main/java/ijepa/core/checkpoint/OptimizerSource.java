package ijepa.core.checkpoint;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import ijepa.core.model.ParameterSource;
import ijepa.core.tensor.OptimizerKernels.AdamW;

/**
 * AdamW's state where a checkpoint is written from. Names are the parameters' official ones with the network's prefix;
 * parameters without a state are left out.
 *
 * @param first        moving averages of gradients
 * @param second       moving averages of their squares, under the same names
 * @param step         updates so far
 * @param learningRate at the last step
 * @param weightDecay  of weights, at the last step
 */
public record OptimizerSource(
        ParameterSource first,
        ParameterSource second,
        long step,
        double learningRate,
        double weightDecay,
        AdamW constants) {

    /** The published learning rate, which a schedule replaces at the first step. */
    static final double PUBLISHED_LEARNING_RATE = 1e-3;

    /** The published weight decay at the start, likewise. */
    static final double PUBLISHED_WEIGHT_DECAY = 0.04;

    /** The state as it was read from a published checkpoint; open while it is written. */
    public static OptimizerSource of(OptimizerState state) {
        Map<String, StoredTensor> first = new LinkedHashMap<>();
        Map<String, StoredTensor> second = new LinkedHashMap<>();
        state.moments().forEach((name, moments) -> {
            first.put(name, moments.first());
            second.put(name, moments.second());
        });
        OptimizerState.Group weights = state.groups().getFirst();
        return new OptimizerSource(
                new Stored(first),
                new Stored(second),
                state.moments().values().stream()
                        .mapToLong(OptimizerState.Moments::step)
                        .max()
                        .orElse(0),
                weights.learningRate(),
                weights.weightDecay(),
                AdamW.PUBLISHED);
    }

    /** The state before the first step. */
    static OptimizerSource fresh(double learningRate, double weightDecay) {
        Stored none = new Stored(Map.of());
        return new OptimizerSource(none, none, 0, learningRate, weightDecay, AdamW.PUBLISHED);
    }

    private record Stored(Map<String, StoredTensor> tensors) implements ParameterSource {

        @Override
        public Set<String> names() {
            return tensors.keySet();
        }

        @Override
        public long[] shape(String name) {
            return tensors.get(name).sizes();
        }

        @Override
        public void read(String name, FloatBuffer into) {
            tensors.get(name).read(into);
        }
    }
}
