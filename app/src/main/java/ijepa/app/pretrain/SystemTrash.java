package ijepa.app.pretrain;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Deletes what can be had back: into the desktop's trash, or where there is none into a folder beside. */
final class SystemTrash implements Trash {

    private static final int PATIENCE_SECONDS = 20;

    @Override
    public String move(Path folder) throws IOException {
        if (isByDesktop() && Desktop.getDesktop().moveToTrash(folder.toFile()) || isOnLinuxDesktop() && byGio(folder)) {
            return "the trash";
        }
        return aside(folder).toString();
    }

    /** The toolkit of the desktop must not be loaded beside the window's on Linux, and has no trash there. */
    private static boolean isByDesktop() {
        return !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                && !GraphicsEnvironment.isHeadless()
                && Desktop.isDesktopSupported()
                && Desktop.getDesktop().isSupported(Desktop.Action.MOVE_TO_TRASH);
    }

    private static boolean isOnLinuxDesktop() {
        return System.getenv("XDG_CURRENT_DESKTOP") != null;
    }

    private static boolean byGio(Path folder) throws IOException {
        Optional<Path> gio = ProgramCommand.onPath("gio");
        if (gio.isEmpty()) {
            return false;
        }
        Process process = new ProcessBuilder(gio.get().toString(), "trash", "--", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return false;
    }

    /** Into a folder beside, where lists of runs do not look. */
    static Path aside(Path folder) throws IOException {
        Path trash = folder.resolveSibling(RunScan.TRASH);
        Files.createDirectories(trash);
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").format(LocalDateTime.now());
        return Files.move(folder, trash.resolve(folder.getFileName() + "-" + time));
    }
}
