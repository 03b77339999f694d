package ijepa.app.shell;

import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;

import org.kordamp.ikonli.Ikon;

/** One place of work in the window. The navigation rail shows them in order; the first has the shortcut Ctrl+1. */
public interface Workspace {

    String title();

    Ikon icon();

    /** One line for the rail's tooltip. */
    String description();

    /** What it wants looked at, as short as a number, beside its icon in the rail; empty for nothing. */
    default ObservableValue<String> badge() {
        return new ReadOnlyStringWrapper("");
    }

    /** What fills the window; made once. */
    Node node();

    /** Called when it comes to the front and when it goes; work that nobody sees may rest. */
    void setActive(boolean active);

    /** Where the keyboard goes when the workspace comes to the front. */
    void focus();

    /** A key that no control used. */
    void handleKey(KeyEvent event);
}
