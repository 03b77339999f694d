package ijepa.core.tensor;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * The typed face of {@code diffusion.py}: one method a kernel. B images, C channels, H and W pixels, E width of the time
 * embedding, K width of a condition. Results, autograd and threads are as {@link Kernels} says.
 */
public final class DiffusionKernels extends KernelModule {

    private final FusedKernels fused = new FusedKernels(this);

    DiffusionKernels(TensorEngine engine, ComputeDevice device) {
        super(engine, device, List.of(List.of("diffusion.py", "fused.py")), "DiffusionKernels");
    }

    /** The network between norms that are computed elsewhere. */
    public FusedKernels fused() {
        return fused;
    }

    /** How a block changes the size of a feature map. */
    public enum Resize {
        NONE,
        /** Twice as large. */
        UP,
        /** Half as large. */
        DOWN
    }

    // ---- network

    /**
     * The activated embedding of time steps and conditions, {@code [B, E]}.
     *
     * @param steps      float32 {@code [B]}
     * @param condition  {@code [B, K]}
     * @param parameters weight and bias of {@code time_embed.0}, {@code time_embed.2} and {@code ssl_emb}
     * @param sinusoids  numbers that a time step is first written as
     */
    public NDArray embed(NDManager into, NDArray steps, NDArray condition, List<NDArray> parameters, int sinusoids) {
        return one(into, "embed", List.of(steps, condition), parameters, constant(sinusoids));
    }

    /**
     * The first convolution, {@code [B, 3, H, W]} to {@code [B, C, H, W]}.
     *
     * @param parameters weight, bias
     */
    public NDArray enter(NDManager into, NDArray x, List<NDArray> parameters, Precision precision) {
        return one(into, "enter", List.of(x), parameters, constant(precision.flag()));
    }

    /**
     * The last norm and convolution, {@code [B, C, H, W]} to {@code [B, 6, H, W]}, in float32 whatever the precision.
     *
     * @param parameters norm weight, norm bias, weight, bias
     * @param groups     of the norm
     */
    public NDArray leave(NDManager into, NDArray x, List<NDArray> parameters, int groups) {
        return one(into, "leave", List.of(x), parameters, constant(groups));
    }

    /**
     * A residual block; parameters in the order of {@code diffusion.py}.
     *
     * @param embedding  {@code [B, E]} from {@link #embed}
     * @param scaleShift whether the embedding scales and shifts what the second norm gives, or is added before it
     * @param groups     of both norms
     */
    public NDArray residual(
            NDManager into,
            NDArray x,
            NDArray embedding,
            List<NDArray> parameters,
            Resize resize,
            boolean scaleShift,
            int groups,
            Precision precision) {
        return one(
                into,
                "residual",
                List.of(x, embedding),
                parameters,
                constant(resize.ordinal(), scaleShift ? 1 : 0, precision.flag(), groups));
    }

    /** A residual block on {@code x} with the feature map of a skip beside it, channels after channels. */
    public NDArray residualJoined(
            NDManager into,
            NDArray x,
            NDArray skip,
            NDArray embedding,
            List<NDArray> parameters,
            boolean scaleShift,
            int groups,
            Precision precision) {
        return one(
                into,
                "residual_joined",
                List.of(x, skip, embedding),
                parameters,
                constant(Resize.NONE.ordinal(), scaleShift ? 1 : 0, precision.flag(), groups));
    }

    /**
     * Self-attention over the places of a feature map, with its residual.
     *
     * @param parameters weight and bias of norm, qkv, proj_out
     * @param newOrder   whether rows of qkv are all queries, then all keys, then all values; else each head's together
     * @param groups     of the norm
     */
    public NDArray attention(
            NDManager into,
            NDArray x,
            List<NDArray> parameters,
            int heads,
            boolean newOrder,
            int groups,
            Precision precision) {
        return attention(into, "attention", x, parameters, heads, newOrder, groups, precision);
    }

    /** {@link #attention} by one of the kernels of its kind. */
    NDArray attention(
            NDManager into,
            String kernel,
            NDArray x,
            List<NDArray> parameters,
            int heads,
            boolean newOrder,
            int groups,
            Precision precision) {
        return one(into, kernel, List.of(x), parameters, constant(heads, newOrder ? 1 : 0, precision.flag(), groups));
    }

    /**
     * Another size by a convolution alone.
     *
     * @param parameters weight, bias
     * @param resize     up or down
     */
    public NDArray resample(NDManager into, NDArray x, List<NDArray> parameters, Resize resize, Precision precision) {
        return one(into, "resample", List.of(x), parameters, constant(resize.ordinal(), precision.flag()));
    }

