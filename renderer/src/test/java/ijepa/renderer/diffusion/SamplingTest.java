package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.DiffusionKernels;
import ijepa.core.tensor.TensorEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Samplers on pictures whose right denoiser is known: every number normal around 0.3 with deviation 0.2. */
class SamplingTest {

    private static final double MEAN = 0.3;
    private static final double DEVIATION = 0.2;
    private static final int SIDE = 4;

    private final NoiseSchedule schedule = NoiseSchedule.of(NoiseSchedule.Kind.LINEAR, 1000);
    private final ComputeDevice device = new ComputeDevice.Cpu();
    private final DiffusionKernels kernels = TensorEngine.start().diffusionKernels(device);
    private final NDManager manager = TensorEngine.start().newManager(device);

    @AfterEach
    void free() {
        manager.close();
    }

    /** The expected noise given x, and a variance in the middle. */
    private NDArray toy(NDManager into, NDArray x, int timestep) {
        double bar = schedule.alphaBar(timestep);
        double gain = Math.sqrt(1 - bar) / (bar * DEVIATION * DEVIATION + 1 - bar);
        NDArray noise = x.sub(Math.sqrt(bar) * MEAN).mul(gain);
        noise.attach(into);
        NDArray output = noise.concat(x.mul(0), 1);
        output.attach(into);
        return output;
    }

    private float[] sample(Sampler sampler, int steps, long... seeds) {
        List<Noise> noises = LongStream.of(seeds).mapToObj(Noise::ofSeed).toList();
        return new Sampling(new Diffusion(sampler.spaced(schedule, steps), kernels), sampler, Optional.empty())
                .run(manager, this::toy, SIDE, noises, SamplingListener.NONE)
                .orElseThrow();
    }

    private static double apart(float[] a, float[] b) {
        double worst = 0;
        for (int i = 0; i < a.length; i++) {
            worst = Math.max(worst, Math.abs(a[i] - b[i]));
        }
        return worst;
    }

    @Test
    void theSolverReachesWithFewStepsWhatDdimReachesWithMany() {
        float[] exact = sample(new Sampler.Ddim(0), 1000, 1);
        double solver20 = apart(sample(new Sampler.DpmSolver(), 20, 1), exact);
        double ddim20 = apart(sample(new Sampler.Ddim(0), 20, 1), exact);
        assertThat(solver20).isLessThan(0.5 * ddim20);
        assertThat(apart(sample(new Sampler.DpmSolver(), 300, 1), exact)).isLessThan(5e-3);
    }

    @Test
    void samplersDrawFromTheDistribution() {
        long[] seeds = LongStream.range(0, 40).toArray();
        for (Sampler sampler :
                List.of(new Sampler.Ancestral(), new Sampler.Ddim(0), new Sampler.Ddim(1), new Sampler.DpmSolver())) {
            float[] values = sample(sampler, 50, seeds);
            double sum = 0;
            double squares = 0;
            for (float value : values) {
                sum += value;
                squares += value * value;
            }
            double mean = sum / values.length;
            assertThat(mean).as(sampler.toString()).isCloseTo(MEAN, within(0.03));
            assertThat(Math.sqrt(squares / values.length - mean * mean))
                    .as(sampler.toString())
                    .isCloseTo(DEVIATION, within(0.05));
        }
    }

    @Test
    void aSingleStepGivesWhatIsExpectedOfNoise() {
        for (Sampler sampler :
                List.of(new Sampler.Ancestral(), new Sampler.Ddim(0), new Sampler.Ddim(1), new Sampler.DpmSolver())) {
            assertThat(sampler.spaced(schedule, 1).timestep(0))
                    .as(sampler.toString())
                    .isEqualTo(999);
            for (float value : sample(sampler, 1, 1, 2)) {
                assertThat(value).as(sampler.toString()).isCloseTo((float) MEAN, within(0.02f));
            }
        }
    }

