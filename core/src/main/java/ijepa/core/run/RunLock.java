package ijepa.core.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import ijepa.core.InputException;

/** Keeps a second process out of a run directory. The system frees the lock when its process ends, however it ends. */
final class RunLock implements AutoCloseable {

    /** Far behind the content, so that others can read whose lock it is on systems where a lock forbids reading. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int LONGEST_ID = 32;

    /** On POSIX systems, closing any channel to a file frees all of the process's locks on it: never open one twice. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws InputException when another process, or this one, has it already, or the folder cannot be written
     */
    static RunLock take(RunDirectory directory) {
        try {
            Path file = directory.path().toRealPath().resolve(directory.lock().getFileName());
            if (!HELD_HERE.add(file)) {
                throw refusal(directory, Long.toString(ProcessHandle.current().pid()));
            }
            boolean taken = false;
            FileChannel channel = null;
            try {
                channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
                if (lock == null) {
                    throw refusal(directory, read(channel));
                }
                channel.truncate(0);
                channel.write(
                        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
                taken = true;
                return new RunLock(file, channel);
            } finally {
                if (!taken) {
                    if (channel != null) {
                        channel.close();
                    }
                    HELD_HERE.remove(file);
                }
            }
        } catch (IOException failure) {
            throw directory.unwritable(failure);
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_ID);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    }

    private static InputException refusal(RunDirectory directory, String process) {
        return new InputException("The run directory " + directory.path() + " is in use by process " + process
                + ": wait for it, stop it, or name another folder with --run.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(file);
    }
}
