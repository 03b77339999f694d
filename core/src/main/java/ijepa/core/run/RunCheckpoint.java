package ijepa.core.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint of a run, from which weights can be opened while the run goes on.
 *
 * @param step steps that were done
 * @param file its file, which is whole; a run may delete it later
 */
public record RunCheckpoint(long step, Path file) {

    /**
     * All of a run, the oldest first.
     *
     * @throws ijepa.core.InputException when the folder cannot be listed
     */
    public static List<RunCheckpoint> all(RunDirectory run) {
        return new CheckpointStore(run.checkpoints())
                .all().stream()
                        .map(stored -> new RunCheckpoint(stored.step(), stored.file()))
                        .toList();
    }

    /** The newest of a run; empty where there is none. */
    public static Optional<RunCheckpoint> newest(RunDirectory run) {
        List<RunCheckpoint> all = all(run);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }
}
