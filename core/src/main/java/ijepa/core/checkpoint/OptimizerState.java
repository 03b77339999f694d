package ijepa.core.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import ijepa.core.InputException;
import ijepa.core.model.ModelSpec;

/**
 * AdamW's state in a published checkpoint, by the parameters' official names with the network's prefix. There, parameters
 * have numbers only, given through four groups: weights of the encoder, weights of the predictor, then biases and
 * one-dimensional parameters of each.
 *
 * @param moments those of each trained parameter, in the official order; empty before the first step
 * @param groups  the four groups
 */
public record OptimizerState(SequencedMap<String, Moments> moments, List<Group> groups) {

    /**
     * The state of one parameter.
     *
     * @param first  moving average of gradients, of the parameter's shape
     * @param second moving average of their squares
     * @param step   updates so far
     */
    public record Moments(StoredTensor first, StoredTensor second, long step) {}

    /** One group as it was at its last step. */
    public record Group(List<String> parameters, double learningRate, double weightDecay) {}

    /**
     * Finds the names behind the numbers.
     *
     * @param file  what to call the file in messages
     * @param state {@code opt.state_dict()}
     * @throws InputException when the state is not this model's
     */
    static OptimizerState read(String file, ModelSpec spec, Map<?, ?> state) {
        List<SequencedMap<String, long[]>> expected = OfficialGroups.of(spec);
        try {
            List<?> groups = (List<?>) state.get("param_groups");
            Map<?, ?> byNumber = (Map<?, ?>) state.get("state");
            if (groups.size() != expected.size()) {
                throw foreign(file, "it has " + groups.size() + " parameter groups instead of " + expected.size());
            }
            SequencedMap<String, Moments> moments = new LinkedHashMap<>();
            List<Group> read = new ArrayList<>();
            for (int g = 0; g < groups.size(); g++) {
                Map<?, ?> group = (Map<?, ?>) groups.get(g);
                List<?> numbers = (List<?>) group.get("params");
                List<String> names = List.copyOf(expected.get(g).keySet());
                if (numbers.size() != names.size()) {
                    throw foreign(
                            file,
                            "group " + (g + 1) + " has " + numbers.size() + " parameters instead of " + names.size());
                }
                for (int i = 0; i < names.size(); i++) {
                    Object of = byNumber.get(((Number) numbers.get(i)).longValue());
                    if (of != null) {
                        String name = names.get(i);
                        moments.put(name, moments(file, name, expected.get(g).get(name), (Map<?, ?>) of));
                    }
                }
                read.add(new Group(
                        names,
                        ((Number) group.get("lr")).doubleValue(),
                        ((Number) group.get("weight_decay")).doubleValue()));
            }
            return new OptimizerState(moments, List.copyOf(read));
        } catch (ClassCastException | NullPointerException failure) {
            throw new InputException(
                    file + ": its optimiser state is not that of torch.optim.AdamW, so training cannot go on from it.",
                    failure);
        }
    }

    private static Moments moments(String file, String name, long[] shape, Map<?, ?> state) {
        StoredTensor first = (StoredTensor) state.get("exp_avg");
        StoredTensor second = (StoredTensor) state.get("exp_avg_sq");
        if (!Arrays.equals(first.sizes(), shape) || !Arrays.equals(second.sizes(), shape)) {
            throw foreign(file, "the moments of " + name + " have the shape " + first.shape());
        }
        // A tensor since PyTorch 1.12, a number before.
        Object step = state.get("step");
        long steps = step instanceof StoredTensor tensor && tensor.elements() == 1
                ? (long) tensor.floats()[0]
                : ((Number) step).longValue();
        return new Moments(first, second, steps);
    }

    private static InputException foreign(String file, String what) {
        return new InputException(file + ": its optimiser state does not belong to its model: " + what + ".");
    }
}
