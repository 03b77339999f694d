package ijepa.app.shell;

import java.nio.file.Path;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Files and folders opened lately, newest first. */
final class RecentFiles {

    private static final int MOST = 10;

    private final ObservableList<Path> files = FXCollections.observableArrayList();
    // Kept, because a view that nobody holds stops telling of changes.
    private final ObservableList<Path> view = FXCollections.unmodifiableObservableList(files);

    ObservableList<Path> files() {
        return view;
    }

    /** Those of the last session. */
    void restore(List<String> remembered) {
        remembered.forEach(file -> files.add(Path.of(file)));
    }

    void remember(Path file) {
        Path absolute = file.toAbsolutePath();
        files.remove(absolute);
        files.addFirst(absolute);
        if (files.size() > MOST) {
            files.removeLast();
        }
    }
}
