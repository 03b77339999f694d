package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ijepa.core.model.Embeddings;
import org.junit.jupiter.api.Test;

class DecoderEvaluationTest {

    private final Embeddings bank = new Embeddings(3, 2, new float[] {1, 0, 0, 1, 5, 5});

    @Test
    void theRankCountsWhatIsNearer() {
        assertThat(DecoderEvaluation.rank(new float[] {1, 0.1f}, bank, 0)).isEqualTo(1);
        assertThat(DecoderEvaluation.rank(new float[] {1, 0.1f}, bank, 2)).isEqualTo(3);
        assertThat(DecoderEvaluation.rank(new float[] {0.5f, 0.5f}, bank, 0)).isEqualTo(2);
    }

    @Test
    void similarityIsOfWhatDiffersFromTheMean() {
        float[] mean = {1, 1};
        assertThat(DecoderEvaluation.cosine(new float[] {2, 1}, mean, new float[] {3, 1}, mean))
                .isCloseTo(1, within(1e-9));
        assertThat(DecoderEvaluation.cosine(new float[] {2, 1}, mean, new float[] {1, 3}, mean))
                .isCloseTo(0, within(1e-9));
    }
}
