package ijepa.renderer.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import ijepa.core.image.ImageTensor;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.Embeddings;
import ijepa.core.model.Prediction;
import org.junit.jupiter.api.Test;

/** Numbers worked out by hand on a grid of two rows and three columns. */
class PredictionErrorsTest {

    private static final PatchGrid GRID = new PatchGrid(2, 3);

    /** Context: left column and the lower middle. Targets: upper middle, and the right column. */
    private static final MaskLayout LAYOUT = new MaskLayout(
            GRID, List.of(new Block(0, 0, 2, 2)), List.of(new Block(0, 1, 1, 1), new Block(0, 2, 2, 1)), false);

    /** Already of mean 0 and variance 1, so that the layer norm changes next to nothing. */
    private static final float[][] FULL = {
        {1, 1, -1, -1}, {1, -1, 1, -1}, {-1, -1, 1, 1}, {-1, 1, 1, -1}, {1, -1, -1, 1}, {1, 1, -1, -1}
    };

    private static Embeddings vectors(float[]... rows) {
        float[] values = new float[rows.length * 4];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, 4 * i, 4);
        }
        return new Embeddings(rows.length, 4, values);
    }

    private static Prediction prediction() {
        Prediction.BlockPrediction first =
                new Prediction.BlockPrediction(new int[] {1}, vectors(FULL[1]), vectors(new float[] {1, -1, 1, 1}));
        Prediction.BlockPrediction second = new Prediction.BlockPrediction(
                new int[] {2, 5}, vectors(FULL[2], FULL[5]), vectors(FULL[2], new float[] {0.5f, 1, -1, -1}));
        return new Prediction(
                LAYOUT,
                new ImageTensor(2, 3, new float[18]),
                vectors(FULL[0], FULL[3], FULL[4]),
                vectors(FULL),
                List.of(first, second));
    }

    @Test
    void distancesAreAsDefined() {
        Embeddings a = vectors(new float[] {1, 2, 2, 0}, new float[] {3, 0, 0, 0});
        Embeddings b = vectors(new float[] {2, 2, 2, 3}, new float[] {0, 5, 0, 0});
        assertThat(Distance.L2.errors(a, b))
                .containsExactly(new double[] {Math.sqrt(10), Math.sqrt(34)}, within(1e-12));
        assertThat(Distance.COSINE.errors(a, b))
                .containsExactly(new double[] {1 - 10 / (3 * Math.sqrt(21)), 1}, within(1e-12));
        // Differences 1, 0, 0, 3 give 0.5 + 2.5; differences 3 and 5 give 2.5 + 4.5.
        assertThat(Distance.TRAINING_LOSS.errors(a, b)).containsExactly(new double[] {0.75, 1.75}, within(1e-12));
        assertThatThrownBy(() -> Distance.L2.errors(a, b.rows(new int[] {0}))).hasMessageContaining("2 predicted");
    }

    @Test
    void nearestPatchIsTheNearestAndTheFirstOfEqual() {
        // Patch 1 has 0 and 4 at distance 1; patch 2 has 4 at the square root of 2, patch 5 has 4 at 1.
        assertThat(Baselines.nearestPatches(GRID, LAYOUT.contextPatches(), new int[] {1, 2, 5}))
                .containsExactly(0, 4, 4);
        assertThat(Baselines.nearestPatches(GRID, new int[] {4, 0}, new int[] {1}))
                .containsExactly(0);
    }

    @Test
    void blocksAreComparedWithBothBaselines() {
        BlockErrors errors = BlockErrors.of(prediction(), Distance.L2);
        // Mean of all six: (1/3, 0, 0, -1/3).
        double third = 1.0 / 3;
        double firstMean = Math.sqrt(2 * (2 * third) * (2 * third) + 2);
        double secondMean =
                (Math.sqrt(2 * (4 * third) * (4 * third) + 2) + Math.sqrt(2 * (2 * third) * (2 * third) + 2)) / 2;
        assertThat(errors.blocks().get(0).predicted()).isCloseTo(2, within(1e-4));
        assertThat(errors.blocks().get(0).meanEmbedding()).isCloseTo(firstMean, within(1e-4));
        // Patch 1 gets patch 0, which differs by 2 in two features.
        assertThat(errors.blocks().get(0).nearestContext()).isCloseTo(Math.sqrt(8), within(1e-4));
        assertThat(errors.blocks().get(1).predicted()).isCloseTo(0.25, within(1e-4));
        assertThat(errors.blocks().get(1).meanEmbedding()).isCloseTo(secondMean, within(1e-4));
        // Patches 2 and 5 get patch 4, which differs by 2 in two features from each.
        assertThat(errors.blocks().get(1).nearestContext()).isCloseTo(Math.sqrt(8), within(1e-4));
        assertThat(errors.mean().predicted()).isCloseTo(1.125, within(1e-4));
        assertThat(errors.mean().overNearest()).isCloseTo(1.125 / Math.sqrt(8), within(1e-4));
        assertThat(errors.mean().overBest())
                .isCloseTo(1.125 / Math.min((firstMean + secondMean) / 2, Math.sqrt(8)), within(1e-4));
    }

    @Test
    void meanEmbeddingMayComeFromElsewhere() {
        Embeddings mean = Baselines.mean(List.of(vectors(FULL[1]), vectors(FULL[1], FULL[1])));
        assertThat(BlockErrors.of(prediction(), Distance.COSINE, mean)
                        .blocks()
                        .getFirst()
                        .meanEmbedding())
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void mapsPutEveryPatchInItsPlace() {
        PredictionMaps maps = PredictionMaps.of(prediction());
        double[] errors = maps.errors(Distance.L2);
        assertThat(errors[0]).isNaN();
        assertThat(errors[1]).isCloseTo(2, within(1e-6));
        assertThat(errors[2]).isZero();
        assertThat(errors[5]).isCloseTo(0.5, within(1e-6));
        assertThat(maps.predictedColours()[0]).isZero();
        assertThat(maps.contextColours()[1]).isZero();
        assertThat(maps.contextColours()[3]).isEqualTo(maps.targetColours()[3]);
        assertThat(maps.predictedColours()[2]).isEqualTo(maps.targetColours()[2]);
        assertThat(maps.predictedColours()[1]).isNotEqualTo(maps.targetColours()[1]);
    }

    @Test
    void firstBlockLiesOnTop() {
        Prediction.BlockPrediction first =
                new Prediction.BlockPrediction(new int[] {1}, vectors(FULL[1]), vectors(new float[] {1, -1, 1, 1}));
        Prediction.BlockPrediction same =
                new Prediction.BlockPrediction(new int[] {1}, vectors(FULL[1]), vectors(FULL[1]));
        MaskLayout twice = LAYOUT.withTargets(List.of(new Block(0, 1, 1, 1), new Block(0, 1, 1, 1)));
        Prediction overlapping = new Prediction(
                twice,
                new ImageTensor(2, 3, new float[18]),
                vectors(FULL[0], FULL[3], FULL[4]),
                vectors(FULL),
                List.of(first, same));
        assertThat(PredictionMaps.of(overlapping).errors(Distance.L2)[1]).isCloseTo(2, within(1e-6));
    }

    @Test
    void lossSpaceIsLayerNormWithoutAffine() {
        // torch.nn.functional.layer_norm of (1, 2, 3, 6)
        assertThat(LossSpace.normalise(vectors(new float[] {1, 2, 3, 6})).values())
                .containsExactly(new float[] {-1.0690434f, -0.5345217f, 0f, 1.6035651f}, within(1e-6f));
    }
}
