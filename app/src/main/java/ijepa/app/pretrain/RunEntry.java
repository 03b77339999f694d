package ijepa.app.pretrain;

import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import ijepa.core.run.RunDirectory;

/** A run in the list: the same from one look to the next. */
final class RunEntry {

    private final ReadOnlyObjectWrapper<RunSnapshot> snapshot;

    RunEntry(RunSnapshot first) {
        snapshot = new ReadOnlyObjectWrapper<>(first);
    }

    Path path() {
        return directory().path();
    }

    RunDirectory directory() {
        return now().directory();
    }

    /** As it was last seen. */
    RunSnapshot now() {
        return snapshot.get();
    }

    ReadOnlyObjectProperty<RunSnapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    void see(RunSnapshot seen) {
        snapshot.set(seen);
    }
}
