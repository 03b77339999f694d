package ijepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.tensor.Kernels.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kernels beside the same sums written out, beside each other, and beside numbers from PyTorch. */
class KernelsTest {

    private static final int IMAGES = 2;
    private static final int PATCHES = 5;
    private static final int HEADS = 2;
    private static final int DIM = 8;

    private final TensorEngine engine = TensorEngine.start();
    private final Kernels kernels = engine.kernels(new ComputeDevice.Cpu());
    private final NDManager scope = engine.newManager(new ComputeDevice.Cpu());
    private final SplittableRandom random = new SplittableRandom(5);

    @AfterEach
    void close() {
        scope.close();
    }

    private NDArray noise(double size, long... shape) {
        Shape sides = new Shape(shape);
        float[] values = new float[(int) sides.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (size * random.nextGaussian());
        }
        return scope.create(values, sides);
    }

    private List<NDArray> block() {
        long[][] shapes = {
            {DIM}, {DIM}, {3 * DIM, DIM}, {3 * DIM}, {DIM, DIM}, {DIM}, {DIM}, {DIM}, {16, DIM}, {16}, {DIM, 16}, {DIM}
        };
        List<NDArray> parameters = new ArrayList<>();
        for (long[] shape : shapes) {
            parameters.add(Role.PARAMETER.give(noise(0.5, shape)));
        }
        return parameters;
    }

    @Test
    void attentionIsTheSoftmaxOfScaledProducts() {
        NDArray tokens = noise(1, IMAGES, PATCHES, DIM);
        List<NDArray> parameters = block();
        float[] found = kernels.attention(scope, tokens, parameters, HEADS).toFloatArray();

        float[] normed = kernels.norm(scope, tokens, parameters.subList(0, 2)).toFloatArray();
        float[] weight = parameters.get(2).toFloatArray();
        float[] bias = parameters.get(3).toFloatArray();
        int width = DIM / HEADS;
        int at = 0;
        for (int image = 0; image < IMAGES; image++) {
            for (int head = 0; head < HEADS; head++) {
                for (int row = 0; row < PATCHES; row++) {
                    double[] scores = new double[PATCHES];
                    double sum = 0;
                    for (int column = 0; column < PATCHES; column++) {
                        double product = 0;
                        for (int i = 0; i < width; i++) {
                            int feature = head * width + i;
                            product += project(normed, weight, bias, image * PATCHES + row, feature)
                                    * project(normed, weight, bias, image * PATCHES + column, DIM + feature);
                        }
                        scores[column] = Math.exp(product / Math.sqrt(width));
                        sum += scores[column];
                    }
                    for (double score : scores) {
                        assertThat((double) found[at++]).isEqualTo(score / sum, within(1e-5));
                    }
                }
            }
        }
    }

    private static double project(float[] tokens, float[] weight, float[] bias, int token, int feature) {
        double sum = bias[feature];
        for (int i = 0; i < DIM; i++) {
            sum += tokens[token * DIM + i] * (double) weight[feature * DIM + i];
        }
        return sum;
    }

    @Test
    void partsOfALastBlockAreThoseOfTheWhole() {
        NDArray tokens = noise(1, IMAGES, PATCHES, DIM);
        List<NDArray> parameters = block();
        NDArray whole = kernels.block(scope, tokens, parameters, HEADS, Precision.FP32);
        NDArray tail = kernels.blockTail(scope, tokens, parameters, HEADS, 3, Precision.FP32);
        assertThat(tail.toFloatArray()).containsExactly(whole.get(":, 3:").toFloatArray(), within(1e-5f));
        NDArray rows =
                kernels.blockRows(scope, tokens, parameters, scope.create(new long[] {1, 7, 8}), HEADS, Precision.FP32);
        NDArray flat = whole.reshape(IMAGES * PATCHES, DIM);
        assertThat(rows.toFloatArray())
                .containsExactly(flat.get(scope.create(new long[] {1, 7, 8})).toFloatArray(), within(1e-5f));
    }

    @Test
    void trainingInBfloat16AttendsAsLookingDoes() {
        NDArray tokens = noise(1, IMAGES, PATCHES, DIM);
        List<NDArray> parameters = block();
        float[] exact =
                kernels.block(scope, tokens, parameters, HEADS, Precision.FP32).toFloatArray();
        float[] fused =
                kernels.block(scope, tokens, parameters, HEADS, Precision.BF16).toFloatArray();
        kernels.optimizer().requireGradients(parameters);
        float[] recorded =
                kernels.block(scope, tokens, parameters, HEADS, Precision.BF16).toFloatArray();
        assertThat(fused).isNotEqualTo(exact).containsExactly(exact, within(0.1f));
        assertThat(recorded).containsExactly(exact, within(0.1f));
    }

    @Test
    void whatAnEngineLacksIsComputedWithoutIt() {
        Kernels plain = new Kernels(
                engine,
                new ComputeDevice.Cpu(),
                List.of(List.of("kernels.py", "refused.py"), Kernels.SOURCES.getLast()));
        NDArray tokens = noise(1, IMAGES, PATCHES, DIM);
        List<NDArray> parameters = block();
        float[] packed =
                kernels.block(scope, tokens, parameters, HEADS, Precision.BF16).toFloatArray();
        float[] found =
                plain.block(scope, tokens, parameters, HEADS, Precision.BF16).toFloatArray();
        assertThat(packed).containsExactly(found, within(0.1f));
    }

    @Test
    void aSourceThatEveryListHasWrongIsRefused() {
        List<List<String>> sources = List.of(List.of("kernels.py", "refused.py"));
        assertThatThrownBy(() -> new Kernels(engine, new ComputeDevice.Cpu(), sources))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refused.py");
    }

    /** {@code torch.nn.functional.interpolate(mode='bicubic', align_corners=False)} of 3 x 3 to 4 x 5, PyTorch 2.7.1. */
    @Test
    void positionsAreResizedAsTorchDoes() {
        NDArray position = scope.create(new float[] {0, 0.5f, 2, 1, 1, 2, 0.5f, 0, 0.5f}, new Shape(1, 9, 1));
        float[] expected = {
            -0.123223f,
            0.025563f,
            0.464111f,
            1.442659f,
            2.147446f,
            0.67201f,
            0.696874f,
            0.929688f,
            1.702501f,
            2.283366f,
            0.952258f,
            0.783393f,
            0.69458f,
            1.145767f,
            1.532903f,
            0.515557f,
            0.22277f,
            -0.071777f,
            0.173675f,
            0.436889f
        };
        NDArray resized = kernels.resizePositions(scope, position, 3, 3, 4, 5);
        assertThat(resized.getShape()).isEqualTo(new Shape(1, 20, 1));
        assertThat(resized.toFloatArray()).containsExactly(expected, within(2e-6f));
    }
}
