package ijepa.core.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/**
 * Decodes JPEG files with libjpeg-turbo, about three times as fast as the JDK does and to the same bytes: both use the
 * accurate integer transform and the smooth upsampling of colour, as Pillow does too. The library comes inside Leptonica. It
 * takes undamaged grey and colour files only; all others, and all messages about them, are {@link ImageReading}'s.
 */
final class JpegTurbo {

    /** Set to {@code jdk}, this system property leaves JPEG files to the JDK. */
    static final String PROPERTY = "ijepa.jpeg";

    private static final boolean AVAILABLE = available();
    private static final int FAIL_ON_BAD_DATA = 2;
    private static final int SILENT = 6;
    private static final VarHandle BIG_ENDIAN = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private JpegTurbo() {}

    /** Whether the library is there for this platform and wanted. */
    static boolean isAvailable() {
        return AVAILABLE;
    }

    private static boolean available() {
        // On Windows Leptonica writes each file to a temporary one before it reads it.
        if ("jdk".equals(System.getProperty(PROPERTY))
                || System.getProperty("os.name").startsWith("Windows")) {
            return false;
        }
        try {
            leptonica.setMsgSeverity(SILENT);
            return true;
        } catch (LinkageError missing) {
            return false;
        }
    }

    /**
     * The picture, or nothing where this is no file for it, however that shows.
     *
     * @param profiles whether samples are taken as they are even where an ICC profile gives them another meaning
     */
    static Optional<Image> decode(byte[] file, boolean profiles) {
        if (!AVAILABLE) {
            return Optional.empty();
        }
        Optional<JpegHeader> header = JpegHeader.of(file)
                .filter(found -> found.components() == 1 || found.components() == 3)
                .filter(found -> profiles || !found.profiled())
                .filter(found -> (long) found.width() * found.height() <= ImageReading.MAX_PIXELS);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        int[] warnings = {0};
        PIX picture = leptonica.pixReadMemJpeg(file, file.length, 0, 1, warnings, FAIL_ON_BAD_DATA);
        if (picture == null || picture.isNull()) {
            return Optional.empty();
        }
        try {
            boolean expected = warnings[0] == 0
                    && picture.w() == header.get().width()
                    && picture.h() == header.get().height();
            return expected ? rgb(picture) : Optional.empty();
        } finally {
            leptonica.pixDestroy(picture);
        }
    }

    private static Optional<Image> rgb(PIX picture) {
        int width = picture.w();
        int height = picture.h();
        long bytesARow = (long) picture.wpl() * Integer.BYTES;
        MemorySegment words = MemorySegment.ofAddress(picture.data().address()).reinterpret(bytesARow * height);
        byte[] rgb = new byte[width * height * 3];
        switch (picture.d()) {
            case 32 -> colour(words, rgb);
            case 8 -> grey(words, bytesARow, width, rgb);
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(new Image(width, height, rgb));
    }

    /** Words hold red green blue and a fourth byte from the highest on; each word's fourth is overwritten by the next one. */
    private static void colour(MemorySegment words, byte[] rgb) {
        int last = rgb.length / 3 - 1;
        for (int i = 0; i < last; i++) {
            BIG_ENDIAN.set(rgb, 3 * i, words.getAtIndex(ValueLayout.JAVA_INT, i));
        }
        int word = words.getAtIndex(ValueLayout.JAVA_INT, last);
        rgb[3 * last] = (byte) (word >> 24);
        rgb[3 * last + 1] = (byte) (word >> 16);
        rgb[3 * last + 2] = (byte) (word >> 8);
    }

    /** Words hold four pixels from the highest byte on; rows start with a word. */
    private static void grey(MemorySegment words, long bytesARow, int width, byte[] rgb) {
        int at = 0;
        for (long row = 0; row < words.byteSize(); row += bytesARow) {
            for (int x = 0; x < width; x++) {
                int word = words.get(ValueLayout.JAVA_INT, row + x / 4 * Integer.BYTES);
                byte value = (byte) (word >> 24 - 8 * (x % 4));
                rgb[at++] = value;
                rgb[at++] = value;
                rgb[at++] = value;
            }
        }
    }
}
