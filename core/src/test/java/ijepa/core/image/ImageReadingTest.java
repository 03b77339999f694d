package ijepa.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

import ijepa.core.InputException;
import ijepa.core.image.ImageReading.Orientation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format on the same picture, 24 x 16: red to the left, blue to the right, more green downwards. */
class ImageReadingTest {

    private static final int WIDTH = 24;
    private static final int HEIGHT = 16;

    @TempDir
    Path folder;

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = ImageReadingTest.class.getResourceAsStream("/pictures/" + name)) {
            return in.readAllBytes();
        }
    }

    private static Image read(String name) throws IOException {
        return ImageReading.decode(bytes(name), name, Orientation.UPRIGHT);
    }

    @ParameterizedTest
    @CsvSource({
        "colour.png, 0",
        "colour.bmp, 0",
        "colour.tif, 0",
        "colour.webp, 0",
        "alpha.png, 0",
        "colour.gif, 30",
        "palette.png, 30",
        "colour.jpg, 8",
        "progressive.jpg, 8",
        "cmyk.jpg, 8"
    })
    void readsColours(String name, int tolerance) throws IOException {
        Image image = read(name);
        assertThat(image.width()).isEqualTo(WIDTH);
        assertThat(image.height()).isEqualTo(HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int across = x * 255 / (WIDTH - 1);
                int down = y * 255 / (HEIGHT - 1);
                assertPixel(image, x, y, tolerance, 255 - across, down, across);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"grey.png, 0", "grey-alpha.png, 0", "grey.jpg, 4"})
    void readsGreyWithoutChangingItsValues(String name, int tolerance) throws IOException {
        Image image = read(name);
        for (int x = 0; x < WIDTH; x++) {
            int across = x * 255 / (WIDTH - 1);
            int luma = (int) Math.round(0.299 * (255 - across) + 0.114 * across);
            assertPixel(image, x, 0, tolerance + 1, luma, luma, luma);
        }
    }

    @Test
    void scalesSixteenBitsToEight() throws IOException {
        Image image = read("grey16.png");
        for (int x = 0; x < WIDTH; x++) {
            int across = x * 255 / (WIDTH - 1);
            assertPixel(image, x, 3, 1, across, across, across);
        }
    }

    @Test
    void readsPortableMaps() throws IOException {
        Image colour = ImageReading.decode(
                "P6\n2 1\n255\n\u0001\u0002\u0003\u0004\u0005\u0006".getBytes(StandardCharsets.ISO_8859_1),
                "two.ppm",
                Orientation.UPRIGHT);
        assertThat(colour.rgb()).containsExactly(1, 2, 3, 4, 5, 6);
        Image grey = ImageReading.decode(
                "P5\n2 1\n255\n\u0007\u0008".getBytes(StandardCharsets.ISO_8859_1), "two.pgm", Orientation.UPRIGHT);
        assertThat(grey.rgb()).containsExactly(7, 7, 7, 8, 8, 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void refusesGreyThatSaysNotHowBrightItIs(int format) throws IOException {
        Path file = folder.resolve("microscope.tif");
        Files.write(file, greyTiff(32, format));
        for (Orientation orientation : Orientation.values()) {
            assertThatThrownBy(() -> ImageReading.read(file, orientation))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("microscope.tif")
                    .hasMessageContaining("8 or 16 bits");
        }
    }

    /** One grey pixel; format 1 is whole numbers, 3 floating ones. */
    private static byte[] greyTiff(int bits, int format) {
        int[][] entries = {
            {256, 1},
            {257, 1},
            {258, bits},
            {259, 1},
            {262, 1},
            {273, 8},
            {277, 1},
            {278, 1},
            {279, bits / 8},
            {339, format}
        };
        ByteBuffer bytes = ByteBuffer.allocate(12 + 2 + 12 * entries.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(12).putInt(0);
        bytes.putShort((short) entries.length);
        for (int[] entry : entries) {
            bytes.putShort((short) entry[0]).putShort((short) 4).putInt(1).putInt(entry[1]);
        }
        return bytes.putInt(0).array();
    }

    @Test
    void turnsAsTheCameraSaysUnlessToldNotTo() throws IOException {
        Image upright = read("orientation6.jpg");
        assertThat(upright.width()).isEqualTo(HEIGHT);
        assertThat(upright.height()).isEqualTo(WIDTH);
        // Stored left becomes the top, stored bottom the left.
        assertPixel(upright, 0, 0, 8, 255, 255, 0);
        assertPixel(upright, HEIGHT - 1, WIDTH - 1, 8, 0, 0, 255);

        Image stored = ImageReading.decode(bytes("orientation6.jpg"), "stored", Orientation.AS_STORED);
        assertThat(stored.width()).isEqualTo(WIDTH);
        assertPixel(stored, 0, 0, 8, 255, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour.jpg", "colour.png", "colour.webp", "colour.tif", "colour.bmp", "progressive.jpg"})
    void refusesEveryCutFileWithOneSentence(String name) throws IOException {
        byte[] whole = bytes(name);
        for (int length : new int[] {0, 1, 3, 20, whole.length / 2, whole.length * 3 / 4}) {
            Path file = folder.resolve(name);
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ImageReading.read(file))
                    .as("%s cut to %d of %d bytes", name, length, whole.length)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void refusesWhatIsNoPicture() throws IOException {
        Path text = folder.resolve("text.jpg");
        Files.writeString(text, "This is a text, whatever its name says.");
        assertThatThrownBy(() -> ImageReading.read(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("text.jpg is not a picture");
        assertThatThrownBy(() -> ImageReading.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a folder");
        assertThatThrownBy(() -> ImageReading.read(folder.resolve("nothing.png")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("There is no file");
    }

    @Test
    void refusesAFileThatNoArrayHolds() throws IOException {
        Path stack = folder.resolve("stack.tif");
        try (RandomAccessFile file = new RandomAccessFile(stack.toFile(), "rw")) {
            // Takes no room on the disk.
            file.setLength(3L << 30);
        }
        assertThatThrownBy(() -> ImageReading.read(stack))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("stack.tif has 3072 MB")
                .hasMessageContaining("must be split");
        Files.delete(stack);
    }

    @Test
    void refusesAHugeHeaderBeforeDecoding() throws IOException {
        Path bomb = folder.resolve("bomb.png");
        Files.write(bomb, pngHeader(100_000, 100_000));
        assertThatThrownBy(() -> ImageReading.read(bomb))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("100000 x 100000 pixels")
                .hasMessageContaining("limit");
    }

    private static byte[] pngHeader(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        chunk(out, "IHDR", new byte[] {
            (byte) (width >> 24),
            (byte) (width >> 16),
            (byte) (width >> 8),
            (byte) width,
            (byte) (height >> 24),
            (byte) (height >> 16),
            (byte) (height >> 8),
            (byte) height,
            8,
            2,
            0,
            0,
            0
        });
        chunk(out, "IDAT", new byte[] {0x78, (byte) 0x9C, 0x63, 0, 0});
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) checksum.getValue());
    }

    private static void assertPixel(Image image, int x, int y, int tolerance, int... expected) {
        for (int channel = 0; channel < 3; channel++) {
            int value = image.rgb()[(y * image.width() + x) * 3 + channel] & 0xFF;
            assertThat(Math.abs(value - expected[channel]))
                    .as("channel %d at (%d, %d): %d beside %d", channel, x, y, value, expected[channel])
                    .isLessThanOrEqualTo(tolerance);
        }
    }
}
