package ijepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.OptimizerKernels.AdamW;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.ProcessMemory;
import org.junit.jupiter.api.Test;

class TrainingStepTest {

    private static final ModelSpec TINY =
            new ModelSpec(new EncoderSpec(32, 8, 32, 2, 2, 4), new PredictorSpec(16, 2, 2));
    private static final int BATCH = 4;
    private static final TrainingStep.Rates RATES = new TrainingStep.Rates(1e-3, 0.04, 0.99);
    private static final StepMasks MASKS =
            new StepMasks(new int[][][] {{{0, 1, 4}, {2, 3, 7}, {8, 9, 12}, {0, 5, 10}}}, new int[][][] {
                {{10, 11}, {8, 9}, {2, 3}, {14, 15}}, {{14, 15}, {9, 13}, {3, 7}, {2, 3}}
            });

    private static TrainingStep.Images noise() {
        int values = BATCH * 3 * 32 * 32;
        ByteBuffer pixels = ByteBuffer.allocateDirect(values * Float.BYTES).order(ByteOrder.nativeOrder());
        FloatBuffer floats = pixels.asFloatBuffer();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < values; i++) {
            floats.put(i, (float) random.nextGaussian());
        }
        return new TrainingStep.Images(BATCH, 32, 32, pixels);
    }

    private static IJepa model(Precision precision) {
        return IJepa.load(TINY, new Initialisation(TINY, 0), new ComputeDevice.Cpu(), precision);
    }

    private static TrainingStep step(IJepa model) {
        return new TrainingStep(model, Loss.SMOOTH_L1, new Regulariser.None(), AdamW.PUBLISHED);
    }

    @Test
    void fiveHundredStepsHoldMemoryFlat() {
        int steps = 500;
        int fifth = steps / 5;
        List<Integer> arrays = new ArrayList<>();
        long[] resident = new long[steps];
        TrainingStep.Images images = noise();
        try (IJepa model = model(Precision.FP32);
                TrainingStep step = step(model)) {
            for (int i = 0; i < steps; i++) {
                step.run(images, MASKS, RATES);
                resident[i] = ProcessMemory.resident().orElse(0);
                if (i % fifth == 0) {
                    arrays.add(managedArrays(model));
                }
            }
        }
        assertThat(arrays).hasSize(5).containsOnly(arrays.getFirst());
        double early = Arrays.stream(resident, fifth, 2 * fifth).average().orElseThrow();
        double late = Arrays.stream(resident, steps - fifth, steps).average().orElseThrow();
        // A step makes about 2 MB: were it kept, the rise between the fifths would be 600 MB.
        assertThat(late - early).isLessThan(100e6);
    }

    /** Arrays that the model's manager and those above it hold. */
    private static int managedArrays(IJepa model) {
        int count = 0;
        try (NDManager scope = model.newScope()) {
            NDManager manager = scope.getParentManager();
            for (int level = 0; manager != null && level < 8; level++) {
                count += manager.getManagedArrays().size();
                manager = manager.getParentManager();
            }
        }
        return count;
    }

    @Test
    void theTargetSideRecordsNothing() {
        try (IJepa model = model(Precision.FP32);
                TrainingStep step = step(model);
                NDManager scope = model.newScope()) {
            TrainingStep.Forward forward = step.forward(scope, noise(), MASKS);
            assertThatThrownBy(() -> model.kernels()
                            .optimizer()
                            .gradients(
                                    scope,
                                    forward.targets().sum(),
                                    step.optimizer().parameters()))
                    .hasMessageContaining("does not require grad");
        }
    }

    @Test
    void targetsAreTheFullEncodingsRows() {
        StepMasks.TargetRows wanted = MASKS.targetRows(16);
        assertThat(wanted.rows()).containsExactly(10, 11, 14, 15, 24, 25, 29, 34, 35, 39, 50, 51, 62, 63);
        assertThat(wanted.index()).containsExactly(0, 1, 4, 5, 7, 8, 12, 13, 2, 3, 5, 6, 8, 9, 10, 11);
    }

    @Test
    void bfloat16StaysCloseToFloat32() {
        TrainingStep.Images images = noise();
        double[] losses = new double[2];
        List<float[]> gradients = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            try (IJepa model = model(precision);
                    TrainingStep step = step(model);
                    NDManager scope = model.newScope()) {
                TrainingStep.Forward forward = step.forward(scope, images, MASKS);
                losses[precision.ordinal()] = forward.loss().getFloat();
                List<NDArray> found = step.gradients(scope, forward);
                gradients.add(found.get(indexOf(step, "encoder.blocks.0.attn.qkv.weight"))
                        .toFloatArray());
            }
        }
        assertThat(losses[1]).isNotEqualTo(losses[0]).isEqualTo(losses[0], within(0.02 * losses[0]));
        double difference = 0;
        double size = 0;
        for (int i = 0; i < gradients.getFirst().length; i++) {
            double exact = gradients.getFirst()[i];
            difference += Math.pow(gradients.getLast()[i] - exact, 2);
            size += exact * exact;
        }
        assertThat(Math.sqrt(difference / size)).isPositive().isLessThan(0.05);
    }

    private static int indexOf(TrainingStep step, String name) {
        return step.optimizer().slots().stream()
                .map(Optimizer.Slot::name)
                .toList()
                .indexOf(name);
    }

    @Test
    void workOfAStepFollowsFromItsShapes() {
        ModelSpec one = new ModelSpec(new EncoderSpec(32, 8, 32, 1, 2, 4), new PredictorSpec(16, 1, 2));
        StepWork work = StepWork.of(one, MASKS);
        double projection = 2.0 * 192 * 32;
        double wide = 24.0 * 32 * 32;
        double thin = 24.0 * 16 * 16;
        double target = 64 * (projection + wide + 4 * 16 * 32);
        double context = 2 * 64 * projection + 3 * 12 * (wide + 4 * 3 * 32);
        double predictor = 3 * (40 * (thin + 4 * 5 * 16) + 12 * 2 * 32 * 16 + 16 * 2 * 32 * 16);
        assertThat(work.published()).isEqualTo(target + context + predictor, within(1e-3));
        assertThat(work.computed()).isPositive().isLessThan(work.published());
    }
}
