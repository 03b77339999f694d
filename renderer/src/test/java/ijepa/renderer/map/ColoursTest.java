package ijepa.renderer.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;

import ijepa.core.model.Embeddings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ColoursTest {

    /** Colours of the published tables at 0, 64, 128, 192 and 255 of 255. */
    @ParameterizedTest
    @CsvSource({
        "VIRIDIS, 0, 440154", "VIRIDIS, 64, 3b528b", "VIRIDIS, 128, 21918c", "VIRIDIS, 192, 5ec962",
                "VIRIDIS, 255, fde725",
        "MAGMA, 0, 000004", "MAGMA, 64, 51127c", "MAGMA, 128, b73779", "MAGMA, 192, fc8961", "MAGMA, 255, fcfdbf",
        "CIVIDIS, 0, 00224e", "CIVIDIS, 64, 434e6c", "CIVIDIS, 128, 7d7c78", "CIVIDIS, 192, bcae6c",
                "CIVIDIS, 255, fee838"
    })
    void scalesAreThePublishedOnes(ColourScale scale, int step, String published) {
        int colour = scale.argb(step / 255.0);
        int expected = Integer.parseInt(published, 16);
        assertThat(colour >>> 24).isEqualTo(255);
        for (int shift = 16; shift >= 0; shift -= 8) {
            assertThat((double) (colour >> shift & 0xFF)).isCloseTo(expected >> shift & 0xFF, within(2.0));
        }
    }

    @ParameterizedTest
    @EnumSource(ColourScale.class)
    void lightnessRisesEvenly(ColourScale scale) {
        double whole = lightness(scale.argb(1)) - lightness(scale.argb(0));
        for (int i = 1; i <= 16; i++) {
            double step = lightness(scale.argb(i / 16.0)) - lightness(scale.argb((i - 1) / 16.0));
            assertThat(step).as("step %d", i).isBetween(whole / 16 * 0.5, whole / 16 * 1.6);
        }
    }

    /** CIE lightness L*. */
    private static double lightness(int argb) {
        double luminance = 0.2126 * linear(argb >> 16) + 0.7152 * linear(argb >> 8) + 0.0722 * linear(argb);
        return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
    }

    private static double linear(int channel) {
        double value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    @Test
    void mapClipsReversesAndLeavesHoles() {
        ColourMap map = new ColourMap(ColourScale.VIRIDIS, 2, 4, false);
        assertThat(map.argb(2)).isEqualTo(0xFF440154);
        assertThat(map.argb(-9)).isEqualTo(0xFF440154);
        assertThat(map.argb(9)).isEqualTo(0xFFFDE725);
        ColourMap reversed = new ColourMap(ColourScale.VIRIDIS, 2, 4, true);
        assertThat(reversed.argb(4)).isEqualTo(0xFF440154);
        assertThat(reversed.argb(2.5)).isEqualTo(map.argb(3.5));
        assertThat(map.argb(new double[] {Double.NaN, 4})).containsExactly(0, 0xFFFDE725);
        assertThatThrownBy(() -> new ColourMap(ColourScale.MAGMA, 1, 0, false)).hasMessageContaining("1.0 and 0.0");
    }

    @Test
    void mapTakesItsRangeFromTheNumbersThatAreThere() {
        double[] values = new double[102];
        for (int i = 0; i < 101; i++) {
            values[i] = i;
        }
        values[101] = Double.NaN;
        assertThat(ColourMap.over(ColourScale.MAGMA, values))
                .isEqualTo(new ColourMap(ColourScale.MAGMA, 0, 100, false));
        assertThat(ColourMap.over(ColourScale.MAGMA, new double[] {Double.NaN}).max())
                .isEqualTo(1);
    }

    @Test
    void colourFollowsTheComponents() {
        // The spread is along three axes, largest along the first.
        float[] values = new float[300 * 4];
        for (int i = 0; i < 300; i++) {
            values[4 * i + i % 3] = (i / 3 - 49.5f) * (4 - i % 3);
        }
        Embeddings vectors = new Embeddings(300, 4, values);
        int[] colours = EmbeddingColours.fit(List.of(vectors)).of(vectors);
        // Far out along one axis only its channel changes: 4 * 49.5 lies beyond the 99th percentile.
        assertThat(colours[0] >> 16 & 0xFF).isZero();
        assertThat(colours[297] >> 16 & 0xFF).isEqualTo(255);
        assertThat(colours[0] >> 8 & 0xFF).isBetween(127, 128);
        assertThat(colours[297] & 0xFF).isBetween(127, 128);
        assertThat(colours[298] >> 8 & 0xFF).isEqualTo(255);
        assertThat(colours[299] & 0xFF).isEqualTo(255);
        assertThat(Arrays.stream(colours).map(colour -> colour >>> 24)).containsOnly(255);
    }

    @Test
    void equalVectorsAreGrey() {
        Embeddings equal = new Embeddings(3, 4, new float[12]);
        assertThat(EmbeddingColours.fit(List.of(equal)).of(equal)).containsOnly(0xFF808080);
    }

    @Test
    void scalesEndAtRoundNumbers() {
        assertThat(ColourMap.roundedUp(0.33)).isEqualTo(0.4);
        assertThat(ColourMap.roundedUp(1)).isEqualTo(1);
        assertThat(ColourMap.roundedUp(0)).isEqualTo(1);
        assertThat(ColourMap.roundedUp(8.1)).isEqualTo(10);
    }
}
