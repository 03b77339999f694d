package ijepa.core.tensor;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** This process's memory as the system counts it, the engine's included, which Java does not see. */
public final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    /** {@code int malloc_trim(size_t pad)} of the GNU C library. */
    private static final Optional<MethodHandle> TRIM = Linker.nativeLinker()
            .defaultLookup()
            .find("malloc_trim")
            .map(found -> Linker.nativeLinker()
                    .downcallHandle(found, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));

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

    /**
     * Gives freed memory back to the system. The C library keeps what weights of some gigabytes leave behind, and uses it
     * only for the next ones.
     *
     * @return whether there was something to give back; always false where the C library is not GNU's
     */
    public static boolean giveBack() {
        return FasterAllocator.giveBack() || TRIM.isPresent() && trim(TRIM.get());
    }

    private static boolean trim(MethodHandle trim) {
        try {
            return (int) trim.invokeExact(0L) == 1;
        } catch (Throwable impossible) {
            throw new IllegalStateException("malloc_trim cannot be called.", impossible);
        }
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
