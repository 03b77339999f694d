package ijepa.renderer.diffusion;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.FusedKernels;
import ijepa.core.tensor.FusedNorm;
import ijepa.core.tensor.Kernels;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.TensorEngine;

/**
 * A network on the processor whose norms, conditions and activations are one operation each, which autograd could not see
 * through: the way back is written out. It has the weights as they were when it was made, for any number of passes on any
 * number of threads.
 */
final class FusedNetwork {

    private final UNet network;
    private final Kernels general;
    private final Map<List<NDArray>, List<NDArray>> frozen = new IdentityHashMap<>();

    private FusedNetwork(UNet network, Kernels general) {
        this.network = network;
        this.general = general;
    }

    /**
     * Takes a network's weights as they are; empty where there is no such way on this device and for these channels.
     *
     * @param owner of what it keeps
     */
    static Optional<FusedNetwork> of(UNet network, NDManager owner) {
        UNetPlan plan = network.plan();
        boolean fits = network.device() instanceof ComputeDevice.Cpu
                && IntStream.range(0, plan.spec().levels())
                        .allMatch(level -> FusedNorm.fits(plan.spec().channels(level)));
        if (!fits) {
            return Optional.empty();
        }
        FusedNetwork fused = new FusedNetwork(network, TensorEngine.start().kernels(network.device()));
        fused.freeze(owner, network.first(), network.precision());
        fused.freeze(owner, network.last(), Precision.FP32);
        plan.layers()
                .filter(layer -> !(layer instanceof UNetPlan.Attention))
                .forEach(layer -> fused.freeze(owner, network.of(layer), network.precision()));
        return Optional.of(fused);
    }

    private void freeze(NDManager owner, List<NDArray> parameters, Precision precision) {
        frozen.put(parameters, kernels().frozen(owner, parameters, precision));
    }

    UNet network() {
        return network;
    }

    FusedKernels kernels() {
        return network.kernels().fused();
    }

    Kernels general() {
        return general;
    }

    /** A list of the network's parameters as the convolutions take them. */
    List<NDArray> frozen(List<NDArray> parameters) {
        return frozen.get(parameters);
    }

    /** As {@link UNet#forward}. */
    NDArray forward(NDManager into, NDArray x, NDArray steps, NDArray condition) {
        try (FusedPass pass = new FusedPass(this, into.newSubManager(), false)) {
            NDArray output = pass.forward(x, steps, condition);
            output.attach(into);
            return output;
        }
    }

    /** A pass whose derivatives will be asked for. */
    FusedPass record(NDManager into) {
        return new FusedPass(this, into.newSubManager(), true);
    }
}
