package ijepa.app.shell;

import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** All keys on one card over the workspace; it goes with Escape, F1 or its button. */
final class ShortcutsCard extends VBox {

    private record Key(String keys, String meaning) {}

    private static final List<Key> LAYOUT = List.of(
            new Key("Space", "New blocks"),
            new Key("T", "Draw a target block"),
            new Key("C, Shift+C", "Draw the context block, or one more"),
            new Key("B, E", "Paint or erase single patches"),
            new Key("\u2190 \u2191 \u2192 \u2193, Enter", "Draw and paint by keyboard"),
            new Key("1 \u2026 9, 0", "Select a target, or the context"),
            new Key("[  ]", "Select the block before or after"),
            new Key("\u2190 \u2191 \u2192 \u2193", "Move the block by a patch"),
            new Key("Shift+\u2190 \u2191 \u2192 \u2193", "Resize the block by a patch"),
            new Key("L", "Lock against new draws, or unlock"),
            new Key("O", "Let the context keep target patches, or not"),
            new Key("Delete", "Remove the block"),
            new Key("Ctrl+D", "Duplicate the block"),
            new Key("Ctrl+C", "Copy the layout as JSON"),
            new Key("Ctrl+S", "Save the layout"),
            new Key("Esc", "Give up what is being drawn, or deselect"));

    private static final List<Key> WINDOW = List.of(
            new Key("Ctrl+1 \u2026 5", "Masks, Predict, Decode, Pretrain, Figures"),
            new Key("Ctrl+Enter", "Predict with this layout"),
            new Key("Wheel, + \u2212 F", "Zoom in, out, show all"),
            new Key("Middle drag, Alt+\u2190", "Move the enlarged picture"),
            new Key("Ctrl+\u2190 \u2192", "Previous and next image"),
            new Key("Ctrl+O", "Open images"),
            new Key("Ctrl+Shift+O", "Open a folder"),
            new Key("Ctrl+K", "Open a checkpoint"),
            new Key("Ctrl+Shift+K", "Open a decoder"),
            new Key("Ctrl+I", "What the checkpoint holds"),
            new Key("Ctrl+Shift+F", "Send what is shown to Figures"),
            new Key("Ctrl+E", "Export the figure"),
            new Key("N", "New run, in Pretrain"),
            new Key("Ctrl+V", "Paste an image, files or a layout"),
            new Key("Ctrl+Z, Ctrl+Shift+Z", "Undo, redo"),
            new Key("Ctrl+Shift+L", "Light or dark theme"));

    ShortcutsCard() {
        getStyleClass().add("shortcuts-card");
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setVisible(false);
        Label title = new Label("Keys");
        title.getStyleClass().add("card-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button close = new Button("", new FontIcon(Feather.X));
        close.getStyleClass().add("icon-button");
        close.setAccessibleText("Close");
        close.setOnAction(event -> setVisible(false));
        HBox head = new HBox(title, space, close);
        head.setAlignment(Pos.CENTER_LEFT);
        HBox columns = new HBox(40, table("Blocks", LAYOUT), table("Window", WINDOW));
        getChildren().addAll(head, columns);
    }

    void toggle() {
        setVisible(!isVisible());
    }

    private static VBox table(String title, List<Key> keys) {
        GridPane table = new GridPane(16, 9);
        ColumnConstraints first = new ColumnConstraints();
        first.setHalignment(HPos.LEFT);
        table.getColumnConstraints().add(first);
        for (int row = 0; row < keys.size(); row++) {
            Label key = new Label(keys.get(row).keys());
            key.getStyleClass().add("key");
            table.addRow(row, key, new Label(keys.get(row).meaning()));
        }
        Label head = new Label(title);
        head.getStyleClass().add("section-title");
        return new VBox(10, head, table);
    }
}
