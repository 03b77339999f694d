package ijepa.app.pretrain;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a text file that may be long. */
final class LastLines {

    private static final int BYTES = 16 << 10;

    private LastLines() {}

    /**
     * The last lines.
     *
     * @param from where to begin at the earliest, in bytes
     * @return none where the file is missing or cannot be read
     */
    static List<String> of(Path file, long from, int count) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(Math.min(from, bytes.length()), bytes.length() - BYTES);
            byte[] end = new byte[(int) (bytes.length() - start)];
            bytes.seek(start);
            bytes.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            // A line that was cut at its front is left out unless it is all there is.
            int first = start > from && lines.size() > 1 ? 1 : 0;
            return lines.subList(Math.max(first, lines.size() - count), lines.size());
        } catch (IOException missing) {
            return List.of();
        }
    }
}
