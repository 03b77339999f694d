package ijepa.core.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Writes a zip archive whose members are stored as they are and start at multiples of 64 bytes, as {@code torch.save} does,
 * so that they can be mapped. With zip64 records wherever sizes or places need them.
 */
final class StoredZipWriter {

    private static final int ALIGNMENT = 64;
    private static final int VERSION = 45;
    private static final int UTF_8_NAMES = 0x800;
    /** The first day that the format can write, 1980-01-01: equal content gives equal files. */
    private static final int DATE = 0x21;

    private static final long IN_ZIP_64 = 0xFFFFFFFFL;

    private final FileChannel channel;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private long members;
    private long at;

    /**
     * A writer.
     *
     * @param at the channel's position, which is where the first member goes
     */
    StoredZipWriter(FileChannel channel, long at) {
        this.channel = channel;
        this.at = at;
    }

    /** Appends a member. */
    void add(String name, MemorySegment content) throws IOException {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        long size = content.byteSize();
        int crc = crc(content);
        ByteBuffer wideSize = wide(size >= IN_ZIP_64, size, size);
        int unpadded = 30 + nameBytes.length + wideSize.remaining() + 4;
        int padding = (int) ((ALIGNMENT - (at + unpadded) % ALIGNMENT) % ALIGNMENT);
        ByteBuffer header = little(unpadded + padding);
        header.putInt(0x04034b50).putShort((short) VERSION);
        common(header, crc, size, nameBytes.length, wideSize.remaining() + 4 + padding);
        header.put(nameBytes).put(wideSize);
        // PyTorch's own extra field for padding.
        header.putShort((short) 0x4246).putShort((short) padding).position(unpadded + padding);
        boolean far = at >= IN_ZIP_64;
        ByteBuffer extra = size >= IN_ZIP_64
                ? wide(true, far ? new long[] {size, size, at} : new long[] {size, size})
                : wide(far, at);
        ByteBuffer entry = little(46 + nameBytes.length + extra.remaining());
        entry.putInt(0x02014b50).putShort((short) VERSION).putShort((short) VERSION);
        common(entry, crc, size, nameBytes.length, extra.remaining());
        entry.position(entry.position() + 10);
        entry.putInt((int) Math.min(at, IN_ZIP_64)).put(nameBytes).put(extra);
        directory.writeBytes(entry.array());
        AtomicFile.writeFully(channel, MemorySegment.ofBuffer(header.flip()));
        AtomicFile.writeFully(channel, content);
        at += header.limit() + size;
        members++;
    }

    /** Appends the directory. */
    void end() throws IOException {
        long size = directory.size();
        long wideEnd = at + size;
        ByteBuffer end = little(56 + 20 + 22);
        end.putInt(0x06064b50).putLong(44).putShort((short) VERSION).putShort((short) VERSION);
        end.putInt(0).putInt(0).putLong(members).putLong(members).putLong(size).putLong(at);
        end.putInt(0x07064b50).putInt(0).putLong(wideEnd).putInt(1);
        short shown = (short) Math.min(members, 0xFFFF);
        end.putInt(0x06054b50)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(shown)
                .putShort(shown);
        end.putInt((int) size).putInt((int) Math.min(at, IN_ZIP_64)).putShort((short) 0);
        AtomicFile.writeFully(channel, MemorySegment.ofArray(directory.toByteArray()));
        AtomicFile.writeFully(channel, MemorySegment.ofBuffer(end.flip()));
    }

    /** The fields that a member's header and its directory entry share, from the flags to the extra field's length. */
    private static void common(ByteBuffer into, int crc, long size, int nameLength, int extraLength) {
        int shown = (int) Math.min(size, IN_ZIP_64);
        into.putShort((short) UTF_8_NAMES)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) DATE);
        into.putInt(crc)
                .putInt(shown)
                .putInt(shown)
                .putShort((short) nameLength)
                .putShort((short) extraLength);
    }

    private static ByteBuffer wide(boolean needed, long... fields) {
        if (!needed) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer extra = little(4 + Long.BYTES * fields.length);
        extra.putShort((short) 1).putShort((short) (Long.BYTES * fields.length));
        for (long field : fields) {
            extra.putLong(field);
        }
        return extra.flip();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int crc(MemorySegment content) {
        CRC32 crc = new CRC32();
        for (long from = 0; from < content.byteSize(); from += 1 << 28) {
            crc.update(content.asSlice(from, Math.min(1 << 28, content.byteSize() - from))
                    .asByteBuffer());
        }
        return (int) crc.getValue();
    }
}