    // ---- diffusion

    /**
     * Pictures with noise, {@code [B, 3, H, W]}.
     *
     * @param coefficients {@code [2, B]}: square roots of alpha-bar and of 1 - alpha-bar
     */
    public NDArray diffuse(NDManager into, NDArray start, NDArray noise, NDArray coefficients) {
        return one(into, "diffuse", List.of(start, noise, coefficients), List.of());
    }

    /**
     * An output with the noise in its first three channels, of one with the velocity there, {@code [B, 6, H, W]}.
     *
     * @param x            what the network saw, {@code [B, 3, H, W]}
     * @param coefficients {@code [2, B]} as of {@link #diffuse}
     */
    public NDArray noiseOfVelocity(NDManager into, NDArray output, NDArray x, NDArray coefficients) {
        return one(into, "noise_of_velocity", List.of(output, x, coefficients), List.of());
    }

    /**
     * What a network says of the step before, all {@code [B, 3, H, W]}.
     *
     * @param mean        of the step before
     * @param logVariance logarithm of its variance
     * @param start       the estimated picture
     */
    public record MeanVariance(NDArray mean, NDArray logVariance, NDArray start) {}

    /**
     * Reads a network's output.
     *
     * @param output       {@code [B, 6, H, W]}: noise, and where the variance lies in its range
     * @param x            what the network saw
     * @param coefficients {@code [6, B]} in the order of {@code diffusion.py}
     * @param clip         whether the estimate is cut to -1 to 1
     */
    public MeanVariance meanVariance(NDManager into, NDArray output, NDArray x, NDArray coefficients, boolean clip) {
        NDList found = call(into, "mean_variance", new NDList(output, x, coefficients, constant(clip ? 1 : 0)));
        return new MeanVariance(found.get(0), found.get(1), found.get(2));
    }

    /**
     * The loss of one batch.
     *
     * @param squared   {@code [B]}: mean squared error of the noise
     * @param bound     {@code [B]}: the variational bound in bits a number, in which only the variance learns
     * @param objective the mean of their sum, the former weighted, a scalar
     */
    public record Losses(NDArray squared, NDArray bound, NDArray objective) {}

    /**
     * Compares a network's output with the truth.
     *
     * @param start   the pictures
     * @param first   {@code [B]}: 1 where {@code x} is one step from its picture, else 0
     * @param weights {@code [B]}: of the squared errors in the objective
     */
    public Losses losses(
            NDManager into,
            NDArray output,
            NDArray start,
            NDArray x,
            NDArray noise,
            NDArray coefficients,
            NDArray first,
            NDArray weights) {
        NDList found = call(into, "losses", new NDList(output, start, x, noise, coefficients, first, weights));
        return new Losses(found.get(0), found.get(1), found.get(2));
    }

    /** Guidance of {@code output [2 * B, 6, H, W]}, first with and then without condition, to {@code [B, 6, H, W]}. */
    public NDArray guide(NDManager into, NDArray output, double weight) {
        return one(into, "guide", List.of(output), List.of(), constant(weight));
    }

    // ---- pictures

    /** Pictures {@code [B, 3, H, W]} at another size, by an antialiased triangle filter. */
    public NDArray resize(NDManager into, NDArray pictures, int height, int width) {
        return one(into, "resize", List.of(pictures), List.of(), constant(height, width));
    }

    /**
     * One rectangle of each picture, at one square size: {@code [B, 3, side, side]}.
     *
     * @param rectangles top, left, height and width in pixels, one after the other
     */
    public NDArray crops(NDManager into, NDArray pictures, int side, List<int[]> rectangles) {
        double[] numbers = new double[1 + 4 * rectangles.size()];
        numbers[0] = side;
        for (int i = 0; i < rectangles.size(); i++) {
            for (int j = 0; j < 4; j++) {
                numbers[1 + 4 * i + j] = rectangles.get(i)[j];
            }
        }
        return one(into, "crops", List.of(pictures), List.of(), scalars(into, numbers));
    }

    /** Channel by channel {@code x * scale + offset}. */
    public NDArray scaleChannels(NDManager into, NDArray pictures, float[] scale, float[] offset) {
        return one(
                into,
                "scale_channels",
                List.of(pictures),
                List.of(),
                constant(scale[0], scale[1], scale[2], offset[0], offset[1], offset[2]));
    }
}
