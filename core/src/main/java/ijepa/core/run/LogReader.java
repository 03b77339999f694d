package ijepa.core.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Reads a run's log while it is written: its end at first, then what comes. */
public final class LogReader {

    /** Some thousand lines; nobody reads more from the window. */
    private static final int MOST = 256 << 10;

    private final Path file;
    private long offset;

    /** Reads the end of a run's log. */
    public LogReader(RunDirectory directory) {
        file = directory.log();
    }

    /**
     * The whole lines that were not given yet, the oldest left out where they are very many; none where there is no log.
     *
     * @throws IOException when the file cannot be read
     */
    public List<String> poll() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < offset) {
                offset = 0;
            }
            boolean skips = channel.size() - offset > MOST;
            long from = skips ? channel.size() - MOST : offset;
            ByteBuffer part = ByteBuffer.allocate((int) (channel.size() - from));
            channel.read(part, from);
            int start = skips ? next(part, 0) : 0;
            int end = part.position();
            while (end > start && part.get(end - 1) != '\n') {
                end--;
            }
            offset = from + end;
            return new String(part.array(), start, end - start, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** Behind the next end of a line. */
    private static int next(ByteBuffer part, int from) {
        int at = from;
        while (at < part.position() && part.get(at) != '\n') {
            at++;
        }
        return Math.min(part.position(), at + 1);
    }
}
