package ijepa.core.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class MaskStatisticsTest {

    private static final PatchGrid GRID = new PatchGrid(16, 16);
    private static final MultiBlockSampler OFFICIAL = new MultiBlockSampler(MultiBlockSettings.published(GRID));

    /** The iterations of the published code's log. */
    private static final int LOGGED = 32_000;

    private static final int LOGGED_BATCH = 64;

    /** Every iteration's target size follows from its number alone, so the log's shares come out to a fraction of a percent. */
    @Test
    void targetSizesAreThoseOfTheLogOfThePublishedCode() {
        MaskCounts counts = new MaskCounts(OFFICIAL, 0);
        counts.draw(LOGGED, () -> false);
        Histogram block = counts.statistics(1).blockPatches();
        assertThat(100 * block.share(42)).isCloseTo(56.6, within(0.25));
        assertThat(100 * block.share(48)).isCloseTo(29.6, within(0.25));
        assertThat(100 * block.share(54)).isCloseTo(7.3, within(0.25));
        assertThat(100 * block.share(35)).isCloseTo(4.9, within(0.25));
        assertThat(100 * block.share(36)).isCloseTo(1.7, within(0.25));
        assertThat(block.share(42) + block.share(48) + block.share(54) + block.share(35) + block.share(36))
                .isCloseTo(1, within(1e-9));
    }

    /** The log's context: mean 72.6 patches, standard deviation 10.4, from 36 to 115. */
    @Test
    void contextsAfterTheCutAreThoseOfTheLogOfThePublishedCode() {
        MaskCounts counts = new MaskCounts(OFFICIAL, 1);
        counts.draw(100_000, () -> false);
        Truncation truncation = counts.statistics(1).truncation();
        double[] chances = truncation.distribution(LOGGED_BATCH);
        double mean = 0;
        double square = 0;
        for (int patches = 0; patches < chances.length; patches++) {
            mean += chances[patches] * patches;
            square += chances[patches] * patches * patches;
        }
        assertThat(mean).isCloseTo(72.6, within(0.6)).isCloseTo(truncation.meanPatches(LOGGED_BATCH), within(1e-9));
        assertThat(Math.sqrt(square - mean * mean)).isCloseTo(10.4, within(0.4));
        // What came up once in 32,000 iterations is rare, and what is far outside comes up less than once.
        assertThat(LOGGED * Arrays.stream(chances, 0, 30).sum()).isLessThan(5);
        assertThat(LOGGED * Arrays.stream(chances, 122, 257).sum()).isLessThan(5);
        assertThat(Arrays.stream(chances, 0, 46).sum()).isPositive();
        assertThat(Arrays.stream(chances, 105, 257).sum()).isPositive();
    }

    @Test
    void theCutOfRealBatchesIsWhatSingleDrawsForetell() {
        int images = 16;
        int iterations = 1_500;
        TorchGenerator places = new TorchGenerator(3);
        double[] seen = new double[GRID.size()];
        double patches = 0;
        for (int iteration = 0; iteration < iterations; iteration++) {
            int[][] context = OFFICIAL.sample(iteration, images, places).context()[0];
            patches += context[0].length;
            for (int[] ofImage : context) {
                for (int patch : ofImage) {
                    seen[patch]++;
                }
            }
        }
        MaskStatistics foretold = MaskStatistics.of(OFFICIAL, 40_000, images, 4);
        assertThat(foretold.truncation().meanPatches(images)).isCloseTo(patches / iterations, within(1.0));
        for (int patch = 0; patch < seen.length; patch++) {
            assertThat(foretold.seenProbability()[patch])
                    .as("patch %d", patch)
                    .isCloseTo(seen[patch] / iterations / images, within(0.02));
        }
        assertThat(foretold.meanOfRows(foretold.seenProbability(), 12, 16)).isLessThan(0.15);
        assertThat(foretold.meanOfRows(foretold.contextProbability(), 12, 16)).isGreaterThan(0.3);
    }

    @Test
    void theCurveFallsWithTheBatchForTheOfficialSamplerOnly() {
        Truncation official = MaskStatistics.of(OFFICIAL, 20_000, 1, 0).truncation();
        // Measured with the published code: 42 % of the patches at batch 1, 32 % at 16, 26.5 % at 128.
        assertThat(official.meanShare(1)).isCloseTo(0.42, within(0.012));
        assertThat(official.meanShare(16)).isCloseTo(0.32, within(0.01));
        assertThat(official.meanShare(128)).isCloseTo(0.265, within(0.01));
        assertThat(official.kept(Truncation.LARGEST_BATCH)).isLessThan(0.6);

        MaskSampler unbiased = new UnbiasedMultiBlockSampler(MultiBlockSettings.published(GRID));
        MaskStatistics own = MaskStatistics.of(unbiased, 10_000, 4096, 0);
        assertThat(own.truncation().kept(4096)).isEqualTo(1);
        assertThat(own.seenProbability()).isSameAs(own.contextProbability());
        assertThat(own.targetProbability()[GRID.size() - 1]).isPositive();
        assertThat(MaskStatistics.of(OFFICIAL, 10_000, 1, 0).targetProbability()[GRID.size() - 1])
                .isZero();
    }

    @Test
    void probabilitiesAndHistogramsCountTheSamePatches() {
        for (MaskSampler sampler : List.of(
                OFFICIAL,
                new UnbiasedMultiBlockSampler(MultiBlockSettings.published(GRID)),
                new RasterizedSampler(GRID),
                new BlockSampler(GRID, new Range(0.6, 0.6), new Range(0.75, 1.5)),
                new RandomSampler(GRID, new Range(0.4, 0.6)))) {
            MaskStatistics statistics = MaskStatistics.of(sampler, 500, 8, 5);
            assertThat(Arrays.stream(statistics.contextProbability()).sum())
                    .isCloseTo(statistics.contextPatches().mean(), within(1e-6));
            assertThat(Arrays.stream(statistics.targetProbability()).sum())
                    .isCloseTo(statistics.targetPatches().mean(), within(1e-6));
            assertThat(Arrays.stream(statistics.seenProbability()).sum())
                    .isCloseTo(statistics.truncation().meanPatches(8), within(1e-6));
            assertThat(statistics.contextPatches().total()).isEqualTo(500);
        }
    }

    @Test
    void severalContextsAreCutToTheShortestOfAll() {
        MultiBlockSettings published = MultiBlockSettings.published(GRID);
        MultiBlockSampler two = new MultiBlockSampler(new MultiBlockSettings(
                GRID, published.targetScale(), published.contextScale(), published.targetAspect(), 4, 2, 10, false));
        MaskStatistics statistics = MaskStatistics.of(two, 4_000, 32, 5);
        assertThat(statistics.contextPatches().total()).isEqualTo(8_000);
        double shortest = 0;
        for (int iteration = 0; iteration < 400; iteration++) {
            shortest += two.sample(iteration, 32, new TorchGenerator(iteration)).context()[1][0].length;
        }
        assertThat(statistics.truncation().meanPatches(32)).isCloseTo(shortest / 400, within(2.5));
    }

    @Test
    void hardSettingsNeedSeveralTries() {
        MultiBlockSettings hard = new MultiBlockSettings(
                new PatchGrid(8, 8), new Range(0.2, 0.2), new Range(0.3, 0.3), new Range(1, 1), 4, 1, 8, false);
        Histogram tries =
                MaskStatistics.of(new MultiBlockSampler(hard), 2_000, 1, 0).tries();
        assertThat(tries.smallest()).isEqualTo(1);
        assertThat(tries.largest()).isGreaterThan(5);
        assertThat(MaskStatistics.of(OFFICIAL, 2_000, 1, 0).tries().mean()).isCloseTo(1, within(0.05));
    }

    @Test
    void countingStopsWhenAskedAndGoesOnWhereItStopped() {
        MaskCounts counts = new MaskCounts(OFFICIAL, 9);
        assertThat(counts.draw(5_000, () -> counts.draws() >= 1_024)).isFalse();
        assertThat(counts.draws()).isEqualTo(1_024);
        counts.draw(976, () -> false);
        MaskStatistics atOnce = MaskStatistics.of(OFFICIAL, 2_000, 4, 9);
        assertThat(counts.statistics(4).seenProbability()).isEqualTo(atOnce.seenProbability());
        assertThat(counts.statistics(4).lostPatches().counts())
                .isEqualTo(atOnce.lostPatches().counts());
    }
}
