package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.DiffusionKernels.Losses;
import ijepa.core.tensor.TensorEngine;
import org.junit.jupiter.api.Test;

/** What a network says and what is read from it. */
class PredictionTypeTest {

    private static final int[] STEPS = {0, 500, 999};
    private static final Shape SHAPE = new Shape(3, 3, 4, 4);

    private final Diffusion diffusion = new Diffusion(
            NoiseSchedule.of(NoiseSchedule.Kind.LINEAR, 1000),
            TensorEngine.start().diffusionKernels(new ComputeDevice.Cpu()));

    /** {@code [B, 6, 4, 4]}: the true velocity, each of it too large by an error, and a variance. */
    private NDArray output(NDManager manager, NDArray start, NDArray noise, float error) {
        float[] pictures = start.toFloatArray();
        float[] noises = noise.toFloatArray();
        float[] values = new float[2 * pictures.length];
        for (int i = 0; i < pictures.length; i++) {
            double alphaBar = diffusion.schedule().alphaBar(STEPS[i / 48]);
            values[i / 48 * 96 + i % 48] =
                    (float) (Math.sqrt(alphaBar) * noises[i] - Math.sqrt(1 - alphaBar) * pictures[i]) + error;
            values[i / 48 * 96 + 48 + i % 48] = 0.25f;
        }
        return manager.create(values, new Shape(3, 6, 4, 4));
    }

    @Test
    void theNoiseIsReadFromTheVelocityAndTheVarianceStays() {
        try (NDManager manager = TensorEngine.start().newManager(new ComputeDevice.Cpu())) {
            NDArray start = manager.randomUniform(-1, 1, SHAPE);
            NDArray noise = manager.randomNormal(SHAPE);
            NDArray x = diffusion.diffuse(manager, start, noise, STEPS);
            NDArray said = output(manager, start, noise, 0);
            NDArray read = PredictionType.VELOCITY.noise(diffusion, manager, said, x, STEPS);
            assertThat(read.get(":, :3").toFloatArray()).containsExactly(noise.toFloatArray(), within(1e-5f));
            assertThat(read.get(":, 3:").toFloatArray()).containsOnly(0.25f);
            assertThat(PredictionType.NOISE.noise(diffusion, manager, said, x, STEPS))
                    .isSameAs(said);
        }
    }

    @Test
    void aUniformWeightCountsTheErrorOfWhatTheNetworkSays() {
        try (NDManager manager = TensorEngine.start().newManager(new ComputeDevice.Cpu())) {
            NDArray start = manager.randomUniform(-1, 1, SHAPE);
            NDArray noise = manager.randomNormal(SHAPE);
            NDArray x = diffusion.diffuse(manager, start, noise, STEPS);
            NDArray read =
                    PredictionType.VELOCITY.noise(diffusion, manager, output(manager, start, noise, 0.5f), x, STEPS);
            Losses losses = diffusion.losses(
                    manager, read, start, x, noise, PredictionType.VELOCITY, LossWeighting.UNIFORM, STEPS);
            float[] bound = losses.bound().toFloatArray();
            // Every error of the velocity is 0.5, so its square is 0.25 at each step, however small that of the noise
            // is.
            assertThat(losses.objective().getFloat() - (bound[0] + bound[1] + bound[2]) / 3)
                    .isCloseTo(0.25f, within(2e-3f));
            float[] squared = losses.squared().toFloatArray();
            for (int i = 0; i < STEPS.length; i++) {
                double alphaBar = diffusion.schedule().alphaBar(STEPS[i]);
                assertThat((double) squared[i]).isCloseTo(0.25 * alphaBar, within(2e-3 * alphaBar));
                assertThat(LossWeighting.MIN_SNR.weight(alphaBar, PredictionType.VELOCITY))
                        .isEqualTo(LossWeighting.MIN_SNR.weight(alphaBar, PredictionType.NOISE));
            }
        }
    }
}
