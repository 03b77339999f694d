package ijepa.renderer.diffusion;

import static ijepa.renderer.diffusion.PredictionType.NOISE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.DiffusionKernels.Losses;
import ijepa.core.tensor.TensorEngine;
import org.junit.jupiter.api.Test;

/** How much each step counts. */
class LossWeightingTest {

    private static final ComputeDevice CPU = new ComputeDevice.Cpu();
    private static final int[] STEPS = {20, 500};

    private static Losses losses(NDManager manager, LossWeighting weighting) {
        Diffusion diffusion = new Diffusion(
                NoiseSchedule.of(NoiseSchedule.Kind.LINEAR, 1000),
                TensorEngine.start().diffusionKernels(CPU));
        Shape shape = new Shape(2, 3, 4, 4);
        NDArray start = manager.zeros(shape);
        NDArray noise = manager.ones(shape);
        NDArray x = diffusion.diffuse(manager, start, noise, STEPS);
        return diffusion.losses(
                manager, manager.zeros(new Shape(2, 6, 4, 4)), start, x, noise, NOISE, weighting, STEPS);
    }

    @Test
    void fewNoiseCountsLessAndMuchNoiseWhole() {
        assertThat(LossWeighting.MIN_SNR.weight(0.99, NOISE)).isCloseTo(5 / 99.0, within(1e-9));
        assertThat(LossWeighting.MIN_SNR.weight(0.5, NOISE)).isEqualTo(1);
        assertThat(LossWeighting.UNIFORM.weight(0.99, NOISE)).isEqualTo(1);
    }

    @Test
    void onlyTheSquaredErrorOfTheObjectiveIsWeighted() {
        try (NDManager manager = TensorEngine.start().newManager(CPU)) {
            Losses plain = losses(manager, LossWeighting.UNIFORM);
            Losses weighted = losses(manager, LossWeighting.MIN_SNR);
            assertThat(weighted.squared().toFloatArray())
                    .containsExactly(plain.squared().toFloatArray());
            assertThat(weighted.bound().toFloatArray())
                    .containsExactly(plain.bound().toFloatArray());
            double alphaBar = NoiseSchedule.of(NoiseSchedule.Kind.LINEAR, 1000).alphaBar(STEPS[0]);
            double less = 1 - 5 * (1 - alphaBar) / alphaBar;
            // The mean of two pictures, of which the first has little noise; its squared error is 1.
            assertThat(plain.objective().getFloat() - weighted.objective().getFloat())
                    .isCloseTo((float) (less / 2), within(1e-4f));
        }
    }
}
