package ijepa.core.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process holds. */
final class ProcessMemory {

    private static final Path LINUX = Path.of("/proc/self/statm");
    private static final long PAGE = 4096;

    private ProcessMemory() {}

    /**
     * Resident bytes of the whole process on Linux, native tensors included; elsewhere, where no file says it, those of the
     * Java heap and its surroundings.
     */
    static long residentBytes() {
        try {
            return Long.parseLong(Files.readString(LINUX).split(" ")[1]) * PAGE;
        } catch (IOException | NumberFormatException elsewhere) {
            var memory = ManagementFactory.getMemoryMXBean();
            return memory.getHeapMemoryUsage().getCommitted()
                    + memory.getNonHeapMemoryUsage().getCommitted();
        }
    }
}
