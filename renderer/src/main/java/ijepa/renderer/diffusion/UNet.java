package ijepa.renderer.diffusion;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.model.NetworkName;
import ijepa.core.model.NetworkParameters;
import ijepa.core.model.ParameterSource;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.DiffusionKernels;
import ijepa.core.tensor.DiffusionKernels.Resize;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.TensorEngine;
import ijepa.renderer.diffusion.UNetPlan.Attention;
import ijepa.renderer.diffusion.UNetPlan.Layer;
import ijepa.renderer.diffusion.UNetPlan.Resampling;
import ijepa.renderer.diffusion.UNetPlan.Residual;

/** The decoder's network: says of a noisy picture, a time step and a condition which noise is in it. B pictures. */
public final class UNet {

    private final UNetPlan plan;
    private final NetworkParameters parameters;
    private final DiffusionKernels kernels;
    private final ComputeDevice device;
    private final Precision precision;
    private final List<NDArray> embedding;
    private final List<NDArray> first;
    private final List<NDArray> last;
    private final Map<Layer, List<NDArray>> parametersByLayer = new LinkedHashMap<>();

    private UNet(UNetPlan plan, NetworkParameters parameters, ComputeDevice device, Precision precision) {
        this.plan = plan;
        this.parameters = parameters;
        this.device = device;
        this.precision = precision;
        kernels = TensorEngine.start().diffusionKernels(device);
        embedding = parameters.list(
                "time_embed.0.weight",
                "time_embed.0.bias",
                "time_embed.2.weight",
                "time_embed.2.bias",
                "ssl_emb.weight",
                "ssl_emb.bias");
        first = parameters.list("input_blocks.0.0.weight", "input_blocks.0.0.bias");
        last = parameters.list("out.0.weight", "out.0.bias", "out.2.weight", "out.2.bias");
        plan.layers().forEach(layer -> {
            SequencedMap<String, long[]> names = new LinkedHashMap<>();
            layer.addShapes(names, plan.spec());
            parametersByLayer.put(layer, parameters.list(names.keySet().toArray(String[]::new)));
        });
    }

    /** Official names and sizes of the parameters, in the official order within each layer. */
    public static SequencedMap<String, long[]> shapes(UNetSpec spec) {
        return UNetPlan.of(spec).shapes();
    }

    /**
     * Puts a network on a device.
     *
     * @param manager owns its parameters
     * @param name    what the parameters' names start with in the source
     * @param role    {@link Role#PARAMETER}, or {@link Role#TARGET} for the moving average of another
     * @throws ijepa.core.InputException when the source lacks a parameter or has it in another size
     */
    public static UNet load(
            UNetSpec spec,
            ParameterSource source,
            NetworkName name,
            Role role,
            NDManager manager,
            ComputeDevice device,
            Precision precision) {
        UNetPlan plan = UNetPlan.of(spec);
        return new UNet(plan, NetworkParameters.read(manager, name, plan.shapes(), source, role), device, precision);
    }

    public UNetSpec spec() {
        return plan.spec();
    }

    public NetworkParameters parameters() {
        return parameters;
    }

    public DiffusionKernels kernels() {
        return kernels;
    }

    ComputeDevice device() {
        return device;
    }

    UNetPlan plan() {
        return plan;
    }

    Precision precision() {
        return precision;
    }

    /** Parameters of the embedding of steps and conditions. */
    List<NDArray> embedding() {
        return embedding;
    }

    /** Parameters of the first convolution. */
    List<NDArray> first() {
        return first;
    }

    /** Parameters of the last norm and the last convolution. */
    List<NDArray> last() {
        return last;
    }

    /** Parameters of a layer. */
    List<NDArray> of(Layer layer) {
        return parametersByLayer.get(layer);
    }

    /** One pass of a network, as {@link UNet#forward} describes it. */
    @FunctionalInterface
    interface Pass {
        NDArray forward(NDManager into, NDArray x, NDArray steps, NDArray condition);
    }

    /**
     * The fastest way for many passes with the weights as they are now; autograd may see nothing of them.
     *
     * @param owner of what it keeps
     */
    Pass ready(NDManager owner) {
        return FusedNetwork.of(this, owner).<Pass>map(fused -> fused::forward).orElse(this::forward);
    }

    /**
     * One pass, which autograd records where it is to.
     *
     * @param x         pictures {@code [B, 3, H, W]}, or with their sketches behind {@code [B, 6, H, W]}, sides a multiple of 2 to the number of levels less 1
     * @param steps     float32 {@code [B]}: time steps of the training process
     * @param condition {@code [B, K]}
     * @return {@code [B, 6, H, W]}, float32: the noise, and where the variance lies in its range from -1 to 1
     */
    public NDArray forward(NDManager into, NDArray x, NDArray steps, NDArray condition) {
        NDArray time =
                kernels.embed(into, steps, condition, embedding, plan.spec().width());
        Deque<NDArray> skips = new ArrayDeque<>();
        NDArray h = kernels.enter(into, x, first, precision);
        skips.push(h);
        for (List<Layer> stage : plan.down()) {
            for (Layer layer : stage) {
                h = apply(into, layer, h, time);
            }
            skips.push(h);
        }
        for (Layer layer : plan.middle()) {
            h = apply(into, layer, h, time);
        }
        for (List<Layer> stage : plan.up()) {
            h = kernels.residualJoined(
                    into,
                    h,
                    skips.pop(),
                    time,
                    parametersByLayer.get(stage.getFirst()),
                    plan.spec().scaleShift(),
                    plan.spec().groups(),
                    precision);
            for (Layer layer : stage.subList(1, stage.size())) {
                h = apply(into, layer, h, time);
            }
        }
        return kernels.leave(into, h, last, plan.spec().groups());
    }

    private NDArray apply(NDManager into, Layer layer, NDArray x, NDArray time) {
        UNetSpec spec = plan.spec();
        List<NDArray> own = parametersByLayer.get(layer);
        return switch (layer) {
            case Residual(String prefix, int in, int out, Resize resize) ->
                kernels.residual(into, x, time, own, resize, spec.scaleShift(), spec.groups(), precision);
            case Attention(String prefix, int channels) ->
                kernels.attention(
                        into, x, own, spec.headsOf(channels), spec.newAttentionOrder(), spec.groups(), precision);
            case Resampling(String prefix, int channels, Resize resize) ->
                kernels.resample(into, x, own, resize, precision);
        };
    }
}
