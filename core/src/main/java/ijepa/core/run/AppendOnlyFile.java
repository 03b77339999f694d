package ijepa.core.run;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;

import ijepa.core.InputException;

/**
 * A file that grows by whole records. What cannot be written, because the disk is full, waits in memory and is written in
 * front of the next record: a full disk for a while loses nothing and leaves no hole.
 */
final class AppendOnlyFile implements AutoCloseable {

    /** Days of metrics; more waiting than this is a disk that nobody will empty. */
    private static final int MOST_WAITING = 64 << 20;

    private final Path file;
    private final FileChannel channel;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private long length;

    private AppendOnlyFile(Path file, FileChannel channel, long length) {
        this.file = file;
        this.channel = channel;
        this.length = length;
    }

    /**
     * Opens a file, made if it is missing, and cuts it.
     *
     * @param keep bytes to keep, at most the file's
     */
    static AppendOnlyFile open(Path file, long keep) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(keep);
        return new AppendOnlyFile(file, channel, keep);
    }

    /** Opens a file and appends to what it has, up to its last whole line. */
    static AppendOnlyFile openLines(Path file) throws IOException {
        return open(file, wholeLines(file, line -> true));
    }

    /**
     * Length in bytes of a file's first lines that are whole and wanted; 0 where there is no file.
     *
     * @param wanted is asked for each line in turn until it says no
     */
    static long wholeLines(Path file, Predicate<String> wanted) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            long kept = 0;
            long read = 0;
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                read++;
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                if (!wanted.test(line.toString(StandardCharsets.UTF_8))) {
                    return kept;
                }
                kept = read;
                line.reset();
            }
            return kept;
        } catch (NoSuchFileException none) {
            return 0;
        }
    }

    /** Appends text in UTF-8. See {@link #append(byte[])}. */
    boolean append(String text) {
        return append(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Appends one record, behind all that waits.
     *
     * @return whether everything is in the file; false while the disk takes no more
     * @throws InputException when too much waits
     */
    synchronized boolean append(byte[] record) {
        waiting.writeBytes(record);
        if (waiting.size() > MOST_WAITING) {
            throw new InputException(file + " cannot be written for too long: make room on the disk and resume.");
        }
        return flush();
    }

    /** Tries again to write what waits; returns whether nothing waits any more. */
    synchronized boolean flush() {
        ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
        try {
            // At a place of our own: a record that was cut by a full disk is written over.
            while (bytes.hasRemaining()) {
                channel.write(bytes, length + bytes.position());
            }
            length += bytes.capacity();
            waiting.reset();
            return true;
        } catch (IOException full) {
            return false;
        }
    }

    /** Brings everything to the disk; returns whether that worked. */
    synchronized boolean force() {
        try {
            boolean written = flush();
            channel.force(false);
            return written;
        } catch (IOException failure) {
            return false;
        }
    }

    /** Bytes in the file. */
    synchronized long length() {
        return length;
    }

    @Override
    public synchronized void close() throws IOException {
        flush();
        channel.close();
    }
}
