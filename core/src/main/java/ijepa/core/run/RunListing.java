package ijepa.core.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import ijepa.core.InputException;
import ijepa.core.Reason;

/**
 * One run as a list shows it.
 *
 * @param status what it last said
 * @param dead   whether it says that it is at work but its process is gone
 */
public record RunListing(RunDirectory directory, RunStatus status, boolean dead) {

    /** Runs lie below a folder of runs, or in folders of theirs. */
    private static final int DEPTH = 4;

    /** What it trains. */
    public RunKind kind() {
        return status.kind();
    }

    /** Its state in a word. */
    public String state() {
        return dead ? "dead" : status.state().toString();
    }

    /** Whether a run is found below a folder, neither elsewhere nor too deep in it. */
    public static boolean reaches(Path folder, Path run) {
        return run.equals(folder)
                || run.startsWith(folder) && folder.relativize(run).getNameCount() <= DEPTH;
    }

    /**
     * The runs in a folder and below, the newest first.
     *
     * @throws InputException when there is no such folder or it cannot be read
     */
    public static List<RunListing> below(Path folder, Instant now) {
        if (!Files.isDirectory(folder)) {
            throw new InputException("There is no folder " + folder + ": name one that holds run directories.");
        }
        List<RunListing> found = new ArrayList<>();
        try {
            // A link to a folder would be taken for a file; what is found keeps the name that was given.
            Path real = folder.toRealPath();
            Files.walkFileTree(real, Set.of(), DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                    look(path);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                    // Folders at the greatest depth come as files.
                    if (attributes.isDirectory()) {
                        look(path);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
                    if (path.equals(real)) {
                        throw failure;
                    }
                    // A folder of somebody else's, or one that has just been deleted: no reason to list no run at all.
                    return FileVisitResult.CONTINUE;
                }

                private void look(Path path) {
                    RunDirectory directory = new RunDirectory(folder.resolve(real.relativize(path)));
                    RunStatus.read(directory)
                            .ifPresent(status -> found.add(new RunListing(directory, status, status.isDead(now))));
                }
            });
        } catch (IOException failure) {
            throw new InputException(
                    "The folder " + folder + " cannot be listed: " + Reason.of(failure) + ".", failure);
        }
        found.sort(
                Comparator.comparing((RunListing run) -> run.status().started()).reversed());
        return found;
    }
}
