package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import ijepa.core.InputException;

/** Shows a folder in the desktop's file manager. */
final class Reveal {

    private Reveal() {}

    /**
     * Opens a folder; returns at once.
     *
     * @throws InputException when there is no program for that
     */
    static void folder(Path folder) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String program = system.startsWith("windows") ? "explorer.exe" : system.contains("mac") ? "open" : "xdg-open";
        try {
            new ProcessBuilder(program, folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException none) {
            throw new InputException(
                    "The folder cannot be shown: there is no program " + program + ". It is " + folder + ".", none);
        }
    }
}
