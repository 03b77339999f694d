package ijepa.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModelInspectionTest {

    private static final int WIDTH = 16;
    private static final int HEADS = 2;
    private static final ModelSpec SPEC =
            new ModelSpec(new EncoderSpec(48, 8, WIDTH, 3, HEADS, 4), new PredictorSpec(8, 2, HEADS));
    private static final PatchGrid GRID = SPEC.encoder().grid();
    private static final MaskLayout LAYOUT = new MaskLayout(
            GRID, List.of(new Block(0, 0, 5, 6)), List.of(new Block(1, 1, 2, 2), new Block(4, 3, 2, 3)), false);
    private static final Wide WEIGHTS = new Wide(new Initialisation(SPEC, 7));

    private static IJepa model;
    private static ImageTensor image;

    /** Weights large enough that attention is far from even. */
    private record Wide(ParameterSource source) implements ParameterSource {

        @Override
        public Set<String> names() {
            return source.names();
        }

        @Override
        public long[] shape(String name) {
            return source.shape(name);
        }

        @Override
        public void read(String name, FloatBuffer into) {
            int from = into.position();
            source.read(name, into);
            if (name.endsWith("qkv.weight")) {
                for (int i = from; i < into.position(); i++) {
                    into.put(i, 20 * into.get(i));
                }
            }
        }

        float[] values(String name) {
            int size = 1;
            for (long side : shape(name)) {
                size *= (int) side;
            }
            float[] values = new float[size];
            read(name, FloatBuffer.wrap(values));
            return values;
        }
    }

    @BeforeAll
    static void load() {
        model = IJepa.load(SPEC, WEIGHTS, new ComputeDevice.Cpu(), Precision.FP32);
        float[] pixels = new float[3 * 48 * 48];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (Math.sin(0.01 * i) + Math.cos(0.37 * i));
        }
        image = new ImageTensor(48, 48, pixels);
    }

    @AfterAll
    static void free() {
        model.close();
    }

    @Test
    void theLastLayersFeaturesAreWhatTheNetworksSay() {
        Prediction prediction = model.predict(image, LAYOUT);
        assertThat(model.features(ForwardPass.whole(Network.TARGET_ENCODER, image, GRID.size()), 3)
                        .values())
                .isEqualTo(prediction.targetFull().values());
        assertThat(model.features(ForwardPass.context(image, LAYOUT), 3).values())
                .isEqualTo(prediction.context().values());
    }

    @Test
    void thePredictorsLastFeaturesProjectToThePrediction() {
        Embeddings features = model.features(ForwardPass.predictor(image, LAYOUT, 1), 2);
        float[] weight = WEIGHTS.values("predictor.predictor_proj.weight");
        Embeddings predicted = model.predict(image, LAYOUT).blocks().get(1).predicted();
        int context = LAYOUT.contextPatches().length;
        for (int i = 0; i < predicted.count(); i++) {
            for (int d = 0; d < WIDTH; d++) {
                double sum = 0;
                for (int k = 0; k < 8; k++) {
                    sum += features.get(context + i, k) * weight[d * 8 + k];
                }
                assertThat(sum).isCloseTo(predicted.get(i, d), within(1e-5));
            }
        }
    }

    /** Softmax of scaled products of queries and keys, written down as the paper of the transformer has it. */
    private static double[] plainAttention(Embeddings input, String prefix, int width, int head, int token) {
        float[] gain = WEIGHTS.values(prefix + "norm1.weight");
        float[] shift = WEIGHTS.values(prefix + "norm1.bias");
        float[] weight = WEIGHTS.values(prefix + "attn.qkv.weight");
        float[] bias = WEIGHTS.values(prefix + "attn.qkv.bias");
        int size = width / HEADS;
        double[][] normed = new double[input.count()][width];
        for (int i = 0; i < input.count(); i++) {
            double mean = 0;
            for (int k = 0; k < width; k++) {
                mean += input.get(i, k) / width;
            }
            double variance = 0;
            for (int k = 0; k < width; k++) {
                variance += Math.pow(input.get(i, k) - mean, 2) / width;
            }
            for (int k = 0; k < width; k++) {
                normed[i][k] = (input.get(i, k) - mean) / Math.sqrt(variance + 1e-6) * gain[k] + shift[k];
            }
        }
        double[] scores = new double[input.count()];
        for (int other = 0; other < scores.length; other++) {
            for (int d = 0; d < size; d++) {
                scores[other] += projected(normed[token], weight, bias, head * size + d)
                        * projected(normed[other], weight, bias, width + head * size + d)
                        / Math.sqrt(size);
            }
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i]);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }

    private static double projected(double[] vector, float[] weight, float[] bias, int row) {
        double sum = bias[row];
        for (int k = 0; k < vector.length; k++) {
            sum += weight[row * vector.length + k] * vector[k];
        }
        return sum;
    }

    private static void requireAttention(ForwardPass pass, String prefix, int width, int layers) {
        for (int layer = 1; layer <= layers; layer++) {
            AttentionMaps maps = model.attention(pass, layer);
            assertThat(maps.patches()).isEqualTo(pass.patches());
            for (int head = 0; head < HEADS; head++) {
                for (int token = 0; token < maps.tokens(); token++) {
                    double sum = 0;
                    for (double weight : maps.row(head, token)) {
                        sum += weight;
                    }
                    assertThat(sum).isCloseTo(1, within(1e-5));
                }
            }
            if (layer > 1) {
                Embeddings input = model.features(pass, layer - 1);
                int token = maps.tokens() - 2;
                double[] expected = plainAttention(input, prefix + (layer - 1) + ".", width, 1, token);
                assertThat(maps.row(1, token)).containsExactly(expected, within(1e-5));
                assertThat(expected[0]).isNotCloseTo(1.0 / expected.length, within(1e-4));
            }
        }
    }

    @Test
    void attentionRowsSumToOneAndAreThePlainSoftmax() {
        requireAttention(
                ForwardPass.whole(Network.TARGET_ENCODER, image, GRID.size()), "target_encoder.blocks.", WIDTH, 3);
        requireAttention(ForwardPass.context(image, LAYOUT), "encoder.blocks.", WIDTH, 3);
        requireAttention(ForwardPass.predictor(image, LAYOUT, 0), "predictor.predictor_blocks.", 8, 2);
    }

    @Test
    void meanAttentionIsTheMeanOverHeads() {
        ForwardPass pass = ForwardPass.context(image, LAYOUT);
        List<AttentionMaps> means = model.meanAttention(pass);
        assertThat(means).hasSize(3);
        for (int layer = 1; layer <= 3; layer++) {
            assertThat(means.get(layer - 1).row(0, 5))
                    .containsExactly(model.attention(pass, layer).meanRow(5), within(1e-6));
        }
    }

    @Test
    void manyBlocksAreWhatEachAloneIs() {
        int[] context = LAYOUT.contextPatches();
        List<int[]> blocks = List.of(LAYOUT.targetPatches(0), new Block(3, 3, 2, 2).patches(GRID));
        List<Embeddings> together = model.predictBlocks(image, context, blocks, Progress.NONE);
        Embeddings alone = model.predict(image, LAYOUT).blocks().get(0).predicted();
        for (int i = 0; i < alone.values().length; i++) {
            assertThat(together.get(0).values()[i]).isCloseTo(alone.values()[i], within(1e-5f));
        }
        assertThat(together.get(1).values()).isNotEqualTo(together.get(0).values());
        assertThatThrownBy(() -> model.predictBlocks(image, context, blocks, share -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void theUntrainedPredictorIsAFreshOneOnTheSameContext() {
        Initialisation fresh = new Initialisation(SPEC, 0);
        ParameterSource mixed = new ParameterSource() {
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
                (name.startsWith("predictor.") ? fresh : WEIGHTS).read(name, into);
            }
        };
        List<Embeddings> untrained = model.predictUntrained(model.predict(image, LAYOUT));
        try (IJepa other = IJepa.load(SPEC, mixed, new ComputeDevice.Cpu(), Precision.FP32)) {
            Prediction expected = other.predict(image, LAYOUT);
            for (int m = 0; m < 2; m++) {
                assertThat(untrained.get(m).values())
                        .isEqualTo(expected.blocks().get(m).predicted().values());
            }
        }
    }

    @Test
    void whatIsNotThereIsRefusedInWords() {
        ForwardPass pass = ForwardPass.context(image, LAYOUT);
        assertThatThrownBy(() -> model.features(pass, 4))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("encoder has layers 1 to 3");
        assertThatThrownBy(() -> model.attention(pass, 0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> ForwardPass.predictor(image, LAYOUT, 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no target block 3");
        ForwardPass outside = new ForwardPass(Network.ENCODER, image, new int[] {36}, new int[0]);
        assertThatThrownBy(() -> model.features(outside, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("outside the image's grid");
    }

    @Test
    void aPatchIsFoundAmongTheTokens() {
        AttentionMaps maps = model.attention(ForwardPass.predictor(image, LAYOUT, 0), 1);
        int asked = LAYOUT.targetPatches(0)[2];
        assertThat(maps.patches()[maps.token(asked)]).isEqualTo(asked);
        assertThat(maps.token(35)).isEqualTo(-1);
        double[] cells = maps.onGrid(maps.row(0, 0), GRID.size());
        assertThat(cells[35]).isNaN();
        double sum = 0;
        for (double cell : cells) {
            sum += Double.isNaN(cell) ? 0 : cell;
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }
}
