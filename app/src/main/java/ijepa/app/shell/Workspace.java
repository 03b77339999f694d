package ijepa.app.shell;

import java.util.Optional;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;

import ijepa.app.control.Edits;
import ijepa.renderer.figure.recipe.FigureRecipe;
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

    /** What undo and redo act on while it is in front; nothing for the shared layout. */
    default Optional<Edits> edits() {
        return Optional.empty();
    }

    /** What fills the window; made once, when it is first asked for. */
    Node node();

    /**
     * Called once, when the window has been drawn: what looks and listens also while the workspace was never in front begins
     * here, so that no window waits for it.
     */
    default void begin() {}

    /** Called when the window has gone: nobody will see what is still done in the background. */
    default void end() {}

    /** Called when it comes to the front and when it goes; work that nobody sees may rest. */
    void setActive(boolean active);

    /** Where the keyboard goes when the workspace comes to the front. */
    void focus();

    /** A key that no control used. */
    void handleKey(KeyEvent event);

    /**
     * What is on the screen, for a figure; nothing where the workspace shows nothing that a figure could.
     *
     * @throws ijepa.core.InputException when it cannot become one as it is
     */
    default Optional<FigureRecipe.Item> figure() {
        return Optional.empty();
    }
}
