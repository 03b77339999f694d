package ijepa.core.checkpoint;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

import ijepa.core.InputException;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.ParameterSource;

/**
 * AdamW's state in a published checkpoint, by the parameters' official names with the network's prefix. There, parameters
 * have numbers only, given through four groups: weights of the encoder, weights of the predictor, then biases and
 * one-dimensional parameters of each.
 *
 * @param moments those of each trained parameter, in the official order; empty before the first step
 * @param groups  the four groups
 */
public record OptimizerState(SequencedMap<String, Moments> moments, List<Group> groups) {

    /** What a first moment's name starts with in our own files, before the parameter's. */
    public static final String FIRST_MOMENT = "optimizer.first_moment.";

    /** What a second moment's name starts with there. */
    public static final String SECOND_MOMENT = "optimizer.second_moment.";

    /** What a step count's name starts with there; it has no dimensions. */
    public static final String STEP_COUNT = "optimizer.step_count.";

    /** Name of the state of the generator of mask places there. */
    public static final String GENERATOR = "generator";

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

    /**
     * The state in a file of our own training.
     *
     * @param tensors      of the file
     * @param learningRate that the file says of itself
     * @return empty where the file has none
     */
    static Optional<OptimizerState> read(ModelSpec spec, Map<String, StoredTensor> tensors, double learningRate) {
        SequencedMap<String, Moments> moments = new LinkedHashMap<>();
        List<Group> groups = new ArrayList<>();
        for (SequencedMap<String, long[]> members : OfficialGroups.of(spec)) {
            for (String name : members.keySet()) {
                StoredTensor first = tensors.get(FIRST_MOMENT + name);
                StoredTensor second = tensors.get(SECOND_MOMENT + name);
                StoredTensor step = tensors.get(STEP_COUNT + name);
                if (first != null && second != null && step != null) {
                    moments.put(name, new Moments(first, second, (long) step.floats()[0]));
                }
            }
            groups.add(new Group(
                    List.copyOf(members.keySet()),
                    learningRate,
                    groups.size() < 2 ? OptimizerSource.PUBLISHED_WEIGHT_DECAY : 0));
        }
        return moments.isEmpty() ? Optional.empty() : Optional.of(new OptimizerState(moments, groups));
    }

    /** Whether a tensor of our own files belongs to the training rather than to a network. */
    static boolean isOfTraining(String tensor) {
        return tensor.startsWith("optimizer.") || tensor.equals(GENERATOR) || tensor.equals(Seal.NAME);
    }

    /** The state as our own files name it: {@link #FIRST_MOMENT} and so on before each parameter's name. */
    public ParameterSource source() {
        return new TrainingSource(moments);
    }

    private record TrainingSource(SequencedMap<String, Moments> moments) implements ParameterSource {

        @Override
        public Set<String> names() {
            Set<String> names = new HashSet<>();
            for (String name : moments.keySet()) {
                names.add(FIRST_MOMENT + name);
                names.add(SECOND_MOMENT + name);
                names.add(STEP_COUNT + name);
            }
            return names;
        }

        @Override
        public long[] shape(String name) {
            if (name.startsWith(STEP_COUNT)) {
                return new long[0];
            }
            return name.startsWith(FIRST_MOMENT)
                    ? of(name, FIRST_MOMENT).first().sizes()
                    : of(name, SECOND_MOMENT).second().sizes();
        }

        @Override
        public void read(String name, FloatBuffer into) {
            if (name.startsWith(STEP_COUNT)) {
                into.put(of(name, STEP_COUNT).step());
            } else if (name.startsWith(FIRST_MOMENT)) {
                of(name, FIRST_MOMENT).first().read(into);
            } else {
                of(name, SECOND_MOMENT).second().read(into);
            }
        }

        private Moments of(String name, String prefix) {
            return moments.get(name.substring(prefix.length()));
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
