package ijepa.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ijepa.core.checkpoint.OptimizerState;
import ijepa.core.model.IJepa;
import ijepa.core.model.NetworkParameters;
import ijepa.core.model.ParameterSource;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.OptimizerKernels.AdamW;

/**
 * AdamW over encoder and predictor in the published code's four groups: weights of the encoder, weights of the predictor,
 * then biases and one-dimensional parameters of each, which weight decay leaves alone. Positions are not trained.
 */
public final class Optimizer implements AutoCloseable {

    private final Kernels kernels;
    private final NDManager manager;
    private final AdamW constants;
    private final Optional<ParameterSource> state;
    private final List<Slot> slots = new ArrayList<>();
    private final Group decayed;
    private final Group undecayed;

    /**
     * One trained parameter and its state.
     *
     * @param name official name with the network's prefix
     */
    public record Slot(String name, NDArray parameter, NDArray firstMoment, NDArray secondMoment, NDArray stepCount) {}

    private record Group(
            List<NDArray> parameters,
            List<NDArray> firstMoments,
            List<NDArray> secondMoments,
            List<NDArray> stepCounts) {

        static Group of(List<Slot> slots) {
            return new Group(
                    slots.stream().map(Slot::parameter).toList(),
                    slots.stream().map(Slot::firstMoment).toList(),
                    slots.stream().map(Slot::secondMoment).toList(),
                    slots.stream().map(Slot::stepCount).toList());
        }
    }

    /**
     * An optimiser of a model's encoder and predictor.
     *
     * @param state where moments and step counts are read from, under the names of {@link OptimizerState#source}; zeros where empty
     * @throws ijepa.core.InputException when the state lacks one or has it in another size
     */
    Optimizer(IJepa model, AdamW constants, Optional<ParameterSource> state) {
        this.state = state;
        this.kernels = model.kernels();
        this.constants = constants;
        manager = model.newScope();
        NetworkParameters encoder = model.encoder().parameters();
        NetworkParameters predictor = model.predictor()
                .orElseThrow(() -> new IllegalArgumentException("Training needs a predictor."))
                .parameters();
        addSlots(encoder, true);
        addSlots(predictor, true);
        int undecayedFrom = slots.size();
        addSlots(encoder, false);
        addSlots(predictor, false);
        decayed = Group.of(slots.subList(0, undecayedFrom));
        undecayed = Group.of(slots.subList(undecayedFrom, slots.size()));
        kernels.optimizer().requireGradients(parameters());
    }

    private void addSlots(NetworkParameters parameters, boolean withDecay) {
        parameters.all().forEach((name, array) -> {
            boolean isWeight = !name.contains("bias") && array.getShape().dimension() != 1;
            if (isWeight == withDecay && !name.endsWith("pos_embed")) {
                String full = parameters.network().prefix() + name;
                slots.add(new Slot(
                        full,
                        array,
                        Role.FIRST_MOMENT.give(initial(OptimizerState.FIRST_MOMENT + full, array.getShape())),
                        Role.SECOND_MOMENT.give(initial(OptimizerState.SECOND_MOMENT + full, array.getShape())),
                        Role.STEP_COUNT.give(initial(OptimizerState.STEP_COUNT + full, new Shape()))));
            }
        });
    }

    private NDArray initial(String name, Shape shape) {
        return state.map(saved -> NetworkParameters.read(manager, saved, name, shape.getShape()))
                .orElseGet(() -> manager.zeros(shape, DataType.FLOAT32));
    }

    /** Trained parameters with their state, in the official order of groups. */
    public List<Slot> slots() {
        return List.copyOf(slots);
    }

    /** Trained parameters in the order that {@link #step} takes gradients. */
    List<NDArray> parameters() {
        return slots.stream().map(Slot::parameter).toList();
    }

    /** One update in place. */
    void step(NDManager scope, List<NDArray> gradients, double learningRate, double weightDecay) {
        int first = decayed.parameters.size();
        update(scope, decayed, gradients.subList(0, first), learningRate, weightDecay);
        update(scope, undecayed, gradients.subList(first, gradients.size()), learningRate, 0);
    }

    private void update(
            NDManager scope, Group group, List<NDArray> gradients, double learningRate, double weightDecay) {
        kernels.optimizer()
                .adamW(
                        scope,
                        group.parameters,
                        gradients,
                        group.firstMoments,
                        group.secondMoments,
                        group.stepCounts,
                        constants,
                        learningRate,
                        weightDecay);
    }

    @Override
    public void close() {
        manager.close();
    }
}
