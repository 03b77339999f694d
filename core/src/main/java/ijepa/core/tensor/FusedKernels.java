package ijepa.core.tensor;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ijepa.core.tensor.DiffusionKernels.Resize;
import ijepa.core.tensor.Kernels.Role;

/**
 * The typed face of {@code fused.py}: what the decoder's network does between norms that {@link FusedNorm} computes, forward
 * and back. Feature maps are {@code [B, H, W, C]}, contiguous; weights are those that {@link #frozen} gives; nothing is
 * recorded by autograd but {@link #attention}. Derivatives of weights are float32.
 */
public final class FusedKernels {

    private final DiffusionKernels kernels;

    FusedKernels(DiffusionKernels kernels) {
        this.kernels = kernels;
    }

    /** Parameters as the convolutions take them, in one order with those given: autograd sees none of them. */
    public List<NDArray> frozen(NDManager into, List<NDArray> parameters, Precision precision) {
        NDList arguments = new NDList(parameters);
        arguments.add(kernels.constant(precision.flag()));
        NDList found = kernels.call(into, "frozen", arguments);
        found.forEach(Role.PARAMETER::give);
        return List.copyOf(found);
    }

    /** An array of the same size whose values are to be written. */
    public NDArray emptyLike(NDManager into, NDArray x, Precision precision) {
        return kernels.one(into, "empty_like", List.of(x), List.of(), kernels.constant(precision.flag()));
    }

    /** The same values in a precision. */
    public NDArray cast(NDManager into, NDArray x, Precision precision) {
        return kernels.one(into, "fused_cast", List.of(x), List.of(), kernels.constant(precision.flag()));
    }

    /**
     * A convolution.
     *
     * @param parameters weight, bias
     * @param resize     what is done to the map before
     */
    public NDArray convolve(
            NDManager into, NDArray x, List<NDArray> parameters, Resize resize, int stride, Precision precision) {
        return kernels.one(
                into,
                "fused_convolve",
                List.of(x),
                parameters,
                kernels.constant(resize.ordinal(), stride, precision.flag()));
    }

    /**
     * Back through {@link #convolve}.
     *
     * @param wanted whether the derivative by {@code x} is; else it is empty
     * @return by {@code x}, weight, bias
     */
    public List<NDArray> convolveBack(
            NDManager into,
            NDArray gradient,
            NDArray x,
            List<NDArray> parameters,
            Resize resize,
            int stride,
            Precision precision,
            boolean wanted) {
        return list(
                into,
                "fused_convolve_back",
                List.of(gradient, x),
                parameters,
                kernels.constant(resize.ordinal(), stride, precision.flag(), wanted ? 1 : 0));
    }

    /**
     * What a residual block does between its norms.
     *
     * @param next      what the second norm takes
     * @param condition what the embedding says to it, float32
     * @param added     what is added to the block's end
     */
    public record Entered(NDArray next, NDArray condition, NDArray added) {}

    /**
     * From a residual block's first norm to its second.
     *
     * @param normed     the first norm's output
     * @param x          what the block was given
     * @param parameters of {@code in_layers.2}, {@code emb_layers.1} and, where there is one, {@code skip_connection}
     */
    public Entered enter(
            NDManager into,
            NDArray normed,
            NDArray x,
            NDArray embedding,
            List<NDArray> parameters,
            Resize resize,
            boolean scaleShift,
            Precision precision) {
        List<NDArray> found = list(
                into,
                "fused_enter",
                List.of(normed, x, embedding),
                parameters,
                kernels.constant(resize.ordinal(), scaleShift ? 1 : 0, precision.flag()));
        return new Entered(found.get(0), found.get(1), found.get(2));
    }

    /**
     * Back through {@link #enter}.
     *
     * @param gradients   by what it gave; the condition's counts with {@code scaleShift} only
     * @param byEmbedding float32, gets the derivative by the embedding added
     * @return by {@code normed}, by {@code x}, and by each parameter
     */
    public List<NDArray> enterBack(
            NDManager into,
            Entered gradients,
            NDArray normed,
            NDArray x,
            NDArray embedding,
            NDArray byEmbedding,
            List<NDArray> parameters,
            Resize resize,
            boolean scaleShift,
            Precision precision) {
        return list(
                into,
                "fused_enter_back",
                List.of(gradients.next(), gradients.condition(), gradients.added(), normed, x, embedding, byEmbedding),
                parameters,
                kernels.constant(resize.ordinal(), scaleShift ? 1 : 0, precision.flag()));
    }

    /**
     * A residual block's end; {@link #convolveBack} goes back through its convolution.
     *
     * @param normed     the second norm's output
     * @param added      as {@link Entered} has it
     * @param parameters of {@code out_layers.3}
     */
    public NDArray leave(NDManager into, NDArray normed, NDArray added, List<NDArray> parameters, Precision precision) {
        return kernels.one(into, "fused_leave", List.of(normed, added), parameters, kernels.constant(precision.flag()));
    }

    /** Two maps side by side, channels after channels. */
    public NDArray join(NDManager into, NDArray x, NDArray skip) {
        return kernels.one(into, "fused_join", List.of(x, skip), List.of());
    }

    /** A gradient by {@link #join}'s result taken apart: by {@code x}, whose channels are given, and by the skip. */
    public List<NDArray> part(NDManager into, NDArray gradient, long channels) {
        return list(into, "fused_part", List.of(gradient), List.of(), kernels.constant(channels));
    }

    /** Adds to an array, in place. */
    public void addTo(NDManager into, NDArray x, NDArray more) {
        kernels.one(into, "fused_add", List.of(x, more), List.of()).close();
    }

    /** {@code [B, H, W, C]} to {@code [B, C, H, W]}, both contiguous. */
    public NDArray channelsFirst(NDManager into, NDArray x) {
        return kernels.one(into, "fused_maps", List.of(x), List.of());
    }

    /** {@code [B, C, H, W]} to {@code [B, H, W, C]}, contiguous. */
    public NDArray channelsLast(NDManager into, NDArray x) {
        return kernels.one(into, "fused_rows", List.of(x), List.of());
    }

    /** {@link DiffusionKernels#attention} of a map here, which autograd records where it is to. */
    public NDArray attention(
            NDManager into,
            NDArray x,
            List<NDArray> parameters,
            int heads,
            boolean newOrder,
            int groups,
            Precision precision) {
        return kernels.attention(into, "fused_attention", x, parameters, heads, newOrder, groups, precision);
    }

    private List<NDArray> list(
            NDManager into, String kernel, List<NDArray> arrays, List<NDArray> parameters, NDArray... scalars) {
        NDList arguments = new NDList(arrays);
        arguments.addAll(parameters);
        arguments.addAll(List.of(scalars));
        return new ArrayList<>(kernels.call(into, kernel, arguments));
    }
}
