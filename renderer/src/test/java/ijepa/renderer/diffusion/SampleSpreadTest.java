package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import ijepa.core.image.Image;
import ijepa.renderer.map.ColourScale;
import org.junit.jupiter.api.Test;

class SampleSpreadTest {

    private static Image pixels(int... values) {
        byte[] rgb = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            rgb[i] = (byte) values[i];
        }
        return new Image(values.length / 3, 1, rgb);
    }

    @Test
    void averagesPixelByPixelAndMeasuresWhereSamplesDiffer() {
        SampleSpread spread = SampleSpread.of(List.of(pixels(0, 10, 200, 255, 0, 7), pixels(0, 30, 201, 0, 0, 7)));
        assertThat(spread.mean().rgb()).containsExactly(0, 20, (byte) 201, (byte) 128, 0, 7);
        assertThat(spread.deviation()).hasSize(2);
        assertThat(spread.deviation()[0]).isCloseTo((10 + 0.5) / 3, within(1e-9));
        assertThat(spread.deviation()[1]).isCloseTo(127.5 / 3, within(1e-9));
        assertThat(spread.overall()).isCloseTo((10 + 0.5 + 127.5) / 6, within(1e-9));
    }

    @Test
    void coloursNoSpreadAsTheLowerEnd() {
        Image same = pixels(9, 9, 9);
        Image picture = SampleSpread.of(List.of(same, same)).picture(64);
        assertThat(picture.argb(0, 0))
                .isEqualTo(new ijepa.renderer.map.ColourMap(ColourScale.VIRIDIS, 0, 64, false).argb(0));
    }
}
