package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.run.LossSketch;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunKind;
import ijepa.core.run.RunListing;
import ijepa.core.run.RunState;
import ijepa.core.run.RunStatus;

/**
 * Looks for runs in folders. What takes longer than a status, settings and the course of the loss, is read apart and kept
 * until its file changes. For one thread, and never the window's.
 */
final class RunScan {

    /** Points of a sparkline. */
    private static final int POINTS = 32;

    private static final int LAST_LINES = 12;

    /** Deleted runs rest below a folder of this name; see {@link SystemTrash}. */
    static final String TRASH = ".trash";

    private final Clock clock;
    private final Map<Path, Kept<RunFacts>> facts = new HashMap<>();
    private final Map<Path, Kept<double[]>> losses = new HashMap<>();

    /** Something read from a file that had a size and a time. */
    private record Kept<T>(long size, FileTime time, T value) {

        boolean isOf(long presentSize, FileTime presentTime) {
            return size == presentSize && time.equals(presentTime);
        }
    }

    /**
     * What was found.
     *
     * @param runs       by folder
     * @param unreadable folders that could not be looked through, with the reason
     */
    record Found(List<RunSnapshot> runs, Map<Path, String> unreadable) {}

    RunScan(Clock clock) {
        this.clock = clock;
    }

    /** All runs below some folders with what was kept of them; a folder that is not there has none. */
    Found all(List<Path> folders) {
        Map<Path, RunSnapshot> found = new LinkedHashMap<>();
        Map<Path, String> unreadable = new LinkedHashMap<>();
        for (Path folder : folders) {
            if (!Files.exists(folder)) {
                continue;
            }
            try {
                for (RunListing run : RunListing.below(folder, clock.instant())) {
                    Path path = run.directory().path().toAbsolutePath().normalize();
                    if (!isDeleted(folder, path)) {
                        found.put(path, snapshot(new RunDirectory(path), run));
                    }
                }
            } catch (InputException failure) {
                unreadable.put(folder, failure.getMessage());
            }
        }
        return new Found(List.copyOf(found.values()), unreadable);
    }

    private static boolean isDeleted(Path folder, Path run) {
        for (Path name : folder.toAbsolutePath().normalize().relativize(run)) {
            if (name.toString().equals(TRASH)) {
                return true;
            }
        }
        return false;
    }

    /** One run anew, in full; empty where its status is gone. */
    Optional<RunSnapshot> one(RunDirectory run) {
        return RunStatus.read(run)
                .map(status -> detailed(snapshot(run, new RunListing(run, status, status.isDead(clock.instant())))));
    }

    private RunSnapshot snapshot(RunDirectory directory, RunListing run) {
        Kept<RunFacts> known = facts.get(directory.path());
        Kept<double[]> sketch = losses.get(directory.path());
        return new RunSnapshot(
                directory,
                Condition.of(run),
                Optional.of(run.status()),
                known == null ? RunFacts.UNKNOWN : known.value(),
                sketch == null ? new double[0] : sketch.value(),
                List.of());
    }

    /** The same with everything that takes longer to read. */
    RunSnapshot detailed(RunSnapshot run) {
        RunDirectory directory = run.directory();
        RunKind kind = run.status().map(RunStatus::kind).orElse(RunKind.PRETRAINING);
        List<String> lines = run.condition().isWrong() ? LastLines.of(directory.log(), 0, LAST_LINES) : List.of();
        return new RunSnapshot(
                directory,
                run.condition(),
                run.status(),
                run.status()
                                .filter(status -> status.state() == RunState.STARTING)
                                .isPresent()
                        // Its log will say more.
                        ? RunFacts.read(directory, kind)
                        : current(
                                facts,
                                directory.path(),
                                directory.parameters(kind),
                                RunFacts.UNKNOWN,
                                () -> RunFacts.read(directory, kind)),
                current(losses, directory.path(), directory.metrics(), new double[0], () -> sketch(directory)),
                lines);
    }

    private static double[] sketch(RunDirectory run) {
        try {
            return LossSketch.read(run, POINTS);
        } catch (IOException unreadable) {
            return new double[0];
        }
    }

    private interface Read<T> {
        T now();
    }

    /** What is kept of a file, read again where the file is another than it was. */
    private static <T> T current(Map<Path, Kept<T>> kept, Path run, Path file, T missing, Read<T> read) {
        try {
            long size = Files.size(file);
            FileTime time = Files.getLastModifiedTime(file);
            Kept<T> known = kept.get(run);
            if (known == null || !known.isOf(size, time)) {
                known = new Kept<>(size, time, read.now());
                kept.put(run, known);
            }
            return known.value();
        } catch (IOException none) {
            return missing;
        }
    }

    /** Forgets what was kept of runs that are gone. */
    void keepOnly(List<RunSnapshot> runs) {
        List<Path> present = new ArrayList<>();
        runs.forEach(run -> present.add(run.directory().path()));
        facts.keySet().retainAll(present);
        losses.keySet().retainAll(present);
    }
}
