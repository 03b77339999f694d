package ijepa.core.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

import ijepa.core.InputException;
import ijepa.core.Reason;

/**
 * The checksum at the end of a sealed safetensors file: its last tensor holds the CRC32C of every byte before. Other
 * readers see one more tensor and need not know.
 */
public final class Seal {

    /** Name of the tensor, one 64-bit whole number. */
    public static final String NAME = "checksum";

    private static final int PART = 1 << 30;

    private Seal() {}

    /**
     * Reads a sealed file whole and compares.
     *
     * @throws InputException when the content is not what was written, or the file cannot be read
     */
    public static void requireIntact(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = channel.size() - Long.BYTES;
            if (end < 0) {
                throw new InputException(file + " is damaged: it has only " + channel.size() + " bytes.");
            }
            CRC32C found = new CRC32C();
            for (long at = 0; at < end; at += PART) {
                found.update(channel.map(FileChannel.MapMode.READ_ONLY, at, Math.min(PART, end - at)));
            }
            ByteBuffer last = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            while (last.hasRemaining() && channel.read(last, end + last.position()) >= 0) {
                // Reads may give less than was asked for.
            }
            if (last.hasRemaining() || last.getLong(0) != found.getValue()) {
                throw new InputException(
                        file + " is damaged: its checksum does not fit its content. The disk or a copy changed it.");
            }
        } catch (InternalError failure) {
            // What a mapping answers when the page behind it is gone or the disk fails.
            throw new InputException(file + " became shorter, or its disk failed, while it was read.", failure);
        } catch (IOException failure) {
            throw new InputException(file + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }
}
