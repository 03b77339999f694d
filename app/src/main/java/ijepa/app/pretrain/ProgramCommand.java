package ijepa.app.pretrain;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import ijepa.app.Launcher;
import ijepa.core.tensor.FasterAllocator;

/**
 * How this program is started again, as it was started itself: by its packaged launcher where there is one, else by its
 * Java, with its options and class path.
 *
 * @param words program and fixed arguments
 */
record ProgramCommand(List<String> words) {

    /** The packaged launcher's path, which it tells in this property. */
    private static final String PACKAGED = "jpackage.app-path";

    /** Options that belong to the window, a debugger or a test. */
    private static final List<String> NOT_INHERITED = List.of(
            "-agentlib",
            "-javaagent",
            "-Xdebug",
            "-Xrunjdwp",
            "-Dglass.",
            "-Dprism.",
            "-Dmonocle.",
            "-Dtestfx.",
            "-Dijepa.");

    ProgramCommand {
        words = List.copyOf(words);
    }

    /** The command of this process. */
    static ProgramCommand own() {
        String packaged = System.getProperty(PACKAGED);
        if (packaged != null) {
            return new ProgramCommand(List.of(packaged));
        }
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", isWindows() ? "java.exe" : "java")
                .toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> NOT_INHERITED.stream().noneMatch(argument::startsWith))
                .forEach(words::add);
        words.add("-Djava.awt.headless=true");
        words.add("-classpath");
        words.add(System.getProperty("java.class.path"));
        words.add(Launcher.class.getName());
        return new ProgramCommand(words);
    }

    /** A process of this program, in its environment and with the engine's settings that its launcher makes. */
    ProcessBuilder process(List<String> arguments) {
        List<String> all = new ArrayList<>(words);
        all.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(all);
        Map<String, String> environment = builder.environment();
        environment.putIfAbsent("OMP_WAIT_POLICY", "passive");
        environment.putIfAbsent("GOMP_SPINCOUNT", "2000");
        environment.putIfAbsent("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8192");
        if (!"system".equals(environment.get("IJEPA_ALLOCATOR"))) {
            FasterAllocator.installed()
                    .ifPresent(library -> environment.putIfAbsent(FasterAllocator.VARIABLE, library.toString()));
        }
        return builder;
    }

    /**
     * The same, out of reach of what ends this process: a closed terminal, Ctrl+C in it, a killed window. A child lives on
     * when its parent dies, but signals of a terminal go to a whole session.
     */
    ProcessBuilder detached(List<String> arguments) {
        ProcessBuilder builder = process(arguments);
        if (isWindows()) {
            return builder;
        }
        List<String> command = new ArrayList<>();
        Optional<Path> session = onPath("setsid");
        if (session.isPresent()) {
            command.add(session.get().toString());
        } else {
            // Ignored signals stay ignored in the program that takes the shell's place.
            command.addAll(List.of("/bin/sh", "-c", "trap '' HUP INT; exec \"$@\"", "sh"));
        }
        command.addAll(builder.command());
        return builder.command(command);
    }

    /** A program in the folders that the system looks through. */
    static Optional<Path> onPath(String program) {
        String path = System.getenv("PATH");
        if (path == null) {
            return Optional.empty();
        }
        for (String folder : path.split(File.pathSeparator)) {
            try {
                Path file = Path.of(folder.isEmpty() ? "." : folder).resolve(program);
                if (Files.isExecutable(file) && Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            } catch (InvalidPathException odd) {
                // Quoted on Windows, or of letters that this locale has not.
            }
        }
        return Optional.empty();
    }

    static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
