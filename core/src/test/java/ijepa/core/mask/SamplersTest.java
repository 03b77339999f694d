package ijepa.core.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.stream.Collectors;

import ijepa.core.InputException;
import org.junit.jupiter.api.Test;

/** The samplers beside the official one: what the paper says of them holds for every draw. */
class SamplersTest {

    private static final PatchGrid GRID = new PatchGrid(14, 14);
    private static final int IMAGES = 200;

    @Test
    void unbiasedBlocksReachEveryPatchAndDifferFromImageToImage() {
        MaskBatch batch = new UnbiasedMultiBlockSampler(MultiBlockSettings.published(GRID))
                .sample(0, IMAGES, new TorchGenerator(7));

        BitSet predicted = new BitSet();
        for (int image = 0; image < IMAGES; image++) {
            BitSet ofImage = new BitSet();
            for (int[][] ofImages : batch.target()) {
                assertThat(ofImages[image].length / (double) GRID.size()).isBetween(0.12, 0.23);
                Arrays.stream(ofImages[image]).forEach(ofImage::set);
            }
            assertThat(batch.context()[0][image])
                    .hasSizeGreaterThan(10)
                    .doesNotContain(ofImage.stream().toArray());
            predicted.or(ofImage);
        }
        assertThat(predicted.cardinality()).isEqualTo(GRID.size());
        assertThat(lengths(batch.context()[0])).hasSizeGreaterThan(20);
        assertThat(lengths(batch.target()[0])).hasSizeGreaterThan(3);
    }

    @Test
    void unbiasedContextsOverlapWhereThatIsAllowed() {
        MultiBlockSettings all =
                new MultiBlockSettings(GRID, new Range(0.2, 0.2), new Range(1, 1), new Range(1, 1), 4, 1, 10, true);
        MaskBatch batch = new UnbiasedMultiBlockSampler(all).sample(0, 3, new TorchGenerator(1));
        assertThat(batch.context()[0][1]).hasSize(GRID.size());
    }

    @Test
    void unbiasedSamplingRefusesWhatCanNeverWork() {
        MultiBlockSettings tiny = MultiBlockSettings.published(new PatchGrid(2, 2));
        assertThatThrownBy(() -> new UnbiasedMultiBlockSampler(tiny))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("can never be satisfied");
    }

    @Test
    void rasterizedMasksAreTheFourQuadrants() {
        MaskBatch batch = new RasterizedSampler(new PatchGrid(5, 4)).sample(3, IMAGES, new TorchGenerator(2));
        for (int image = 0; image < IMAGES; image++) {
            MaskLayout layout = batch.drawn(image);
            BitSet all = new BitSet();
            Arrays.stream(layout.contextPatches()).forEach(all::set);
            int counted = layout.contextPatches().length;
            for (int m = 0; m < 3; m++) {
                Arrays.stream(layout.targetPatches(m)).forEach(all::set);
                counted += layout.targetPatches(m).length;
            }
            assertThat(counted).isEqualTo(20);
            assertThat(all.cardinality()).isEqualTo(20);
        }
        assertThat(Arrays.stream(batch.contextBlocks()[0]).distinct()).hasSize(4);
        assertThatThrownBy(() -> new RasterizedSampler(new PatchGrid(1, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 x 2");
    }

    @Test
    void blockMasksHideOneBlockAndShowTheRest() {
        BlockSampler sampler = new BlockSampler(GRID, new Range(0.6, 0.6), new Range(0.75, 1.5));
        MaskBatch batch = sampler.sample(5, IMAGES, new TorchGenerator(2));
        BitSet seen = new BitSet();
        for (int image = 0; image < IMAGES; image++) {
            int hidden = batch.target()[0][image].length;
            assertThat(hidden / (double) GRID.size()).isBetween(0.5, 0.7);
            assertThat(batch.context()[0][image]).hasSize(GRID.size() - hidden);
            assertThat(batch.contextSizes()[0][image]).isEqualTo(GRID.size() - hidden);
            Arrays.stream(batch.target()[0][image]).forEach(seen::set);
        }
        assertThat(lengths(batch.target()[0])).hasSize(1);
        assertThat(seen.cardinality()).isEqualTo(GRID.size());
        assertThatThrownBy(() -> new BlockSampler(GRID, new Range(0.6, 1.2), new Range(1, 1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("up to 1");
        // Fine for small random numbers, without a column for large ones.
        assertThatThrownBy(() -> new BlockSampler(new PatchGrid(8, 8), new Range(0.05, 0.06), new Range(1, 50)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("may find no block on a grid of 8 x 8");
    }

    private static Set<Integer> lengths(int[][] masks) {
        return Arrays.stream(masks).map(patches -> patches.length).collect(Collectors.toSet());
    }
}
