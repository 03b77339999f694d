package ijepa.core.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

import ijepa.core.InputException;
import ijepa.core.Reason;

/**
 * The bytes of a file, or of memory, read where they lie. Offsets are 64 bits wide. A file is mapped piece by piece, so
 * that what was read does not stay in the process's memory beside its copy.
 */
sealed interface Content extends AutoCloseable {

    /** What to call it in messages. */
    String name();

    long size();

    /**
     * A copy of a short stretch.
     *
     * @throws InputException when it cannot be read
     */
    byte[] bytes(long offset, int length);

    /**
     * Shows a stretch of any length to a reader, which must not keep it.
     *
     * @throws InputException when it cannot be read
     */
    void read(long offset, long length, Consumer<MemorySegment> reader);

    @Override
    void close();

    /**
     * Opens a file, which stays the same one even if another is moved to its name.
     *
     * @throws InputException when there is no such file or it cannot be read
     */
    static Content open(Path path) {
        if (Files.isDirectory(path)) {
            throw new InputException(path + " is a folder where a file is needed.");
        }
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new OfFile(path.toString(), channel, channel.size());
            } catch (IOException failure) {
                channel.close();
                throw failure;
            }
        } catch (NoSuchFileException missing) {
            throw new InputException(path + " does not exist.", missing);
        } catch (IOException failure) {
            throw new InputException(path + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }

    /** Bytes in memory; they are not copied. */
    static Content of(byte[] bytes, String name) {
        return new OfMemory(name, MemorySegment.ofArray(bytes).asReadOnly());
    }

    /** A file that is kept open. */
    record OfFile(String name, FileChannel channel, long size) implements Content {

        @Override
        public byte[] bytes(long offset, int length) {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            try {
                while (bytes.hasRemaining()) {
                    if (channel.read(bytes, offset + bytes.position()) < 0) {
                        throw new InputException(name + " became shorter while it was read.");
                    }
                }
            } catch (IOException failure) {
                throw unreadable(failure);
            }
            return bytes.array();
        }

        @Override
        public void read(long offset, long length, Consumer<MemorySegment> reader) {
            if (length == 0) {
                reader.accept(MemorySegment.ofArray(new byte[0]));
                return;
            }
            try (Arena arena = Arena.ofConfined()) {
                reader.accept(channel.map(FileChannel.MapMode.READ_ONLY, offset, length, arena));
            } catch (IOException failure) {
                throw unreadable(failure);
            } catch (InternalError failure) {
                // What a mapping answers when the page behind it is gone or the disk fails.
                throw new InputException(name + " became shorter, or its disk failed, while it was read.", failure);
            }
        }

        private InputException unreadable(IOException failure) {
            return failure instanceof ClosedByInterruptException
                    ? new InputException("Reading " + name + " was interrupted.", failure)
                    : new InputException(name + " cannot be read: " + Reason.of(failure) + ".", failure);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException failure) {
                throw unreadable(failure);
            }
        }
    }

    /** Bytes on the heap. */
    record OfMemory(String name, MemorySegment all) implements Content {

        @Override
        public long size() {
            return all.byteSize();
        }

        @Override
        public byte[] bytes(long offset, int length) {
            return all.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
        }

        @Override
        public void read(long offset, long length, Consumer<MemorySegment> reader) {
            reader.accept(all.asSlice(offset, length));
        }

        @Override
        public void close() {
            // Memory needs no closing.
        }
    }
}