    @Test
    void aSeedGivesItsPictureWhateverTheBatch() {
        for (Sampler sampler : List.of(new Sampler.Ancestral(), new Sampler.Ddim(0.5), new Sampler.DpmSolver())) {
            float[] alone = sample(sampler, 10, 7);
            float[] among = sample(sampler, 10, 3, 7, 5);
            int each = alone.length;
            float[] second = new float[each];
            System.arraycopy(among, each, second, 0, each);
            assertThat(apart(alone, second)).as(sampler.toString()).isLessThan(1e-5);
            assertThat(apart(alone, sample(sampler, 10, 3))).isGreaterThan(0.05);
        }
    }

    @Test
    void theListenerSeesEstimatesAndStops() {
        Sampling sampling =
                new Sampling(new Diffusion(schedule.evenly(10), kernels), new Sampler.DpmSolver(), Optional.empty());
        List<Double> estimates = new ArrayList<>();
        Optional<float[]> result =
                sampling.run(manager, this::toy, SIDE, List.of(Noise.ofSeed(1)), (done, total, state) -> {
                    assertThat(total).isEqualTo(10);
                    float sum = 0;
                    for (float value : state.estimate()) {
                        sum += value;
                    }
                    estimates.add((double) sum / state.estimate().length);
                    return done < 3;
                });
        assertThat(result).isEmpty();
        assertThat(estimates).hasSize(3);
        assertThat(estimates.getFirst()).isCloseTo(MEAN, within(0.05));
    }

    @Test
    void knownPixelsStay() {
        float[] picture = new float[3 * SIDE * SIDE];
        Arrays.fill(picture, -0.75f);
        boolean[] known = new boolean[SIDE * SIDE];
        known[5] = true;
        float[] result = new Sampling(
                        new Diffusion(schedule.evenly(10), kernels),
                        new Sampler.Ddim(0),
                        Optional.of(new KnownPixels(picture, known)))
                .run(manager, this::toy, SIDE, List.of(Noise.ofSeed(1)), SamplingListener.NONE)
                .orElseThrow();
        for (int channel = 0; channel < 3; channel++) {
            assertThat(result[channel * SIDE * SIDE + 5]).isEqualTo(-0.75f);
            assertThat(result[channel * SIDE * SIDE + 6]).isGreaterThan(-0.6f);
        }
    }

    @Test
    void schedulesKeepTheirNoiseWhenRespaced() {
        NoiseSchedule cosine = NoiseSchedule.of(NoiseSchedule.Kind.COSINE, 1000);
        NoiseSchedule few = cosine.evenly(25);
        assertThat(few.steps()).isEqualTo(25);
        assertThat(few.timestep(24)).isEqualTo(999);
        NoiseSchedule dense = schedule.byNoise(25);
        assertThat(dense.steps()).isEqualTo(25);
        assertThat(dense.timestep(0)).isZero();
        assertThat(dense.timestep(24)).isEqualTo(999);
        assertThat(dense.timestep(5)).isLessThan(schedule.evenly(25).timestep(5));
        assertThat(schedule.byNoise(990).steps()).isEqualTo(990);
        assertThat(few.alphaBar(24)).isCloseTo(cosine.alphaBar(999), within(1e-12));
        assertThat(few.alphaBar(10)).isCloseTo(cosine.alphaBar(few.timestep(10)), within(1e-12));
        assertThatThrownBy(() -> cosine.evenly(0)).hasMessageContaining("from 1 to 1000 steps, not 0");
        assertThatThrownBy(() -> cosine.keeping(3, 3)).hasMessageContaining("distinct");
        assertThatThrownBy(() -> NoiseSchedule.of(NoiseSchedule.Kind.LINEAR, 10))
                .hasMessageContaining("at least 20 steps");
        assertThatThrownBy(() -> new Sampler.Ddim(1.5)).hasMessageContaining("from 0 to 1");
    }
}
