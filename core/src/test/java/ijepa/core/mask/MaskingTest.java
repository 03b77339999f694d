package ijepa.core.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ijepa.core.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskingTest {

    private static final PatchGrid GRID = new PatchGrid(8, 8);

    private static MaskLayout layout(int secondHeight) {
        return new MaskLayout(
                GRID,
                List.of(new Block(0, 0, 8, 8)),
                List.of(new Block(0, 0, 2, 3), new Block(4, 4, secondHeight, 3)),
                false);
    }

    static Stream<Masking> equal() {
        MultiBlockSettings settings = MultiBlockSettings.published(GRID).withMinKeep(4);
        return Stream.of(
                new Masking.MultiBlock(settings),
                new Masking.Rasterized(GRID),
                new Masking.LargeBlock(GRID, new Range(0.5, 0.6), new Range(0.75, 1.5)),
                new Masking.RandomPatches(GRID, new Range(0.4, 0.6)),
                new Masking.Fixed(layout(2)));
    }

    @ParameterizedTest
    @MethodSource
    void equal(Masking masking) {
        TorchGenerator places = new TorchGenerator(1);
        for (int iteration = 0; iteration < 30; iteration++) {
            MaskBatch batch = masking.sampler().sample(iteration, 5, places);
            assertThat(lengths(batch.context())).hasSize(1);
            assertThat(lengths(batch.target())).hasSize(1);
        }
    }

    static Stream<Masking> unequal() {
        return Stream.of(
                new Masking.Unbiased(MultiBlockSettings.published(GRID).withMinKeep(4)),
                new Masking.Rasterized(new PatchGrid(7, 8)),
                new Masking.Fixed(layout(3)));
    }

    @ParameterizedTest
    @MethodSource
    void unequal(Masking masking) {
        MaskBatch batch = masking.sampler().sample(0, 16, new TorchGenerator(1));
        assertThat(lengths(batch.context()).size() + lengths(batch.target()).size())
                .isGreaterThan(2);
    }

    private static List<Integer> lengths(int[][][] masks) {
        return Arrays.stream(masks)
                .flatMap(Arrays::stream)
                .map(patches -> patches.length)
                .distinct()
                .toList();
    }

    @Test
    void aLayoutGivesEveryImageItsMasks() {
        MaskBatch batch = new LayoutSampler(layout(2)).sample(3, 2, new TorchGenerator(0));
        for (int image = 0; image < 2; image++) {
            assertThat(batch.context()[0][image]).isEqualTo(layout(2).contextPatches());
            assertThat(batch.target()[1][image]).isEqualTo(layout(2).targetPatches(1));
        }
    }

    @Test
    void aLayoutThatLeavesNothingToSeeIsRefused() {
        MaskLayout blind = layout(2).withContext(List.of(new Block(0, 0, 2, 3)));
        assertThatThrownBy(() -> new LayoutSampler(blind))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("leaves nothing to see");
    }
}
