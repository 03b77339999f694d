package ijepa.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ijepa.core.InputException;
import ijepa.core.Reason;

/** The checkpoints of a run, by the steps that were done. */
final class CheckpointStore {

    private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.safetensors");

    private final Path folder;

    CheckpointStore(Path folder) {
        this.folder = folder;
    }

    /**
     * One checkpoint's file.
     *
     * @param step steps done
     */
    record Stored(long step, Path file) {}

    /** Where the checkpoint after some steps belongs. */
    Path file(long step) {
        return folder.resolve(String.format(Locale.ROOT, "step-%09d.safetensors", step));
    }

    /**
     * All checkpoints, the oldest first; none where there is no folder.
     *
     * @throws InputException when they cannot be listed, also for a link to a folder that is not there: a run whose disk is
     *     not mounted must not begin anew
     */
    List<Stored> all() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Stored> found = new ArrayList<>();
            files.forEach(file -> {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.add(new Stored(Long.parseLong(name.group(1)), file));
                }
            });
            found.sort(Comparator.comparingLong(Stored::step));
            return found;
        } catch (NoSuchFileException none) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new InputException(
                        "The folder of checkpoints " + folder
                                + " is a link to a folder that is not there: mount its disk or mend the link.",
                        none);
            }
            return List.of();
        } catch (IOException failure) {
            throw new InputException(
                    "The folder of checkpoints " + folder + " cannot be listed: " + Reason.of(failure) + ".", failure);
        }
    }

    /**
     * Opens the newest checkpoint that is whole. Newer ones, which are damaged, are renamed, so that they are neither
     * counted nor lost; where none is whole all stay as they are, lest the run begin anew the next time.
     *
     * @param says is told of each damaged one
     * @return empty where there is none
     * @throws InputException when there are some and all are damaged
     */
    Optional<TrainingCheckpoint> newest(Consumer<String> says) {
        Map<Path, InputException> damaged = new LinkedHashMap<>();
        Optional<TrainingCheckpoint> whole = newestWhole(damaged::put);
        damaged.forEach((file, failure) -> {
            says.accept("The newest checkpoint cannot be used: " + failure.getMessage()
                    + " It is put aside and the one before is used.");
            putAside(file, says);
        });
        return whole;
    }

    /**
     * Opens the newest checkpoint that is whole and leaves all others as they are.
     *
     * @param damaged is told of each newer one and what is wrong with it
     * @return empty where there is none
     * @throws InputException when there are some and all are damaged
     */
    Optional<TrainingCheckpoint> newestWhole(BiConsumer<Path, InputException> damaged) {
        List<Stored> stored = all();
        for (Stored one : stored.reversed()) {
            try {
                return Optional.of(TrainingCheckpoint.open(one.file()));
            } catch (InputException failure) {
                damaged.accept(one.file(), failure);
            }
        }
        if (!stored.isEmpty()) {
            throw new InputException("All " + stored.size() + " checkpoints in " + folder
                    + " are damaged: start another run directory.");
        }
        return Optional.empty();
    }

    private static void putAside(Path file, Consumer<String> says) {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            says.accept(file + " cannot be put aside: " + Reason.of(failure) + ".");
        }
    }

    /**
     * Deletes what the policy does not keep.
     *
     * @throws InputException when something cannot be deleted
     */
    void prune(CheckpointPolicy policy) {
        List<Stored> stored = all();
        try {
            for (Stored old : stored.subList(0, Math.max(0, stored.size() - policy.keepLast()))) {
                if (!policy.keepsSome() || !keptForEver(policy, old.file())) {
                    Files.deleteIfExists(old.file());
                }
            }
        } catch (IOException failure) {
            throw undeletable(failure);
        }
    }

    /** One that does not say how far it is stays: it is not for this to judge what it was worth. */
    private static boolean keptForEver(CheckpointPolicy policy, Path file) {
        try {
            return policy.keepsForEver(TrainingCheckpoint.positionOf(file));
        } catch (InputException damaged) {
            return true;
        }
    }

    /**
     * Deletes what a killed process left half written: it takes the room that the next checkpoint needs.
     *
     * @throws InputException when something cannot be deleted
     */
    void deletePartial() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".partial")).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException none) {
            // A run that has no checkpoint yet.
        } catch (IOException failure) {
            throw undeletable(failure);
        }
    }

    private InputException undeletable(IOException failure) {
        return new InputException(
                "Old checkpoints in " + folder + " cannot be deleted: " + Reason.of(failure) + ".", failure);
    }
}
