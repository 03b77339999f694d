package ijepa.app.shell;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.PanelSource;

/**
 * What workspaces sent to Figures. Not the pixels of the screen are sent but what they were made from, so that the figure
 * is drawn anew at its own size and can be made again.
 */
public final class FigureInbox {

    private final ObservableList<FigureRecipe.Item> items = FXCollections.observableArrayList();

    /** What was sent and not taken yet, oldest first. */
    public ObservableList<FigureRecipe.Item> items() {
        return items;
    }

    /**
     * Sends what is on the screen. Call on the window's thread.
     *
     * @param title a line above it in the figure; may be empty
     */
    public void send(String title, PanelSource source) {
        items.add(new FigureRecipe.Item(title, source));
    }
}
