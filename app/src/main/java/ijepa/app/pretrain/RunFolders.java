package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import ijepa.core.Reason;
import ijepa.core.run.RunListing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where runs are looked for: the folder that new ones are kept in, and others that were added; remembered in a file. */
final class RunFolders {

    private static final Logger LOG = LoggerFactory.getLogger(RunFolders.class);
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final Path file;
    private Path home;
    private final List<Path> added = new ArrayList<>();

    private record Saved(String home, List<String> added) {}

    /**
     * The folders that a file remembers.
     *
     * @param file  JSON; need not be there
     * @param usual where new runs are kept until another folder is chosen
     */
    RunFolders(Path file, Path usual) {
        this.file = file;
        home = usual;
        try {
            if (Files.exists(file)) {
                Saved saved = GSON.fromJson(Files.readString(file), Saved.class);
                if (saved != null && saved.home() != null) {
                    home = Path.of(saved.home());
                }
                if (saved != null && saved.added() != null) {
                    saved.added().forEach(folder -> added.add(Path.of(folder)));
                }
            }
        } catch (IOException | JsonParseException failure) {
            LOG.warn("The folders of runs in {} cannot be read and are forgotten: {}", file, failure.getMessage());
        }
    }

    /** Where new runs are kept. */
    Path home() {
        return home;
    }

    void setHome(Path folder) {
        Path before = home;
        home = folder;
        added.remove(folder);
        // The runs of before stay in sight.
        add(before);
        save();
    }

    /** All folders, that of new runs first. */
    List<Path> all() {
        Set<Path> all = new LinkedHashSet<>();
        all.add(home);
        all.addAll(added);
        return List.copyOf(all);
    }

    /** Whether a run is found in one of them. */
    boolean reaches(Path run) {
        return all().stream().anyMatch(folder -> RunListing.reaches(folder, run));
    }

    void add(Path folder) {
        if (!all().contains(folder)) {
            added.add(folder);
            save();
        }
    }

    /** Looks there no longer; the folder that new runs are kept in stays. */
    void forget(Path folder) {
        if (added.remove(folder)) {
            save();
        }
    }

    private void save() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    GSON.toJson(new Saved(
                            home.toString(), added.stream().map(Path::toString).toList())));
        } catch (IOException failure) {
            LOG.warn("The folders of runs cannot be remembered in {}: {}", file, Reason.of(failure));
        }
    }
}
