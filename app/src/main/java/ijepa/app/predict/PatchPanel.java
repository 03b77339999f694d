package ijepa.app.predict;

import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

import ijepa.app.control.PatchCanvas;

/** One panel: its title, something small beside it, and a canvas or what there is to say in its place. */
final class PatchPanel extends VBox {

    private final PatchCanvas canvas = new PatchCanvas();
    private final String name;
    private final Label label = new Label();
    private final HBox head = new HBox(4);
    private final StackPane body = new StackPane(canvas);

    /** A panel with the title as the canvas's name for screen readers. */
    PatchPanel(String title, String id) {
        getStyleClass().add("tile");
        setMinSize(0, 0);
        head.getStyleClass().add("tile-head");
        head.setAlignment(Pos.CENTER_LEFT);
        name = title;
        label.setText(title);
        label.getStyleClass().add("section-title");
        label.setMinWidth(Region.USE_PREF_SIZE);
        head.getChildren().add(label);
        canvas.setId(id);
        canvas.setAccessibleText(title);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body);
    }

    /** The title that it was made with. */
    String name() {
        return name;
    }

    StringProperty titleProperty() {
        return label.textProperty();
    }

    PatchCanvas canvas() {
        return canvas;
    }

    /** Puts something at the title's right. */
    PatchPanel aside(Node node) {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        head.getChildren().addAll(space, node);
        return this;
    }

    /** Lets a text take the canvas's place while it is not empty. */
    PatchPanel insteadOf(ObservableValue<String> text) {
        Label note = new Label();
        note.getStyleClass().add("tile-note");
        note.setWrapText(true);
        note.setTextAlignment(TextAlignment.CENTER);
        note.textProperty().bind(text);
        note.visibleProperty()
                .bind(Bindings.createBooleanBinding(() -> !note.getText().isEmpty(), note.textProperty()));
        canvas.visibleProperty().bind(note.visibleProperty().not());
        body.getChildren().add(note);
        return this;
    }
}
