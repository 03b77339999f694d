package ijepa.renderer.predict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of indices, which must not fill the disk: every checkpoint of a followed run may leave one. All of it can be
 * computed again, so what cannot be done here is left undone.
 */
final class IndexCache {

    /** Of all indices together, in bytes; the newest is kept, however large. */
    private static final long MOST = 4L << 30;

    /** What the name of a file begins with while it is being made. */
    static final String MAKING = "making-";

    private record Kept(Path file, long size, FileTime used) {}

    private IndexCache() {}

    /** An index was opened, and counts as new. */
    static void used(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException readOnly) {
            // It may go earlier than others.
        }
    }

    /** Deletes those that were not used for longest, where there are too many beside a new one. */
    static void prune(Path newest) {
        prune(newest, MOST);
    }

    static void prune(Path newest, long most) {
        deleteAbandoned(newest.toAbsolutePath().getParent());
        long size = 0;
        for (Kept kept : all(newest.toAbsolutePath().getParent())) {
            size += kept.size;
            if (size > most && !kept.file.getFileName().equals(newest.getFileName())) {
                delete(kept.file);
            }
        }
    }

    /** What a killed process was making. */
    private static void deleteAbandoned(Path folder) {
        Instant old = Instant.now().minus(Duration.ofDays(1));
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().startsWith(MAKING))
                    .filter(file -> look(file).stream()
                            .anyMatch(kept -> kept.used.toInstant().isBefore(old)))
                    .forEach(IndexCache::delete);
        } catch (IOException unreadable) {
            // Next time.
        }
    }

    private static List<Kept> all(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .flatMap(file -> look(file).stream())
                    .sorted(Comparator.comparing(Kept::used).reversed())
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static List<Kept> look(Path file) {
        try {
            return List.of(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
        } catch (IOException gone) {
            return List.of();
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException inUse) {
            // Next time.
        }
    }
}
