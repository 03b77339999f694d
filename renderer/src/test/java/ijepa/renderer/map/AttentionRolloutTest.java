package ijepa.renderer.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import ijepa.core.mask.PatchGrid;
import ijepa.core.model.AttentionMaps;
import org.junit.jupiter.api.Test;

class AttentionRolloutTest {

    private static final int TOKENS = 6;

    private static AttentionMaps random(int layer, int heads) {
        SplittableRandom random = new SplittableRandom(layer);
        float[] weights = new float[heads * TOKENS * TOKENS];
        for (int row = 0; row < heads * TOKENS; row++) {
            double sum = 0;
            double[] drawn = new double[TOKENS];
            for (int i = 0; i < TOKENS; i++) {
                drawn[i] = random.nextDouble();
                sum += drawn[i];
            }
            for (int i = 0; i < TOKENS; i++) {
                weights[row * TOKENS + i] = (float) (drawn[i] / sum);
            }
        }
        return new AttentionMaps(layer, heads, new int[] {0, 1, 2, 3, 4, 5}, weights);
    }

    @Test
    void isTheProductOfAllLayersMatrices() {
        List<AttentionMaps> layers = List.of(random(1, 2), random(2, 2), random(3, 2));
        double[][] product = new double[TOKENS][TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            product[i][i] = 1;
        }
        for (AttentionMaps layer : layers) {
            double[][] mixed = new double[TOKENS][TOKENS];
            for (int i = 0; i < TOKENS; i++) {
                for (int j = 0; j < TOKENS; j++) {
                    mixed[i][j] = 0.25 * (layer.row(0, i)[j] + layer.row(1, i)[j]) + (i == j ? 0.5 : 0);
                }
            }
            double[][] next = new double[TOKENS][TOKENS];
            for (int i = 0; i < TOKENS; i++) {
                for (int j = 0; j < TOKENS; j++) {
                    for (int k = 0; k < TOKENS; k++) {
                        next[i][j] += mixed[i][k] * product[k][j];
                    }
                }
            }
            product = next;
        }
        for (int token = 0; token < TOKENS; token++) {
            double[] rollout = AttentionRollout.from(layers, token);
            assertThat(rollout).containsExactly(product[token], within(1e-6));
            assertThat(Arrays.stream(rollout).sum()).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void panelsKeepValuesAndAreDrawn() {
        PatchGrid grid = new PatchGrid(2, 3);
        MapPanel shares = MapPanel.ofShares(
                "Attention", grid, new double[] {0.1, 0.33, Double.NaN, 0, 0.2, 0.1}, "share of attention");
        assertThat(shares.scale().orElseThrow().max()).isEqualTo(0.4);
        assertThat(shares.colours()[2]).isZero();
        assertThat(shares.value(1)).isEqualTo(0.33);
        MapPanel colours = MapPanel.ofColours(
                "Targets", grid, new int[] {0xFFFF0000, 0xFF00FF00, 0xFF0000FF, 0xFFFFFFFF, 0xFF000000, 0xFF808080});
        assertThat(colours.value(0)).isNaN();
        List<MapPanel> panels = new ArrayList<>(List.of(shares, colours));
        var page = new PanelPicture(panels, Optional.empty(), Optional.empty()).draw(1);
        assertThat(page.getWidth()).isEqualTo(2 * 16 + 2 * 224 + 20);
        // The first patch of the second panel.
        assertThat(page.getRGB(16 + 224 + 20 + 30, 16 + 26 + 30)).isEqualTo(0xFFFF0000);
    }
}
