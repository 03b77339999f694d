package ijepa.renderer.diffusion;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ijepa.core.tensor.DiffusionKernels.MeanVariance;

/**
 * From noise to pictures. Every sample has its own stream of noise, so it is the same whatever others are made with it, but
 * for the last digits of the engine's arithmetic, which depend on the size of a batch.
 */
public final class Sampling {

    private final Diffusion diffusion;
    private final Sampler sampler;
    private final Optional<KnownPixels> known;

    /**
     * A way of sampling.
     *
     * @param diffusion over the schedule whose steps are taken
     */
    public Sampling(Diffusion diffusion, Sampler sampler, Optional<KnownPixels> known) {
        this.diffusion = diffusion;
        this.sampler = sampler;
        this.known = known;
    }

    /**
     * Makes one picture for each stream of noise.
     *
     * @param side in pixels
     * @return {@code [B, 3, side, side]} from -1 to 1, or nothing when the listener stopped it
     */
    public Optional<float[]> run(
            NDManager parent, Denoiser denoiser, int side, List<Noise> noises, SamplingListener listener) {
        Shape shape = new Shape(noises.size(), 3, side, side);
        NoiseSchedule schedule = diffusion.schedule();
        try (NDManager scope = parent.newSubManager()) {
            NDArray x = draw(scope, shape, noises);
            Kept kept = known.map(pixels -> Kept.of(scope, pixels, side)).orElse(null);
            NDArray previous = null;
            for (int step = schedule.steps() - 1; step >= 0; step--) {
                try (NDManager own = scope.newSubManager()) {
                    // What is computed from an array lives as long as that does: with the step, not with the whole
                    // sampling.
                    x.attach(own);
                    if (previous != null) {
                        previous.attach(own);
                    }
                    if (kept != null) {
                        x = kept.hold(own, diffusion, x, draw(own, shape, noises), step);
                    }
                    NDArray output = denoiser.predict(own, x, schedule.timestep(step));
                    MeanVariance read =
                            diffusion.meanVariance(own, output, x, true, Diffusion.same(step, noises.size()));
                    NDArray next = sampler.next(
                            new Sampler.Step(own, schedule, step, x, read, previous, () -> draw(own, shape, noises)));
                    x = replace(scope, x, next);
                    previous = replace(scope, previous, read.start());
                    if (!listener.stepped(schedule.steps() - step, schedule.steps(), new Current(previous, x))
                            && step > 0) {
                        return Optional.empty();
                    }
                }
            }
            NDArray last = kept == null ? x : kept.put(x);
            return Optional.of(last.clip(-1, 1).toFloatArray());
        }
    }

    /** The newer array kept beyond its step, the older one freed. */
    private static NDArray replace(NDManager scope, NDArray older, NDArray newer) {
        if (older != null) {
            older.close();
        }
        newer.attach(scope);
        return newer;
    }

    private static NDArray draw(NDManager scope, Shape shape, List<Noise> noises) {
        int each = Math.toIntExact(shape.size() / noises.size());
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(shape.size() * Float.BYTES))
                .order(ByteOrder.nativeOrder());
        FloatBuffer values = bytes.asFloatBuffer();
        noises.forEach(noise -> noise.next(values, each));
        try (NDArray borrowed = scope.create(bytes, shape, DataType.FLOAT32)) {
            return borrowed.duplicate();
        }
    }

    private record Current(NDArray start, NDArray x) implements SamplingListener.State {

        @Override
        public float[] estimate() {
            return start.toFloatArray();
        }

        @Override
        public float[] noisy() {
            return x.toFloatArray();
        }
    }

    /** Known pixels on the device. */
    private record Kept(NDArray picture, NDArray mask, NDArray rest) {

        static Kept of(NDManager scope, KnownPixels pixels, int side) {
            Shape shape = new Shape(1, 3, side, side);
            NDArray mask = scope.create(pixels.mask(), shape);
            return new Kept(
                    scope.create(pixels.picture(), shape), mask, mask.mul(-1).add(1));
        }

        /** Puts the known pixels with a step's noise over the sample's. */
        NDArray hold(NDManager own, Diffusion diffusion, NDArray x, NDArray noise, int step) {
            NDArray noisy = diffusion.diffuse(own, picture, noise, step);
            NDArray held = noisy.mul(mask).add(x.mul(rest));
            x.close();
            held.attach(own);
            return held;
        }

        NDArray put(NDArray x) {
            return picture.mul(mask).add(x.mul(rest));
        }
    }
}
