package ijepa.app.control;

import javafx.beans.property.ReadOnlyBooleanProperty;

/** Edits that can be taken back and made again. */
public interface Edits {

    ReadOnlyBooleanProperty undoableProperty();

    ReadOnlyBooleanProperty redoableProperty();

    void undo();

    void redo();
}
