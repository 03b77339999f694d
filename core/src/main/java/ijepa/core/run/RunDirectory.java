package ijepa.core.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.config.PretrainFile;

/**
 * The folder of one run.
 *
 * <pre>
 * DIR/
 *   params-ijepa.yaml            all settings of pretraining, in the official sections
 *   params-decoder.yaml          all settings of a decoder's training
 *   TAG_r0.csv                   of pretraining the official log: epoch,itr,loss,mask-A,mask-B,time (ms)
 *   metrics.jsonl                one JSON object a step and a probe, see {@link MetricsFile}
 *   events.out.tfevents.*        the same for TensorBoard, one file a process
 *   log.txt                      for people
 *   status.json                  state, process and heartbeat, see {@link RunStatus}
 *   control.sock                 takes commands while the run lives, see {@link RunControl}
 *   run.lock                     held by the process that writes; names its process id
 *   checkpoints/step-N.safetensors   everything to go on from after N steps, see {@link TrainingCheckpoint}
 *   samples/step-N.png           of a decoder: what it draws after N steps
 *   diverged-step-N.safetensors  of pretraining the batch whose loss was no number, see {@link DivergedBatchFile}
 * </pre>
 *
 * Files that grow are only appended to; all others appear under their names when they are whole.
 *
 * @param path the folder
 */
public record RunDirectory(Path path) {

    /** Settings of a pretraining run. */
    public Path parameters() {
        return parameters(RunKind.PRETRAINING);
    }

    /** Settings of a run. */
    public Path parameters(RunKind kind) {
        return path.resolve(kind.parametersName());
    }

    /**
     * The official log.
     *
     * @param writeTag {@code logging.write_tag}
     */
    public Path officialCsv(String writeTag) {
        return path.resolve(writeTag + "_r0.csv");
    }

    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    public Path log() {
        return path.resolve("log.txt");
    }

    public Path status() {
        return path.resolve("status.json");
    }

    /** Where the control socket lies, unless that path is too long for one; {@link RunStatus#socket} knows. */
    public Path controlSocket() {
        return path.resolve("control.sock");
    }

    public Path lock() {
        return path.resolve("run.lock");
    }

    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** Where a decoder's run keeps what it draws. */
    public Path samples() {
        return path.resolve("samples");
    }

    /** Where the batch of a step is kept whose loss was no number. */
    public Path divergedBatch(long step) {
        return path.resolve("diverged-step-" + step + ".safetensors");
    }

    /** Whether the batch of any step is kept whose loss was no number. */
    public boolean holdsDivergedBatch() {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, "diverged-step-*.safetensors")) {
            return found.iterator().hasNext();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * The configuration of the run here, as its {@code params-ijepa.yaml} says.
     *
     * @param overrides values that go before the file's, such as {@code optimization.lr=5e-4}
     * @throws InputException when there is no run here, or the file cannot be used
     */
    public PretrainFile configuration(List<String> overrides) {
        return ParametersFile.configuration(this, overrides);
    }

    /** Whether a folder is a run's. */
    public static boolean isOne(Path folder) {
        return Files.isDirectory(folder) && new RunDirectory(folder).holdsRun();
    }

    /**
     * The newest checkpoint's file.
     *
     * @throws InputException when there is none yet
     */
    public Path newestCheckpoint() {
        return RunCheckpoint.newest(this)
                .orElseThrow(() ->
                        new InputException("The run in " + path + " has no checkpoint yet: let it write one first."))
                .file();
    }

    /** Whether a run was started here. */
    public boolean holdsRun() {
        return Arrays.stream(RunKind.values()).anyMatch(kind -> Files.exists(parameters(kind)))
                || !new CheckpointStore(checkpoints()).all().isEmpty();
    }

    /**
     * Looks whether a run could start or go on here, without making or locking anything.
     *
     * @param resume whether one should go on
     * @throws InputException when it could not
     */
    public void requireReady(boolean resume) {
        Path there = nearestFolder();
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new InputException("The run directory " + path + " cannot be written (" + there + " is "
                    + (Files.isDirectory(there) ? "read-only" : "a file")
                    + "): name a folder that you may write to with --run.");
        }
        if (resume) {
            if (!holdsRun()) {
                throw new InputException("There is no run to resume in " + path + ": leave out --resume to start one.");
            }
        } else if (holdsRun()) {
            throw alreadyHeld();
        }
        RunStatus.read(this)
                .filter(status -> status.state().isAlive() && !status.isDead(Instant.now()))
                .ifPresent(status -> {
                    throw new InputException("The run directory " + path + " is in use by process "
                            + status.process().pid() + ": wait for it, stop it, or name another folder with --run.");
                });
    }

    /**
     * Looks whether a run of a kind could go on here.
     *
     * @throws InputException when there is no run, or only one of another kind
     */
    public void requireRun(RunKind kind) {
        if (!Files.isDirectory(path)) {
            throw new InputException(
                    "There is no run directory " + path + " to resume: leave out --resume to start one.");
        }
        if (Files.exists(parameters(kind))) {
            return;
        }
        for (RunKind other : RunKind.values()) {
            if (Files.exists(parameters(other))) {
                throw new InputException("The run in " + path + " is of another kind, " + other + ", not " + kind
                        + ": name another directory with --run.");
            }
        }
        throw new InputException("There is no run to resume in " + path + ": "
                + parameters(kind).getFileName() + " is missing; leave out --resume to start one.");
    }

    InputException alreadyHeld() {
        return new InputException("The directory " + path
                + " holds a run already: add --resume to go on with it, or name another with --run.");
    }

    /** Bytes that may still be written here. */
    public long usableBytes() {
        try {
            return Files.getFileStore(nearestFolder()).getUsableSpace();
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    /** This folder, or the nearest above it that is there. */
    private Path nearestFolder() {
        Path there = path.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    /**
     * Makes the folder where it is missing.
     *
     * @throws InputException when it cannot be made or written to
     */
    void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    /**
     * The file of weights that is meant: of a run its newest checkpoint, else what is named.
     *
     * @throws InputException when the run has none yet
     */
    public static Path weights(Path named) {
        return isOne(named) ? new RunDirectory(named).newestCheckpoint() : named;
    }

    InputException unwritable(IOException failure) {
        return new InputException(
                "The run directory " + path + " cannot be written (" + Reason.of(failure)
                        + "): name a folder that you may write to with --run.",
                failure);
    }
}
