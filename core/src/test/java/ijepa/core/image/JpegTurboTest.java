package ijepa.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegTurboTest {

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = JpegTurboTest.class.getResourceAsStream("/pictures/" + name)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour.jpg", "progressive.jpg", "grey.jpg", "orientation6.jpg"})
    void givesTheBytesThatTheJdkGives(String name) throws IOException {
        assumeThat(JpegTurbo.isAvailable()).isTrue();
        BufferedImage expected = ImageIO.read(new ByteArrayInputStream(bytes(name)));
        Image image = JpegTurbo.decode(bytes(name), true).orElseThrow();
        assertThat(image.width()).isEqualTo(expected.getWidth());
        assertThat(image.height()).isEqualTo(expected.getHeight());
        int[] samples = expected.getRaster().getPixels(0, 0, image.width(), image.height(), (int[]) null);
        int bands = expected.getRaster().getNumBands();
        for (int i = 0; i < image.rgb().length; i++) {
            assertThat(image.rgb()[i] & 0xFF).as("sample %d", i).isEqualTo(samples[bands == 1 ? i / 3 : i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cmyk.jpg", "colour.png", "colour.webp"})
    void leavesOtherFilesToOthers(String name) throws IOException {
        assertThat(JpegTurbo.decode(bytes(name), true)).isEmpty();
    }

    @Test
    void leavesDamagedFilesToOthers() throws IOException {
        byte[] whole = bytes("colour.jpg");
        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(JpegTurbo.decode(cut, true)).as("cut to %d", length).isEmpty();
            if (length >= 4) {
                // With a proper end the header passes, and the decoder itself has to notice.
                cut[length - 2] = (byte) 0xFF;
                cut[length - 1] = (byte) 0xD9;
                assertThat(JpegTurbo.decode(cut, true))
                        .as("ended at %d", length)
                        .isEmpty();
            }
        }
    }

    @Test
    void readsSizesWithoutDecoding() throws IOException {
        assertThat(JpegHeader.of(bytes("colour.jpg"))).contains(new JpegHeader(24, 16, 3, false));
        assertThat(JpegHeader.of(bytes("grey.jpg"))).contains(new JpegHeader(24, 16, 1, false));
        assertThat(JpegHeader.of(bytes("cmyk.jpg")).map(JpegHeader::components)).contains(4);
        assertThat(JpegHeader.of(bytes("colour.png"))).isEmpty();
    }

    @Test
    void coloursOfAProfileAreLeftAloneOnlyWhereAsked() throws IOException {
        assumeThat(JpegTurbo.isAvailable()).isTrue();
        byte[] plain = bytes("colour.jpg");
        byte[] segment = {(byte) 0xFF, (byte) 0xE2, 0, 6, 'I', 'C', 'C', '_'};
        byte[] profiled = new byte[plain.length + segment.length];
        System.arraycopy(plain, 0, profiled, 0, 2);
        System.arraycopy(segment, 0, profiled, 2, segment.length);
        System.arraycopy(plain, 2, profiled, 2 + segment.length, plain.length - 2);
        assertThat(JpegHeader.of(profiled).map(JpegHeader::profiled)).contains(true);
        assertThat(JpegTurbo.decode(profiled, false)).isEmpty();
        assertThat(JpegTurbo.decode(profiled, true).orElseThrow().rgb())
                .isEqualTo(JpegTurbo.decode(plain, false).orElseThrow().rgb());
    }
}
