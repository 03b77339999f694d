package ijepa.core.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a run's metrics while it writes them: every call gives what came since the last. A run that was killed and goes on
 * takes its last steps again, so a record replaces what was read for the same step before, and all that was read for later
 * ones.
 */
public final class MetricsReader {

    private static final int PART = 1 << 20;

    /** So much of what was read must still be in front of what is read next, or the file is another one. */
    private static final int REMEMBERED = 128;

    private final Path file;
    private long offset;
    private byte[] before = {};

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
        while (readPart(found)) {
            // A long file takes several parts.
        }
        return found;
    }

    /**
     * Reads on by at most a megabyte, so that a long file can be shown while it is read.
     *
     * @param into gets the records
     * @return whether anything was read
     * @throws IOException when the file cannot be read
     */
    public boolean readPart(List<Metric> into) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (!continuesWhatWasRead(channel)) {
                // The run goes on from a checkpoint and cut what it takes again.
                offset = 0;
                before = new byte[] {};
            }
            if (channel.size() == offset) {
                return false;
            }
            ByteBuffer part = ByteBuffer.allocate((int) Math.min(PART, channel.size() - offset));
            if (channel.read(part, offset) <= 0) {
                return false;
            }
            int end = lastLineEnd(part);
            MetricsJson.readLines(part.array(), end, into);
            offset += end;
            before = end == 0 ? before : Arrays.copyOfRange(part.array(), Math.max(0, end - REMEMBERED), end);
            return end > 0;
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    private boolean continuesWhatWasRead(FileChannel channel) throws IOException {
        if (channel.size() < offset) {
            return false;
        }
        ByteBuffer there = ByteBuffer.allocate(before.length);
        channel.read(there, offset - before.length);
        return Arrays.equals(there.array(), before);
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
