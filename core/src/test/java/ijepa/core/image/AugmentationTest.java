package ijepa.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

import ijepa.core.InputException;
import ijepa.core.image.ImageReading.Orientation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Byte for byte what torchvision 0.22 and Pillow 13 make of the same noise. */
class AugmentationTest {

    private final Image noise;

    AugmentationTest() throws IOException {
        try (InputStream in = AugmentationTest.class.getResourceAsStream("/pictures/noise.png")) {
            noise = ImageReading.decode(in.readAllBytes(), "noise.png", Orientation.AS_STORED);
        }
    }

    /** The checksums are {@code zlib.crc32(numpy.asarray(changed).tobytes())}. */
    @ParameterizedTest
    @CsvSource({
        "brightness, 0.3, 2969977602",
        "brightness, 1.7, 3646940914",
        "brightness, 0, 1301177984",
        "contrast, 0.3, 3448912596",
        "contrast, 1.7, 3364727910",
        "saturation, 0.3, 925449292",
        "saturation, 1.7, 1429388223",
        "hue, 0.17, 2133221723",
        "hue, -0.17, 2145575010",
        "hue, 0.4, 3243879828",
        "hue, 0, 652514605",
        "grey, 0, 1355778725",
        "blur, 0.1, 1667767989",
        "blur, 0.7, 1052110451",
        "blur, 1.3, 1672416345",
        "blur, 2.0, 2217434589"
    })
    void equalsTorchvisionOnPillow(String change, double factor, long expected) {
        Image changed = switch (change) {
            case "brightness" -> ColourDistortion.brightness(noise, factor);
            case "contrast" -> ColourDistortion.contrast(noise, factor);
            case "saturation" -> ColourDistortion.saturation(noise, factor);
            case "hue" -> ColourDistortion.hue(noise, factor);
            case "grey" -> ColourDistortion.grey(noise);
            default -> GaussianBlur.apply(noise, factor);
        };
        CRC32 checksum = new CRC32();
        checksum.update(changed.rgb());
        assertThat(checksum.getValue()).isEqualTo(expected);
    }

    @Test
    void theSameGeneratorGivesTheSamePicture() {
        Augmentation all = new Augmentation(false, true, 1, true);
        assertThat(all.colours(noise, new SplittableRandom(5)).rgb())
                .isEqualTo(all.colours(noise, new SplittableRandom(5)).rgb())
                .isNotEqualTo(all.colours(noise, new SplittableRandom(6)).rgb());
    }

    @Test
    void distortionAndBlurComeAsOftenAsPublished() {
        Augmentation greyOnly = new Augmentation(false, true, 0, false);
        Augmentation blurOnly = new Augmentation(false, false, 0, true);
        assertThat(changed(greyOnly)).isBetween(160, 240);
        assertThat(changed(blurOnly)).isBetween(440, 560);
        // Four in five are jittered, and of the rest one in five is grey.
        assertThat(changed(new Augmentation(false, true, 1, false))).isBetween(800, 880);
    }

    /** How many of a thousand pictures are not what they were. */
    private int changed(Augmentation augmentation) {
        Image small = Resampling.resize(noise, 8, 8);
        return (int) IntStream.range(0, 1000)
                .filter(seed -> !Arrays.equals(
                        small.rgb(),
                        augmentation.colours(small, new SplittableRandom(seed)).rgb()))
                .count();
    }

    @Test
    void refusesAStrengthThatTurnsHueTooFar() {
        assertThatThrownBy(() -> new Augmentation(false, true, 3, false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("data.color_jitter_strength")
                .hasMessageContaining("from 0 to 2");
    }
}
