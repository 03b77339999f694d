package ijepa.core.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import ijepa.core.InputException;
import ijepa.core.config.PretrainFile;
import ijepa.core.train.Position;
import ijepa.core.train.PretrainConfig;

/**
 * Where a run would go on, found without changing anything.
 *
 * @param checkpoint that it would go on from; empty where there is none yet
 * @param step       steps done by then
 * @param damaged    what is wrong with newer checkpoints, which would be put aside
 * @param changes    a sentence that says how settings or pictures differ from those that the run was started with; empty where
 *     they do not
 */
public record Resumption(Optional<Path> checkpoint, long step, List<String> damaged, Optional<String> changes) {

    /** What to do about changes. */
    public static final String REMEDY =
            "Give the same again, start another run directory, or add --accept-changes to go on all the same.";

    public Resumption {
        damaged = List.copyOf(damaged);
    }

    /**
     * Looks where pretraining would go on. Reads the newest checkpoint, all of it, and the names of the pictures.
     *
     * @throws InputException when all checkpoints are damaged, the newest whole one lies beyond the last epoch, or the
     *     pictures that the configuration names are not there
     */
    public static Resumption of(PretrainFile file, RunDirectory directory) {
        PretrainFile whole = file.absolute(directory.path());
        PretrainConfig config = PretrainConfig.of(whole);
        return of(directory, RunKind.PRETRAINING, whole.toYaml(), position -> {
            position.requireWithin(config.optimization().epochs());
            return Fingerprint.of(config, PictureSource.of(whole).scan());
        });
    }

    /**
     * The same for a run of any kind.
     *
     * @param parameters its settings now, as text
     * @param now        what they and its pictures decide, asked for only where there is a checkpoint, at whose position the run
     *     would go on; may refuse that
     * @throws InputException when all checkpoints are damaged, or {@code now} refuses
     */
    public static Resumption of(
            RunDirectory directory, RunKind kind, String parameters, Function<Position, Fingerprint> now) {
        List<String> damaged = new ArrayList<>();
        Optional<TrainingCheckpoint> newest = new CheckpointStore(directory.checkpoints())
                .newestWhole((path, failure) -> damaged.add(failure.getMessage()));
        if (newest.isEmpty()) {
            return new Resumption(Optional.empty(), 0, damaged, Optional.empty());
        }
        try (TrainingCheckpoint checkpoint = newest.get()) {
            return new Resumption(
                    Optional.of(checkpoint.path()),
                    checkpoint.position().step(),
                    damaged,
                    changes(checkpoint.fingerprint(), now.apply(checkpoint.position()), directory, kind, parameters));
        }
    }

    /**
     * How a run differs from the one that it goes on with.
     *
     * @param then       of the run that is there
     * @param now        of the one that would go on
     * @param parameters its settings, as text
     */
    static Optional<String> changes(
            Fingerprint then, Fingerprint now, RunDirectory directory, RunKind kind, String parameters) {
        if (then.equals(now)) {
            return Optional.empty();
        }
        if (then.config().equals(now.config())) {
            return Optional.of("The pictures are not those that the run was started with.");
        }
        List<String> differences = ParametersFile.differences(ParametersFile.read(directory, kind), parameters);
        return Optional.of("The settings are not those that the run was started with"
                + (differences.isEmpty() ? "." : ": " + String.join("; ", differences) + "."));
    }
}
