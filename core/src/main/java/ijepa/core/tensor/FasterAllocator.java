package ijepa.core.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The allocator tcmalloc, where the system has it. A training step asks for thousands of large arrays of ever other sizes, and
 * the GNU C library's search among what is free then takes a tenth of the step and leaves half of the memory in pieces. An
 * allocator can only take its place as a process starts.
 */
public final class FasterAllocator {

    /** The variable that names libraries to be loaded before all others. */
    public static final String VARIABLE = "LD_PRELOAD";

    private static final List<String> NAMES = List.of("libtcmalloc_minimal.so.4", "libtcmalloc.so.4");

    /** {@code void MallocExtension_ReleaseFreeMemory(void)}, where this process was started with it. */
    private static final Optional<MethodHandle> RELEASE = loaded().flatMap(library ->
                    SymbolLookup.libraryLookup(library, Arena.global()).find("MallocExtension_ReleaseFreeMemory"))
            .map(found -> Linker.nativeLinker().downcallHandle(found, FunctionDescriptor.ofVoid()));

    private FasterAllocator() {}

    /** The installed library that fits this machine's programs; empty where there is none and where the system is not Linux. */
    public static Optional<Path> installed() {
        String machine = switch (System.getProperty("os.arch")) {
            case "amd64" -> "x86_64";
            case String other -> other;
        };
        return System.getProperty("os.name").equals("Linux") ? installed(Path.of("/usr"), machine) : Optional.empty();
    }

    /**
     * The same below another folder than {@code /usr}.
     *
     * @param machine as Debian's folders are called, for instance {@code x86_64}
     */
    static Optional<Path> installed(Path system, String machine) {
        return List.of("lib/" + machine + "-linux-gnu", "lib64", "lib").stream()
                .flatMap(folder ->
                        NAMES.stream().map(name -> system.resolve(folder).resolve(name)))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<Path> loaded() {
        String before = System.getenv(VARIABLE);
        return before == null
                ? Optional.empty()
                : List.of(before.split("[: ]")).stream()
                        .filter(library -> NAMES.stream().anyMatch(library::endsWith))
                        .map(Path::of)
                        .filter(Files::isRegularFile)
                        .findFirst();
    }

    /**
     * Gives freed memory back to the system.
     *
     * @return whether this process uses the allocator
     */
    static boolean giveBack() {
        if (RELEASE.isEmpty()) {
            return false;
        }
        try {
            RELEASE.get().invokeExact();
            return true;
        } catch (Throwable impossible) {
            throw new IllegalStateException("MallocExtension_ReleaseFreeMemory cannot be called.", impossible);
        }
    }
}
