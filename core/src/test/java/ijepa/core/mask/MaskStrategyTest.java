package ijepa.core.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import ijepa.core.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskStrategyTest {

    private static final PatchGrid GRID = new PatchGrid(14, 14);

    @Test
    void everyPresetAndACustomLayoutSurviveTheRoundTripAndCanBeDrawn() {
        for (MaskPreset preset : MaskPreset.PAPER) {
            String json = StrategyJson.write(preset.strategy());
            assertThat(StrategyJson.read(json, "test")).isEqualTo(preset.strategy());
            MaskLayout drawn = preset.strategy().sampler(GRID).draw(3, 4);
            assertThat(drawn.isPredictable()).as(preset.title()).isTrue();
        }
        MaskStrategy custom = new MaskStrategy.Custom(
                new MaskLayout(GRID, List.of(new Block(0, 0, 5, 5)), List.of(PatchSet.of(100, 101)), false));
        assertThat(StrategyJson.read(StrategyJson.write(custom), "test")).isEqualTo(custom);
        MaskStrategy unbiased = new MaskStrategy.UnbiasedMultiBlock(MultiBlockParameters.PUBLISHED);
        assertThat(StrategyJson.read(StrategyJson.write(unbiased), "test")).isEqualTo(unbiased);
    }

    @Test
    void presetsCarryThePapersNumbers() {
        assertThat(MaskPreset.PAPER).hasSize(18);
        assertThat(MaskPreset.of(MaskStrategy.MultiBlock.PUBLISHED)
                        .orElseThrow()
                        .accuracy())
                .hasValue(54.2);
        assertThat(MaskPreset.of(new MaskStrategy.Rasterized()).orElseThrow().accuracy())
                .hasValue(15.5);
        assertThat(MaskPreset.of(new MaskStrategy.MultiBlock(MultiBlockParameters.PUBLISHED.withTargets(7))))
                .isEmpty();
    }

    @Test
    void aGridTooSmallGetsTheNearestThatWorks() {
        PatchGrid small = new PatchGrid(8, 8);
        MaskStrategy nearest = MaskStrategy.MultiBlock.PUBLISHED.nearestOn(small);
        assertThat(nearest.sampler(small).draw(0, 0).isPredictable()).isTrue();
        assertThat(nearest.multiBlock().orElseThrow().on(small))
                .isEqualTo(MultiBlockSettings.nearestToPublished(small));
        assertThat(MaskStrategy.MultiBlock.PUBLISHED.nearestOn(GRID)).isEqualTo(MaskStrategy.MultiBlock.PUBLISHED);
    }

    @Test
    void aCustomLayoutIsTheSameForEveryImageAndOnItsOwnGridOnly() {
        MaskLayout layout = new MaskLayout(
                GRID, List.of(new Block(0, 0, 3, 3), new Block(8, 8, 2, 2)), List.of(new Block(2, 2, 4, 4)), false);
        MaskStrategy custom = new MaskStrategy.Custom(layout);
        assertThat(custom.sampler(GRID).sample(5, 3, new TorchGenerator(1)).drawn(2))
                .isEqualTo(layout);
        MaskStatistics statistics = MaskStatistics.of(custom.sampler(GRID), 50, 8, 0);
        assertThat(statistics.contextPatches().mean()).isEqualTo(layout.contextPatches().length);
        assertThat(statistics.contextProbability()[0]).isEqualTo(1);
        assertThatThrownBy(() -> custom.sampler(new PatchGrid(8, 8)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("14 x 14");
        assertThatThrownBy(() -> new MaskStrategy.Custom(layout.withTargets(List.of())).sampler(GRID))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nothing to predict");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a sentence|not JSON",
                "[1]|no JSON object",
                "{}|\"strategy\"",
                "{\"strategy\": \"spiral\"}|spiral",
                "{\"strategy\": \"random\"}|\"ratio\"",
                "{\"strategy\": \"random\", \"ratio\": 0.5}|two numbers",
                "{\"strategy\": \"random\", \"ratio\": [0.5, 0.4]}|\"ratio\"",
                "{\"strategy\": \"block\", \"scale\": [0.5, 0.6], \"aspect_ratio\": [\"x\", 1]}|\"aspect_ratio\"",
                "{\"strategy\": \"custom\", \"layout\": {\"rows\": 2}}|missing"
            })
    void whatIsNoStrategyIsRefusedByField(String json, String word) {
        assertThatThrownBy(() -> StrategyJson.read(json, "masks.json"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("masks.json")
                .hasMessageContaining(word);
    }
}
