package ijepa.core.train;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.model.BlockRun;
import ijepa.core.model.Network;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Kernels.Role;

/** How the gradients of a forward pass come about. */
sealed interface Backward {

    /** How the context encoder's blocks are run. */
    BlockRun encoder();

    /** How the predictor's are. */
    BlockRun predictor();

    /** Derivatives of the objective by all trained parameters, in their order, as {@link Role#GRADIENT}. */
    List<NDArray> gradients(NDManager into, NDArray objective, List<Optimizer.Slot> slots);

    /** Autograd has recorded everything. */
    record Recorded(Kernels kernels) implements Backward {

        @Override
        public BlockRun encoder() {
            return kernels::run;
        }

        @Override
        public BlockRun predictor() {
            return kernels::run;
        }

        @Override
        public List<NDArray> gradients(NDManager into, NDArray objective, List<Optimizer.Slot> slots) {
            return kernels.optimizer()
                    .gradients(
                            into,
                            objective,
                            slots.stream().map(Optimizer.Slot::parameter).toList());
        }
    }

    /** Autograd has recorded what lies before, between and behind the blocks; they are computed again. */
    record Recomputed(Kernels kernels, RecomputedBlocks encoder, RecomputedBlocks predictor) implements Backward {

        private static final String BLOCKS = Network.ENCODER.prefix() + "blocks.";
        private static final String EMBEDDING = Network.ENCODER.prefix() + "patch_embed.";

        Recomputed(Kernels kernels) {
            this(kernels, new RecomputedBlocks(kernels), new RecomputedBlocks(kernels));
        }

        @Override
        public List<NDArray> gradients(NDManager into, NDArray objective, List<Optimizer.Slot> slots) {
            Map<NDArray, NDArray> found = new IdentityHashMap<>();
            NDArray one = Role.GRADIENT.give(objective.onesLike());
            List<NDArray> outputs = new ArrayList<>(List.of(objective));
            List<NDArray> given = new ArrayList<>(List.of(one));

            NDArray predicted = derivatives(into, outputs, given, List.of(predictor.output()), List.of(), found);
            outputs.addAll(predictor.inputs());
            predictor.backward(into, predicted, found).forEach(gradient -> given.add(Role.GRADIENT.give(gradient)));

            List<NDArray> embedding = new ArrayList<>();
            List<NDArray> between = new ArrayList<>();
            for (Optimizer.Slot slot : slots) {
                if (slot.name().startsWith(EMBEDDING)) {
                    embedding.add(slot.parameter());
                } else if (!found.containsKey(slot.parameter()) && !slot.name().startsWith(BLOCKS)) {
                    between.add(slot.parameter());
                }
            }
            NDArray encoded = derivatives(into, outputs, given, List.of(encoder.output()), between, found);
            List<NDArray> first = encoder.backward(into, encoded, found);
            first.forEach(Role.GRADIENT::give);
            derivatives(into, encoder.inputs(), first, List.of(), embedding, found);
            return slots.stream()
                    .map(slot -> Role.GRADIENT.give(found.get(slot.parameter())))
                    .toList();
        }

        /** Derivatives by parameters, which are put with the others, and by a network's output, which is returned. */
        private NDArray derivatives(
                NDManager into,
                List<NDArray> outputs,
                List<NDArray> given,
                List<NDArray> output,
                List<NDArray> parameters,
                Map<NDArray, NDArray> found) {
            List<NDArray> by = new ArrayList<>(output);
            by.addAll(parameters);
            // In the list of parameters for this call, and an argument of its own before and after.
            output.forEach(Role.PARAMETER::give);
            List<NDArray> all = kernels.optimizer().derivatives(into, outputs, given, by);
            output.forEach(array -> array.setName(null));
            for (int i = 0; i < parameters.size(); i++) {
                found.put(parameters.get(i), all.get(output.size() + i));
            }
            return all.getFirst();
        }
    }
}
