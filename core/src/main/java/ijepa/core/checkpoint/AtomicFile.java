package ijepa.core.checkpoint;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import ijepa.core.InputException;
import ijepa.core.Reason;

/** Files that appear under their name only when they are whole: written beside and renamed. */
public final class AtomicFile {

    private AtomicFile() {}

    /** Writes a file's bytes from its start on. */
    @FunctionalInterface
    interface Body {

        void write(FileChannel channel) throws IOException;
    }

    /**
     * Writes a file to the disk, replacing one of that name; its folder is made where it is missing.
     *
     * @throws InputException when it cannot be written; what was there before stays
     */
    static void write(Path file, Body body) {
        Path whole = file.toAbsolutePath();
        try {
            Files.createDirectories(whole.getParent());
            replace(whole, channel -> {
                body.write(channel);
                channel.force(true);
            });
            forceFolder(whole.getParent());
        } catch (IOException failure) {
            throw new InputException(
                    file + " cannot be written: " + Reason.of(failure) + ". Check the disk's space and permissions.",
                    failure);
        }
    }

    /**
     * Writes a file to the disk, replacing one of that name; its folder is made where it is missing.
     *
     * @throws InputException when it cannot be written; what was there before stays
     */
    public static void write(Path file, byte[] content) {
        write(file, channel -> writeFully(channel, MemorySegment.ofArray(content)));
    }

    /**
     * Writes a small file without waiting for the disk, so often as one likes: after a power cut it may be the one before.
     *
     * @throws IOException when it cannot be written; what was there before stays
     */
    public static void writeQuickly(Path file, byte[] content) throws IOException {
        replace(file.toAbsolutePath(), channel -> writeFully(channel, MemorySegment.ofArray(content)));
    }

    private static void replace(Path whole, Body body) throws IOException {
        Path beside = whole.resolveSibling(whole.getFileName() + ".partial");
        try {
            try (FileChannel channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                body.write(channel);
            }
            move(beside, whole);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Writes all bytes of a segment of any size. Written, not mapped: on a full disk a mapping would end the process. */
    static void writeFully(FileChannel channel, MemorySegment bytes) throws IOException {
        for (long at = 0; at < bytes.byteSize(); ) {
            long length = Math.min(1 << 28, bytes.byteSize() - at);
            at += channel.write(bytes.asSlice(at, length).asByteBuffer());
        }
    }

    /** A rename lasts only when its folder is on the disk too. Systems that cannot open folders do that themselves. */
    private static void forceFolder(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException unsupported) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
