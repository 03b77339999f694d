package ijepa.app.cli;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;

import ijepa.core.InputException;
import ijepa.core.image.ImageFolder;
import ijepa.core.run.CheckpointPolicy;
import ijepa.core.run.ParametersText;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunRequest;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.train.PretrainConfig;
import picocli.CommandLine.Option;

/** The options of a command that keeps a run directory. */
final class RunOptions {

    /** The published configurations' own. */
    private static final String WRITE_TAG = "jepa";

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "Run directory: settings, metrics, log, checkpoints (default: a new one below runs, named by date and time).")
    private Path directory;

    @Option(names = "--resume", description = "Go on with the run in --run from its newest checkpoint.")
    private boolean resume;

    @Option(
            names = "--accept-changes",
            description =
                    "With --resume: go on although settings or pictures are not those that the run was started with.")
    private boolean acceptChanges;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "EPOCHS",
            defaultValue = "1",
            description = "Epochs between checkpoints; 0 writes none at epochs' ends (default: ${DEFAULT-VALUE}).")
    private int checkpointEvery;

    @Option(
            names = "--checkpoint-minutes",
            paramLabel = "MINUTES",
            defaultValue = "10",
            description = "Write one when the last is so old; 0 does not (default: ${DEFAULT-VALUE}).")
    private double checkpointMinutes;

    @Option(
            names = "--keep-last",
            paramLabel = "N",
            defaultValue = "2",
            description = "Newest checkpoints to keep (default: ${DEFAULT-VALUE}).")
    private int keepLast;

    @Option(
            names = "--keep-every",
            paramLabel = "EPOCHS",
            defaultValue = "0",
            description = "Keep every so many epochs' checkpoint for ever; 0 keeps none (default: ${DEFAULT-VALUE}).")
    private int keepEvery;

    @Option(
            names = "--max-unreadable",
            paramLabel = "SHARE",
            defaultValue = "1",
            description =
                    "End the run when more than this share of the pictures cannot be used, such as 0.1 (default: ${DEFAULT-VALUE}: never).")
    private double maxUnreadable;

    /**
     * What these options and a configuration ask for.
     *
     * @param folder folder or list of pictures
     * @param probe  the probe for the pictures found there
     * @param device as the user wrote it
     * @param out    model file; null for none
     */
    RunRequest request(
            Path folder,
            PretrainConfig config,
            Function<ImageFolder, Optional<RunRequest.Probe>> probe,
            String device,
            int threads,
            Path out) {
        if (resume && directory == null) {
            throw new InputException("--resume needs --run: name the run directory to go on with.");
        }
        Path run = directory == null
                ? Path.of("runs", DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now()))
                : directory;
        CheckpointPolicy checkpoints = new CheckpointPolicy(checkpointEvery, checkpointMinutes, keepLast, keepEvery);
        ImageFolder pictures = ImageFolder.scan(folder);
        return new RunRequest(
                new RunDirectory(run),
                resume,
                acceptChanges,
                config,
                ParametersText.of(config, folder, run, WRITE_TAG),
                WRITE_TAG,
                pictures,
                maxUnreadable,
                checkpoints,
                probe.apply(pictures),
                ComputeDevice.parse(device),
                threads,
                Optional.ofNullable(out));
    }
}
