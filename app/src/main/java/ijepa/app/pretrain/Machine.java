package ijepa.app.pretrain;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.OperatingSystemMXBean;

/**
 * How busy this machine is.
 *
 * @param usedBytes  memory that programs hold
 * @param totalBytes memory there is
 * @param load       share of the processors at work, from 0 to 1; below 0 where the system does not say
 */
record Machine(long usedBytes, long totalBytes, double load) {

    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";
    private static final long KILOBYTE = 1024;

    static Machine now() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long total = system.getTotalMemorySize();
        return new Machine(total - available(system), total, system.getCpuLoad());
    }

    /** Linux counts files that it keeps in memory as used; it can do without them at once. */
    private static long available(OperatingSystemMXBean system) {
        try {
            return Files.readAllLines(LINUX).stream()
                    .filter(line -> line.startsWith(AVAILABLE))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE)
                    .findFirst()
                    .orElseGet(system::getFreeMemorySize);
        } catch (IOException | NumberFormatException elsewhere) {
            return system.getFreeMemorySize();
        }
    }
}
