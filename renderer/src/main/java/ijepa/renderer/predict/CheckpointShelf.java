package ijepa.renderer.predict;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.model.InspectableModel;
import ijepa.core.run.RunCheckpoint;
import ijepa.core.run.RunDirectory;

/**
 * Checkpoints that are compared: opened when they are needed, and kept open as long as they are small, the last used
 * longest. Used by one thread at a time.
 */
public final class CheckpointShelf implements AutoCloseable {

    /** Values of all kept models together, 2 GB in float32. */
    private static final long MOST_VALUES = 500_000_000;

    private final Opener opener;
    private final Map<Path, Opened> open = new LinkedHashMap<>(16, 0.75f, true);

    /** A shelf that is filled by an opener. */
    public CheckpointShelf(Opener opener) {
        this.opener = opener;
    }

    /** Loads a checkpoint. */
    @FunctionalInterface
    public interface Opener {

        /**
         * Loads.
         *
         * @param progress may end it
         * @throws InputException when it cannot be used
         */
        Opened open(Path file, Progress progress);
    }

    /**
     * A loaded checkpoint.
     *
     * @param values how many numbers it holds
     * @param close  frees it
     */
    public record Opened(InspectableModel model, long values, Runnable close) {}

    /**
     * A checkpoint that can be compared.
     *
     * @param name what to call it
     * @param step steps of training, where it belongs to a run
     */
    public record Source(String name, OptionalLong step, Path file) {}

    /**
     * What a path names: all checkpoints of a run directory, or itself.
     *
     * @throws InputException when it is a run without a checkpoint, or nothing
     */
    public static List<Source> sources(Path path) {
        RunDirectory run = new RunDirectory(path);
        if (Files.isDirectory(run.checkpoints())) {
            List<Source> sources = RunCheckpoint.all(run).stream()
                    .map(kept -> new Source("step " + kept.step(), OptionalLong.of(kept.step()), kept.file()))
                    .toList();
            if (sources.isEmpty()) {
                throw new InputException("The run " + path + " has no checkpoint yet: wait for its first.");
            }
            return sources;
        }
        if (!Files.exists(path)) {
            throw new InputException("There is no checkpoint or run " + path
                    + ": name a file, a Hugging Face folder or a run directory.");
        }
        return List.of(new Source(path.getFileName().toString(), OptionalLong.empty(), path));
    }

    /** A checkpoint, opened if it is not open. It stays open until others need the room, at least until the next call. */
    public InspectableModel model(Path file, Progress progress) {
        Opened present = open.get(file);
        if (present != null) {
            return present.model();
        }
        Opened opened = opener.open(file, progress);
        open.put(file, opened);
        long all = open.values().stream().mapToLong(Opened::values).sum();
        for (Iterator<Opened> oldest = open.values().iterator(); oldest.hasNext() && all > MOST_VALUES; ) {
            Opened next = oldest.next();
            if (next != opened) {
                all -= next.values();
                oldest.remove();
                next.close().run();
            }
        }
        return opened.model();
    }

    @Override
    public void close() {
        open.values().forEach(opened -> opened.close().run());
        open.clear();
    }
}
