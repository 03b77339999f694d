package ijepa.renderer.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;

import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.Embeddings;
import org.junit.jupiter.api.Test;

class PatchSimilarityTest {

    private static final PatchGrid GRID = new PatchGrid(4, 4);
    private static final MaskLayout LAYOUT =
            new MaskLayout(GRID, List.of(new Block(0, 0, 4, 3)), List.of(new Block(0, 0, 2, 2)), false);

    private static Embeddings random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count * 7];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble() * 4 - 1);
        }
        return new Embeddings(count, 7, values);
    }

    @Test
    void isOneMinusTheCosineDistanceInEachSpace() {
        Embeddings context = random(8, 1);
        Embeddings target = random(16, 2);
        Embeddings predicted = random(4, 3);
        PatchSimilarity similarity = new PatchSimilarity(LAYOUT, context, target, List.of(predicted));
        // Context patches: 2, 6, 8, 9, 10, 12, 13, 14.
        double[] inContext = similarity.inContext(9);
        assertThat(inContext[0]).isNaN();
        assertThat(inContext[9]).isCloseTo(1, within(1e-6));
        assertThat(inContext[2]).isCloseTo(1 - Distance.COSINE.between(context, 3, context, 0), within(1e-6));
        double[] inTarget = similarity.inTarget(7);
        double[] ofPrediction = similarity.ofPrediction(4);
        for (int i = 0; i < 16; i++) {
            assertThat(inTarget[i]).isCloseTo(1 - Distance.COSINE.between(target, 7, target, i), within(1e-6));
            assertThat(ofPrediction[i]).isCloseTo(1 - Distance.COSINE.between(predicted, 2, target, i), within(1e-6));
        }
        assertThat(similarity.inContext(0)).containsOnly(Double.NaN);
        assertThat(similarity.ofPrediction(15)).containsOnly(Double.NaN);
    }
}
