package ijepa.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;

import ijepa.core.image.ImageReading.Orientation;
import org.junit.jupiter.api.Test;

/** Byte for byte what Pillow 13 makes of the same noise with {@code Image.BILINEAR}. */
class ResamplingTest {

    private static Image read(String name) throws IOException {
        try (InputStream in = ResamplingTest.class.getResourceAsStream("/pictures/" + name)) {
            return ImageReading.decode(in.readAllBytes(), name, Orientation.AS_STORED);
        }
    }

    private final Image noise;

    ResamplingTest() throws IOException {
        noise = read("noise.png");
    }

    @Test
    void reduces() throws IOException {
        assertThat(Resampling.resize(noise, 16, 16).rgb())
                .isEqualTo(read("noise-16.png").rgb());
    }

    @Test
    void enlarges() throws IOException {
        assertThat(Resampling.resize(noise, 80, 64).rgb())
                .isEqualTo(read("noise-80x64.png").rgb());
    }

    @Test
    void cropsAndResizesInOneGo() throws IOException {
        assertThat(Resampling.resize(noise, new Crop(5, 7, 21, 30), 24, 24).rgb())
                .isEqualTo(read("noise-crop-24.png").rgb());
    }

    @Test
    void leavesTheSameSizeAlone() {
        assertThat(Resampling.resize(noise, noise.width(), noise.height()).rgb())
                .isEqualTo(noise.rgb());
    }
}
