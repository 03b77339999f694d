package ijepa.core.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a run's metrics while it writes them: every call gives what came since the last. A run that was killed and goes on
 * takes its last steps again, so a record replaces what was read for the same step before.
 */
public final class MetricsReader {

    private static final int PART = 1 << 20;

    private final Path file;
    private long offset;

    /** Reads from the beginning of a run's metrics. */
    public MetricsReader(RunDirectory directory) {
        file = directory.metrics();
    }

    /**
     * The whole records that were not given yet; none where the run has not begun. A line that is no record is left out.
     *
     * @throws IOException when the file cannot be read
     */
    public List<Metric> poll() throws IOException {
        List<Metric> found = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < offset) {
                // The run goes on from a checkpoint and cut what it takes again.
                offset = 0;
            }
            ByteBuffer part = ByteBuffer.allocate(PART);
            while (channel.read(part, offset) > 0) {
                int end = lastLineEnd(part);
                if (end == 0) {
                    break;
                }
                new String(part.array(), 0, end, StandardCharsets.UTF_8)
                        .lines()
                        .forEach(line -> MetricsJson.read(line).ifPresent(found::add));
                offset += end;
                part.clear();
            }
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return found;
    }

    private static int lastLineEnd(ByteBuffer part) {
        for (int i = part.position(); i > 0; i--) {
            if (part.get(i - 1) == '\n') {
                return i;
            }
        }
        return 0;
    }
}
