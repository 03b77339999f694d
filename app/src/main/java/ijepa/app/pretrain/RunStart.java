package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import ijepa.app.shell.Notices;
import ijepa.core.Reason;
import ijepa.core.run.RunDirectory;

/**
 * Starts runs that were written here.
 *
 * @param background where files are written and processes started
 */
record RunStart(RunLauncher launcher, Executor background, Executor window) {

    /**
     * Keeps the settings in the run's folder and starts the run with them, in the background.
     *
     * @param file    that keeps the settings
     * @param command to which that file and the run's folder are added
     * @param started told of the process, on the window's thread
     * @param failed  told, there too, why there is none
     */
    void launch(
            RunDirectory run,
            String file,
            String settings,
            List<String> command,
            Consumer<Launch> started,
            Consumer<String> failed) {
        background.execute(() -> {
            Runnable then;
            try {
                Path kept = run.path().resolve(file);
                Files.createDirectories(run.path());
                Files.writeString(kept, settings);
                List<String> arguments = new ArrayList<>(command);
                arguments.addAll(List.of(kept.toString(), "--run", run.path().toString()));
                Launch launch = launcher.start(run, arguments);
                then = () -> started.accept(launch);
            } catch (IOException failure) {
                then = () -> failed.accept("The run's folder " + run.path() + " cannot be written: "
                        + Reason.of(failure) + ". Choose another.");
            } catch (RuntimeException failure) {
                then = () -> failed.accept(Notices.sentence(failure));
            }
            window.execute(then);
        });
    }

    /** The folder that a text names; where it names none, that is said. */
    static Optional<RunDirectory> directory(String text, Consumer<String> problem) {
        try {
            if (!text.isBlank()) {
                return Optional.of(
                        new RunDirectory(Path.of(text.strip()).toAbsolutePath().normalize()));
            }
            problem.accept("Name a folder for the run.");
        } catch (InvalidPathException wrong) {
            problem.accept("The run's folder " + text + " is no path: " + wrong.getReason() + ".");
        }
        return Optional.empty();
    }
}
