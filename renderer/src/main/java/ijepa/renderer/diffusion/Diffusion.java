package ijepa.renderer.diffusion;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.tensor.DiffusionKernels;
import ijepa.core.tensor.DiffusionKernels.Losses;
import ijepa.core.tensor.DiffusionKernels.MeanVariance;

/** The diffusion process over a schedule: adding noise, reading what a network says, and the loss. B pictures. */
public final class Diffusion {

    private final NoiseSchedule schedule;
    private final DiffusionKernels kernels;

    public Diffusion(NoiseSchedule schedule, DiffusionKernels kernels) {
        this.schedule = schedule;
        this.kernels = kernels;
    }

    public NoiseSchedule schedule() {
        return schedule;
    }

    public DiffusionKernels kernels() {
        return kernels;
    }

    /** Pictures {@code [B, 3, H, W]} as they are after their steps: {@code q(x_t | x_0)} with this noise. */
    public NDArray diffuse(NDManager scope, NDArray start, NDArray noise, int... steps) {
        NDArray coefficients = scope.create(schedule.diffuseCoefficients(steps), new Shape(2, steps.length));
        return kernels.diffuse(scope, start, noise, coefficients);
    }

    /**
     * {@code p(x_(t-1) | x_t)} of a network's output.
     *
     * @param clip whether the estimated picture is cut to -1 to 1
     */
    public MeanVariance meanVariance(NDManager scope, NDArray output, NDArray x, boolean clip, int... steps) {
        return kernels.meanVariance(scope, output, x, posterior(scope, steps), clip);
    }

    /**
     * The loss of a network's output for pictures to which {@link #diffuse} added noise.
     *
     * @param output    with the noise in its first channels, see {@link PredictionType#noise}
     * @param predicts  what the network said, which decides what a uniform weight is
     * @param weighting of the steps in the objective; the losses themselves are given without it
     */
    public Losses losses(
            NDManager scope,
            NDArray output,
            NDArray start,
            NDArray x,
            NDArray noise,
            PredictionType predicts,
            LossWeighting weighting,
            int... steps) {
        float[] first = new float[steps.length];
        float[] weights = new float[steps.length];
        for (int i = 0; i < steps.length; i++) {
            first[i] = steps[i] == 0 ? 1 : 0;
            weights[i] = (float) weighting.weight(schedule.alphaBar(steps[i]), predicts);
        }
        return kernels.losses(
                scope, output, start, x, noise, posterior(scope, steps), scope.create(first), scope.create(weights));
    }

    /** An output whose first three channels are the noise, of one in which they are the velocity of {@code x}. */
    NDArray noiseOfVelocity(NDManager scope, NDArray output, NDArray x, int... steps) {
        NDArray coefficients = scope.create(schedule.diffuseCoefficients(steps), new Shape(2, steps.length));
        return kernels.noiseOfVelocity(scope, output, x, coefficients);
    }

    /** What a network takes as the time of these steps, float32 {@code [B]}. */
    public NDArray times(NDManager scope, int... steps) {
        float[] times = new float[steps.length];
        for (int i = 0; i < steps.length; i++) {
            times[i] = schedule.timestep(steps[i]);
        }
        return scope.create(times);
    }

    private NDArray posterior(NDManager scope, int[] steps) {
        return scope.create(schedule.posteriorCoefficients(steps), new Shape(6, steps.length));
    }

    /** One step for all of a batch. */
    static int[] same(int step, int batch) {
        int[] steps = new int[batch];
        Arrays.fill(steps, step);
        return steps;
    }
}
