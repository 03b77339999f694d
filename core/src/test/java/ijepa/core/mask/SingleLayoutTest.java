package ijepa.core.mask;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The layout that window and command line draw for a seed and an iteration. */
class SingleLayoutTest {

    private static final PatchGrid GRID = new PatchGrid(14, 14);

    @Test
    void isTheFirstImageOfABatchWhosePlacesAreSeededWithTheSum() {
        MultiBlockSampler sampler = new MultiBlockSampler(MultiBlockSettings.published(GRID));
        MaskLayout drawn = sampler.draw(3, 40);
        assertThat(drawn).isEqualTo(sampler.sample(3, 5, new TorchGenerator(43)).drawn(0));
        assertThat(sampler.draw(3, 40)).isEqualTo(drawn);
        assertThat(sampler.draw(4, 40)).isNotEqualTo(drawn);
        assertThat(sampler.draw(3, 41)).isNotEqualTo(drawn);
    }

    @Test
    void settingsArePublishedWhereTheyWorkAndElseNearest() {
        assertThat(MultiBlockSettings.nearestToPublished(GRID)).isEqualTo(MultiBlockSettings.published(GRID));
        PatchGrid small = new PatchGrid(8, 8);
        MultiBlockSettings nearest = MultiBlockSettings.nearestToPublished(small);
        assertThat(nearest.isSatisfiable()).isTrue();
        assertThat(nearest.minKeep()).isLessThan(10);
        assertThat(nearest.withMinKeep(nearest.minKeep() + 1).isSatisfiable()).isFalse();
    }
}
