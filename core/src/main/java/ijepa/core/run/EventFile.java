package ijepa.core.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Scalars for TensorBoard. A file is a row of records: length, masked CRC32C of the length, an {@code Event} message, its
 * masked CRC32C. Every process of a run writes a file of its own; one that goes on says from which step, so that TensorBoard
 * drops what an earlier one wrote beyond it.
 */
final class EventFile implements AutoCloseable {

    // Fields of event.proto and summary.proto.
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int SESSION_STATUS = 1;
    private static final int SESSION_START = 1;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE = 2;

    private static final int MASK = 0xA282EAD8;

    private final AppendOnlyFile file;

    private EventFile(AppendOnlyFile file) {
        this.file = file;
    }

    /**
     * Starts a file.
     *
     * @param stepsDone where this process goes on
     * @param time      seconds since 1970
     */
    static EventFile create(Path folder, long stepsDone, double time) throws IOException {
        String name = "events.out.tfevents." + String.format(Locale.ROOT, "%010d", (long) time) + "." + host() + "."
                + ProcessHandle.current().pid() + ".0";
        EventFile events = new EventFile(AppendOnlyFile.open(folder.resolve(name), 0));
        events.write(new Protobuf().number(WALL_TIME, time).text(FILE_VERSION, "brain.Event:2"));
        events.write(new Protobuf()
                .number(WALL_TIME, time)
                .number(STEP, stepsDone)
                .message(SESSION_LOG, new Protobuf().number(SESSION_STATUS, SESSION_START)));
        return events;
    }

    /** Name of this machine. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    /** Appends the values of one step. */
    void append(long step, double time, Map<String, Double> values) {
        Protobuf summary = new Protobuf();
        values.forEach((tag, value) -> summary.message(
                SUMMARY_VALUE, new Protobuf().text(VALUE_TAG, tag).number(VALUE_SIMPLE, value.floatValue())));
        write(new Protobuf().number(WALL_TIME, time).number(STEP, step).message(SUMMARY, summary));
    }

    private void write(Protobuf event) {
        byte[] data = event.toBytes();
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + data.length + 2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(masked(record.array(), Long.BYTES));
        record.put(data);
        record.putInt(masked(data, data.length));
        file.append(record.array());
    }

    /** The checksum as the record format stores it: rotated and shifted, because it may cover other checksums. */
    private static int masked(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
