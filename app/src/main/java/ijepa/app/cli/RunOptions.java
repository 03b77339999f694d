package ijepa.app.cli;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

import ijepa.core.InputException;
import ijepa.core.preflight.Beginning;
import ijepa.core.run.RunCheckpoint;
import ijepa.core.run.RunDirectory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of a command that keeps a run directory. */
final class RunOptions {

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "Run directory: settings, metrics, log, checkpoints (default: a new one below runs, named by date and time).")
    private Path directory;

    @Option(
            names = "--resume",
            description =
                    "Go on with the run in --run from its newest checkpoint, with its own settings; nothing else need be given.")
    private boolean resume;

    @Option(
            names = "--accept-changes",
            description =
                    "Go on although settings or pictures, or the model of a decoder, are not those that the run, or the decoder"
                            + " that it starts from, was trained with.")
    private boolean acceptChanges;

    boolean resume() {
        return resume;
    }

    boolean acceptChanges() {
        return acceptChanges;
    }

    /**
     * Refuses options that nothing would come of.
     *
     * @param start      the option that names what a new run starts from
     * @param startsFrom whether it starts from something
     */
    void refuseUseless(CommandSpec spec, String start, boolean startsFrom) {
        if (resume && !RunCheckpoint.all(directory()).isEmpty()) {
            GivenOptions.refuse(spec, "With --resume the run goes on from its own checkpoint", List.of(start));
        }
        if (!resume && !startsFrom) {
            GivenOptions.refuse(
                    spec, "A new run has nothing before that could be changed", List.of("--accept-changes"));
        }
    }

    /** How a run that is only looked at would begin. */
    Beginning beginning() {
        if (!resume) {
            return Beginning.NEW;
        }
        return acceptChanges ? Beginning.RESUMED_WITH_CHANGES : Beginning.RESUMED;
    }

    /**
     * The run directory that is asked for, or a new one's name.
     *
     * @throws InputException when a run should be resumed and none is named
     */
    RunDirectory directory() {
        if (resume && directory == null) {
            throw new InputException("--resume needs --run: name the run directory to go on with.");
        }
        return new RunDirectory(
                directory == null
                        ? Path.of(
                                "runs",
                                DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now()))
                        : directory);
    }
}
