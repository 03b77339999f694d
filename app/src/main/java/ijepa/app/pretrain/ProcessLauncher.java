package ijepa.app.pretrain;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.run.RunDirectory;

/** Starts runs with this program's own command. */
final class ProcessLauncher implements RunLauncher {

    /** What a run's process prints, in the run's folder; a run started again adds to it. */
    static final String OUTPUT = "output.txt";

    private final ProgramCommand program;
    private final Clock clock;

    ProcessLauncher(ProgramCommand program, Clock clock) {
        this.program = program;
        this.clock = clock;
    }

    @Override
    public Launch start(RunDirectory run, List<String> arguments) {
        Path output = run.path().resolve(OUTPUT);
        try {
            Files.createDirectories(run.path());
            long offset = Files.exists(output) ? Files.size(output) : 0;
            Process process = program.detached(arguments)
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(nothing()))
                    .redirectOutput(Redirect.appendTo(output.toFile()))
                    .start();
            return new Launch(
                    run,
                    // The process takes longer than this to say anything, whatever its clock's fineness.
                    clock.instant(),
                    process.onExit().thenApply(Process::exitValue),
                    output,
                    offset);
        } catch (IOException failure) {
            throw new InputException(
                    "No process could be started for the run in " + run.path() + ": " + Reason.of(failure)
                            + ". Choose a folder that you may write to.",
                    failure);
        }
    }

    private static File nothing() {
        return new File(ProgramCommand.isWindows() ? "NUL" : "/dev/null");
    }
}
