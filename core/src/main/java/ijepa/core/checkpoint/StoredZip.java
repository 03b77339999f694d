package ijepa.core.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import ijepa.core.InputException;

/**
 * The directory of a zip archive whose members are stored as they are, which is how PyTorch writes them: a member is then
 * a stretch of the file that can be mapped. {@code java.util.zip} does not tell where that stretch lies. Layout after
 * PKWARE's APPNOTE 6.3, zip64 included.
 */
final class StoredZip {

    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_LOCATOR = 0x07064b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_SIZE = 22;
    private static final int LOCATOR_SIZE = 20;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final long MAX_DIRECTORY = 1 << 26;
    private static final long IN_ZIP_64 = 0xFFFFFFFFL;

    private final Content content;
    private final Map<String, Member> members = new LinkedHashMap<>();

    /**
     * One member.
     *
     * @param header byte of its local header
     * @param size   bytes
     * @param crc    CRC-32 of its bytes
     */
    record Member(long header, long size, int crc) {}

    private StoredZip(Content content) {
        this.content = content;
    }

    /**
     * Reads the directory.
     *
     * @throws InputException when the archive is cut short, damaged or compressed
     */
    static StoredZip read(Content content) {
        StoredZip zip = new StoredZip(content);
        zip.readDirectory();
        return zip;
    }

    /** The members by name. */
    Map<String, Member> members() {
        return Collections.unmodifiableMap(members);
    }

    /** The byte at which a member's content starts; all of it lies within the file. */
    long offset(String name) {
        Member member = members.get(name);
        if (member == null) {
            throw new InputException(content.name() + " is damaged: its archive has no member " + name + ".");
        }
        ByteBuffer local = bytes(member.header, LOCAL_SIZE);
        if (local.getInt(0) != LOCAL) {
            throw damaged("member " + name + " is not where the directory says");
        }
        long offset = member.header
                + LOCAL_SIZE
                + Short.toUnsignedInt(local.getShort(26))
                + Short.toUnsignedInt(local.getShort(28));
        if (offset > content.size() - member.size) {
            throw damaged("member " + name + " would end behind the end of the file");
        }
        return offset;
    }

    private void readDirectory() {
        long end = findEnd();
        ByteBuffer record = bytes(end, END_SIZE);
        long count = Short.toUnsignedLong(record.getShort(10));
        long size = Integer.toUnsignedLong(record.getInt(12));
        long offset = Integer.toUnsignedLong(record.getInt(16));
        if (count == 0xFFFF || size == IN_ZIP_64 || offset == IN_ZIP_64) {
            ByteBuffer locator = bytes(end - LOCATOR_SIZE, LOCATOR_SIZE);
            if (locator.getInt(0) != END_64_LOCATOR) {
                throw damaged("its directory's place is missing");
            }
            ByteBuffer wide = bytes(locator.getLong(8), 56);
            if (wide.getInt(0) != END_64) {
                throw damaged("its directory's place is wrong");
            }
            count = wide.getLong(32);
            size = wide.getLong(40);
            offset = wide.getLong(48);
        }
        if (count < 0 || size < 0 || size > MAX_DIRECTORY || count > size / CENTRAL_SIZE) {
            throw damaged("its directory would hold " + Long.toUnsignedString(count) + " members in "
                    + Long.toUnsignedString(size) + " bytes");
        }
        ByteBuffer directory = bytes(offset, (int) size);
        for (long i = 0; i < count; i++) {
            readMember(directory);
        }
    }

    private long findEnd() {
        int length = (int) Math.min(content.size(), END_SIZE + MAX_COMMENT);
        ByteBuffer tail = bytes(content.size() - length, length);
        for (int at = length - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_SIZE + Short.toUnsignedInt(tail.getShort(at + 20)) == length) {
                return content.size() - length + at;
            }
        }
        throw new InputException(
                content.name()
                        + " is cut short or damaged: the directory at the end of the archive is missing. Copy or download it again.");
    }

    private void readMember(ByteBuffer directory) {
        int start = directory.position();
        if (directory.remaining() < CENTRAL_SIZE || directory.getInt(start) != CENTRAL) {
            throw damaged("its directory breaks off");
        }
        int flags = directory.getShort(start + 8);
        int method = directory.getShort(start + 10);
        int crc = directory.getInt(start + 16);
        long compressed = Integer.toUnsignedLong(directory.getInt(start + 20));
        long size = Integer.toUnsignedLong(directory.getInt(start + 24));
        int nameLength = Short.toUnsignedInt(directory.getShort(start + 28));
        int extraLength = Short.toUnsignedInt(directory.getShort(start + 30));
        int commentLength = Short.toUnsignedInt(directory.getShort(start + 32));
        long header = Integer.toUnsignedLong(directory.getInt(start + 42));
        if (directory.remaining() < CENTRAL_SIZE + nameLength + extraLength + commentLength) {
            throw damaged("its directory breaks off");
        }
        byte[] nameBytes = new byte[nameLength];
        directory.get(start + CENTRAL_SIZE, nameBytes);
        String name = new String(nameBytes, StandardCharsets.UTF_8);
        ByteBuffer wide = wideFields(directory.slice(start + CENTRAL_SIZE + nameLength, extraLength), name);
        size = size == IN_ZIP_64 ? next(wide, name) : size;
        compressed = compressed == IN_ZIP_64 ? next(wide, name) : compressed;
        header = header == IN_ZIP_64 ? next(wide, name) : header;
        if (method != 0 || (flags & 1) != 0) {
            throw new InputException(
                    content.name()
                            + " is not a checkpoint as PyTorch writes it: its archive is compressed. Unpack it and save it again with torch.save.");
        }
        if (size < 0 || size != compressed || header < 0 || header > content.size() - size) {
            throw damaged("member " + name + " would have " + Long.toUnsignedString(size) + " bytes at "
                    + Long.toUnsignedString(header) + " in a file of " + content.size());
        }
        if (members.putIfAbsent(name, new Member(header, size, crc)) != null) {
            throw damaged("two members are named " + name);
        }
        directory.position(start + CENTRAL_SIZE + nameLength + extraLength + commentLength);
    }

    /** The fields of the zip64 extension, empty where there is none. */
    private ByteBuffer wideFields(ByteBuffer extra, String name) {
        extra.order(ByteOrder.LITTLE_ENDIAN);
        while (extra.remaining() >= 4) {
            int id = Short.toUnsignedInt(extra.getShort());
            int length = Short.toUnsignedInt(extra.getShort());
            if (length > extra.remaining()) {
                throw damaged("the entry of member " + name + " breaks off");
            }
            if (id == 1) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private long next(ByteBuffer wide, String name) {
        if (wide.remaining() < Long.BYTES) {
            throw damaged("the size of member " + name + " is missing");
        }
        return wide.getLong();
    }

    private ByteBuffer bytes(long offset, int length) {
        if (offset < 0 || offset > content.size() - length) {
            throw damaged("its directory points outside the file");
        }
        return ByteBuffer.wrap(content.bytes(offset, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private InputException damaged(String what) {
        return new InputException(
                content.name() + " is cut short or damaged: " + what + ". Copy or download it again.");
    }
}
