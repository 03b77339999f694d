package ijepa.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import ijepa.core.InputException;
import ijepa.core.config.PretrainFile;

/**
 * The folder of one run.
 *
 * <pre>
 * DIR/
 *   params-ijepa.yaml            all settings, in the official sections
 *   TAG_r0.csv                   the official log: epoch,itr,loss,mask-A,mask-B,time (ms)
 *   metrics.jsonl                one JSON object a step and a probe, see {@link MetricsFile}
 *   events.out.tfevents.*        the same for TensorBoard, one file a process
 *   log.txt                      for people
 *   status.json                  state, process and heartbeat, see {@link RunStatus}
 *   control.sock                 takes commands while the run lives, see {@link RunControl}
 *   run.lock                     held by the process that writes; names its process id
 *   checkpoints/step-N.safetensors   everything to go on from after N steps, see {@link TrainingCheckpoint}
 *   diverged-step-N.safetensors  the batch whose loss was no number, see {@link DivergedBatchFile}
 * </pre>
 *
 * Files that grow are only appended to; all others appear under their names when they are whole.
 *
 * @param path the folder
 */
public record RunDirectory(Path path) {

    public Path parameters() {
        return path.resolve("params-ijepa.yaml");
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

    /** The checkpoints that are kept, the oldest first. */
    public List<Path> checkpointFiles() {
        return new CheckpointStore(checkpoints())
                .all().stream().map(CheckpointStore.Stored::file).toList();
    }

    /** Where the batch of a step is kept whose loss was no number. */
    public Path divergedBatch(long step) {
        return path.resolve("diverged-step-" + step + ".safetensors");
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

    /** Whether a run was started here. */
    public boolean holdsRun() {
        return Files.exists(parameters())
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

    InputException unwritable(IOException failure) {
        return new InputException(
                "The run directory " + path + " cannot be written (" + reason(failure)
                        + "): name a folder that you may write to with --run.",
                failure);
    }

    /** What went wrong, in words: exceptions of the file system often hold no more than a path. */
    static String reason(IOException failure) {
        return switch (failure) {
            case java.nio.file.AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case java.nio.file.FileAlreadyExistsException exists -> exists.getFile() + " is a file";
            case java.nio.file.NoSuchFileException missing -> "there is no " + missing.getFile();
            default -> failure.getMessage();
        };
    }
}
