package ijepa.core.tensor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** This process's memory as the system counts it, the engine's included, which Java does not see. */
public final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {}

    /** Bytes of memory in use now; absent where the system is not Linux. */
    public static OptionalLong resident() {
        return read("VmRSS:");
    }

    /** The most bytes that were in use at once; absent where the system is not Linux. */
    public static OptionalLong peak() {
        return read("VmHWM:");
    }

    /** {@link #resident}; where the system does not say it, bytes of the Java heap and its surroundings. */
    public static long residentOrHeap() {
        return resident().orElseGet(() -> {
            MemoryMXBean java = ManagementFactory.getMemoryMXBean();
            return java.getHeapMemoryUsage().getCommitted()
                    + java.getNonHeapMemoryUsage().getCommitted();
        });
    }

    private static OptionalLong read(String field) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> 1024
                            * Long.parseLong(line.substring(field.length())
                                    .replace("kB", "")
                                    .strip()))
                    .findFirst();
        } catch (IOException absent) {
            return OptionalLong.empty();
        }
    }
}
