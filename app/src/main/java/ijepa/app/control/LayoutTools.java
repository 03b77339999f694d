package ijepa.app.control;

import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The buttons above a canvas on which a layout is edited. */
public final class LayoutTools extends HBox {

    private static final double ROOM_FOR_TITLES = 780;

    private final LayoutModel layout;
    private final Node canvas;

    /**
     * The tool bar.
     *
     * @param newBlocks draws new blocks
     * @param drawable  whether that is possible
     * @param canvas    where the keyboard goes after each use
     * @param more      what else the workspace offers, between the edits of a block and the history
     */
    public LayoutTools(
            LayoutModel layout, Runnable newBlocks, ObservableBooleanValue drawable, Node canvas, Node... more) {
        super(2);
        this.layout = layout;
        this.canvas = canvas;
        getStyleClass().add("tools");
        setAlignment(Pos.CENTER_LEFT);
        Button draw = new Button("New blocks", new FontIcon(Feather.SHUFFLE));
        draw.getStyleClass().addAll("accent", "new-blocks");
        draw.setTooltip(new Tooltip("Draw new blocks (Space)"));
        draw.setMinWidth(Region.USE_PREF_SIZE);
        draw.setOnAction(event -> {
            newBlocks.run();
            canvas.requestFocus();
        });
        draw.disableProperty().bind(Bindings.createBooleanBinding(() -> !drawable.get(), drawable));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren()
                .addAll(
                        draw,
                        new Separator(Orientation.VERTICAL),
                        drawing("Target", "Draw a target block (T)", BlockRef.Role.TARGET, false, Feather.PLUS_SQUARE),
                        drawing(
                                "Context",
                                "Draw the context block (C)",
                                BlockRef.Role.CONTEXT,
                                false,
                                Feather.MAXIMIZE),
                        anotherContext(),
                        brush("Paint patches (B)", LayoutModel.Brush.PAINT, Feather.EDIT_2),
                        brush("Erase patches (E)", LayoutModel.Brush.ERASE, Feather.DELETE),
                        overlap(),
                        new Separator(Orientation.VERTICAL),
                        onSelection(icon(Feather.COPY, "Duplicate the block (Ctrl+D)", layout::duplicateSelected)),
                        onSelection(icon(
                                Feather.LOCK, "Lock or unlock the block against new draws (L)", layout::toggleLock)),
                        onSelection(icon(Feather.TRASH_2, "Remove the block (Delete)", layout::deleteSelected)),
                        space);
        getChildren().addAll(more);
        getChildren()
                .addAll(
                        when(layout.undoableProperty(), icon(Feather.CORNER_UP_LEFT, "Undo (Ctrl+Z)", layout::undo)),
                        when(
                                layout.redoableProperty(),
                                icon(Feather.CORNER_UP_RIGHT, "Redo (Ctrl+Shift+Z)", layout::redo)));
        setMinWidth(0);
        widthProperty().addListener((property, old, width) -> showTitles(width.doubleValue() >= ROOM_FOR_TITLES));
    }

    /** Where there is little room, icons and tooltips must do. */
    private void showTitles(boolean titles) {
        for (Node node : getChildren()) {
            if (node instanceof ButtonBase button && button.getGraphic() != null) {
                button.setContentDisplay(titles ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY);
            }
        }
    }

    private ToggleButton drawing(String title, String help, BlockRef.Role role, boolean another, Ikon icon) {
        ToggleButton button = toggle(title, help, icon);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> {
            // Asked before the changes, which the button itself follows.
            boolean draws = button.isSelected();
            layout.anotherContextProperty().set(draws && another);
            layout.drawingProperty().set(draws ? role : null);
            canvas.requestFocus();
        });
        InvalidationListener follow =
                ignored -> button.setSelected(layout.drawingProperty().get() == role
                        && layout.anotherContextProperty().get() == another);
        layout.drawingProperty().addListener(follow);
        layout.anotherContextProperty().addListener(follow);
        return button;
    }

    private ToggleButton anotherContext() {
        ToggleButton button =
                drawing("", "Add a context block (Shift+C)", BlockRef.Role.CONTEXT, true, Feather.COLUMNS);
        button.setId("add-context");
        button.getStyleClass().add("icon-button");
        return button;
    }

    private ToggleButton overlap() {
        ToggleButton button = toggle("", "Leave target patches in the context (O)", Feather.LAYERS);
        button.setId("allow-overlap");
        button.getStyleClass().add("icon-button");
        button.setOnAction(event -> {
            layout.setOverlap(button.isSelected());
            canvas.requestFocus();
        });
        layout.stateProperty()
                .addListener((property, old, now) ->
                        button.setSelected(now != null && now.layout().allowOverlap()));
        if (layout.state() != null) {
            button.setSelected(layout.state().layout().allowOverlap());
        }
        return button;
    }

    private static ToggleButton toggle(String title, String help, Ikon icon) {
        ToggleButton button = new ToggleButton(title, new FontIcon(icon));
        button.setTooltip(new Tooltip(help));
        button.setAccessibleText(help);
        return button;
    }

    private ToggleButton brush(String help, LayoutModel.Brush brush, Ikon icon) {
        ToggleButton button = toggle("", help, icon);
        button.getStyleClass().add("icon-button");
        button.setOnAction(event -> {
            layout.brushProperty().set(button.isSelected() ? brush : null);
            canvas.requestFocus();
        });
        layout.brushProperty().addListener((property, old, now) -> button.setSelected(now == brush));
        return button;
    }

    private Button icon(Ikon icon, String help, Runnable action) {
        Button button = new Button("", new FontIcon(icon));
        button.getStyleClass().add("icon-button");
        button.setTooltip(new Tooltip(help));
        button.setAccessibleText(help);
        button.setOnAction(event -> {
            action.run();
            canvas.requestFocus();
        });
        return button;
    }

    private ButtonBase onSelection(ButtonBase button) {
        button.disableProperty().bind(layout.selectedProperty().isNull());
        return button;
    }

    private static ButtonBase when(ReadOnlyBooleanProperty possible, ButtonBase button) {
        button.disableProperty().bind(possible.not());
        return button;
    }
}
