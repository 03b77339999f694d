package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.model.ParameterSource;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Kernels.Role;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.TensorEngine;
import org.junit.jupiter.api.Test;

/** Coarse pictures of conditions. */
class SketchTest {

    private static final ComputeDevice CPU = new ComputeDevice.Cpu();
    private static final int DIM = 5;
    private static final int SIDE = 2;
    private static final int PIXELS = 3 * SIDE * SIDE;

    private final Random random = new Random(7);
    private final ConditionScale scale = ConditionScale.none(DIM);

    /** Pictures are a linear function of embeddings, another one for each kind. */
    private float[] picture(ConditionKind kind, float[] embedding) {
        float[] picture = new float[PIXELS];
        for (int p = 0; p < PIXELS; p++) {
            picture[p] = 0.1f * (kind.ordinal() + 1);
            for (int d = 0; d < DIM; d++) {
                picture[p] += 0.03f * ((p + 2 * d + 3 * kind.ordinal()) % 5 - 2) * embedding[d];
            }
        }
        return picture;
    }

    private float[] embedding() {
        float[] values = new float[DIM];
        for (int d = 0; d < DIM; d++) {
            values[d] = (float) random.nextGaussian();
        }
        return values;
    }

    private Sketch measured() {
        List<Sketch.Example> examples = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            ConditionKind kind = ConditionKind.values()[i % 2];
            float[] embedding = embedding();
            examples.add(new Sketch.Example(scale.condition(kind, embedding), picture(kind, embedding)));
        }
        return Sketch.measure(SIDE, examples);
    }

    @Test
    void aLinearPictureIsFoundForEachKind() {
        Sketch sketch = measured();
        for (ConditionKind kind : ConditionKind.values()) {
            float[] embedding = embedding();
            assertThat(sketch.of(scale.condition(kind, embedding)))
                    .containsExactly(picture(kind, embedding), within(0.01f));
        }
    }

    @Test
    void whatItExplainsIsSaidOfOtherPictures() {
        Sketch sketch = measured();
        List<Sketch.Example> others = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            float[] embedding = embedding();
            others.add(new Sketch.Example(
                    scale.condition(ConditionKind.BLOCK, embedding), picture(ConditionKind.BLOCK, embedding)));
        }
        assertThat(sketch.explained(ConditionKind.BLOCK, others)).isBetween(0.98, 1.0);
        assertThat(sketch.explained(ConditionKind.IMAGE, others)).isNaN();
        // Pictures that have nothing to do with their embeddings.
        List<Sketch.Example> strangers = others.stream()
                .map(other -> new Sketch.Example(scale.condition(ConditionKind.BLOCK, embedding()), other.picture()))
                .toList();
        assertThat(sketch.explained(ConditionKind.BLOCK, strangers)).isNegative();
    }

    @Test
    void aDroppedConditionIsTheMeanPictureAndNothingIsBrighterThanWhite() {
        Sketch sketch = measured();
        for (ConditionKind kind : ConditionKind.values()) {
            assertThat(sketch.of(scale.dropped(kind))).containsExactly(picture(kind, new float[DIM]), within(0.01f));
        }
        float[] far = scale.condition(ConditionKind.IMAGE, new float[] {90, -80, 70, -60, 50});
        for (float value : sketch.of(far)) {
            assertThat(value).isBetween(-1f, 1f);
        }
    }

    @Test
    void picturesStandInTheirOrderAtTheirSize() {
        Sketch sketch = new Sketch(1, new float[2][3 * DIM], new float[][] {{0.1f, 0.2f, 0.3f}, {-0.1f, -0.2f, -0.3f}});
        float[] conditions = new float[2 * (DIM + 2)];
        conditions[DIM + 1] = 1;
        conditions[DIM + 2 + DIM] = 1;
        try (NDManager manager = TensorEngine.start().newManager(CPU)) {
            NDArray pictures =
                    sketch.pictures(manager, TensorEngine.start().diffusionKernels(CPU), conditions, DIM + 2, 2);
            assertThat(pictures.getShape()).isEqualTo(new Shape(2, 3, 2, 2));
            assertThat(pictures.toFloatArray())
                    .startsWith(-0.1f, -0.1f, -0.1f, -0.1f, -0.2f)
                    .endsWith(0.2f, 0.3f, 0.3f, 0.3f, 0.3f);
        }
    }

    @Test
    void aNetworkThatGetsASketchStartsWithoutLookingAtIt() {
        UNetSpec plain = new UNetSpec(8, 32, 1, List.of(1.0, 1.0), Set.of(), 1, 0, false, true, true, 4, 3, 4);
        ParameterSource weights = trained(plain);
        try (NDManager manager = TensorEngine.start().newManager(CPU)) {
            UNet without = load(plain, weights, manager);
            UNet with = load(plain.withSketch(true), new AddedInputs(weights), manager);
            NDArray x = manager.randomNormal(new Shape(2, 3, 8, 8));
            NDArray both = x.concat(manager.randomNormal(new Shape(2, 3, 8, 8)), 1);
            NDArray condition = manager.randomNormal(new Shape(2, 4));
            NDArray times = manager.create(new float[] {3, 700});
            float[] expected = first(without).toFloatArray();
            float[] found = first(with).toFloatArray();
            assertThat(found).hasSize(2 * expected.length);
            for (int channel = 0; channel < 32; channel++) {
                for (int i = 0; i < 54; i++) {
                    assertThat(found[channel * 54 + i]).isEqualTo(i < 27 ? expected[channel * 27 + i] : 0);
                }
            }
            float[] output = without.forward(manager, x, times, condition).toFloatArray();
            assertThat(output[0]).isNotZero();
            assertThat(with.forward(manager, both, times, condition).toFloatArray())
                    .containsExactly(output, within(1e-4f));
        }
    }

    /** Weights none of which is zero, as those of fresh last layers are. */
    private static ParameterSource trained(UNetSpec spec) {
        UNetInitialisation fresh = new UNetInitialisation(spec, 3);
        return new ParameterSource() {
            @Override
            public Set<String> names() {
                return fresh.names();
            }

            @Override
            public long[] shape(String name) {
                return fresh.shape(name);
            }

            @Override
            public void read(String name, FloatBuffer into) {
                Random values = new Random(name.hashCode());
                for (long left = Arrays.stream(shape(name)).reduce(1, Math::multiplyExact); left > 0; left--) {
                    into.put((float) values.nextGaussian() / 10);
                }
            }
        };
    }

    private static NDArray first(UNet network) {
        return network.parameters().all().get("input_blocks.0.0.weight");
    }

    private static UNet load(UNetSpec spec, ParameterSource source, NDManager manager) {
        return UNet.load(spec, source, DecoderStart.PLAIN, Role.TARGET, manager, CPU, Precision.FP32);
    }
}
