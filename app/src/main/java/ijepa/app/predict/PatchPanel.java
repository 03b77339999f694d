package ijepa.app.predict;

import javafx.beans.binding.Bindings;
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

import ijepa.app.control.ColourBar;
import ijepa.app.control.PatchCanvas;
import ijepa.renderer.map.MapPanel;

/** One panel: its title, something small beside it, and a canvas or what there is to say in its place. */
final class PatchPanel extends VBox {

    private final PatchCanvas canvas = new PatchCanvas();
    private final Label label = new Label();
    private final HBox head = new HBox(4);
    private final Region space = new Region();
    private final StackPane body = new StackPane(canvas);

    /** A panel with the title as the canvas's name for screen readers. */
    PatchPanel(String title, String id) {
        getStyleClass().add("tile");
        setMinSize(0, 0);
        head.getStyleClass().add("tile-head");
        head.setAlignment(Pos.CENTER_LEFT);
        label.setText(title);
        label.getStyleClass().add("section-title");
        label.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(space, Priority.ALWAYS);
        head.getChildren().addAll(label, space);
        canvas.setId(id);
        canvas.setAccessibleText(title);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body);
    }

    PatchCanvas canvas() {
        return canvas;
    }

    /** Puts something at the title's right. */
    PatchPanel aside(Node... nodes) {
        head.getChildren().addAll(nodes);
        return this;
    }

    /**
     * Shows a map, its title and what its colours mean; the title that it was made with while there is none.
     *
     * @param hint what stands in the scale's place where colours have none
     */
    PatchPanel show(ObservableValue<MapPanel> panel, Label hint) {
        String empty = label.getText();
        ColourBar bar = new ColourBar();
        bar.setManaged(false);
        bar.setVisible(false);
        hint.getStyleClass().add("tile-hint");
        hint.setMinWidth(USE_PREF_SIZE);
        aside(hint, bar);
        Runnable follow = () -> {
            MapPanel now = panel.getValue();
            label.setText(now == null ? empty : now.title());
            canvas.setAccessibleText(label.getText());
            canvas.cellsProperty().set(now == null ? null : now.colours());
            boolean scaled = now != null && now.scale().isPresent();
            bar.show(scaled ? now.scale().get() : null, now == null ? "" : now.unit());
            bar.setVisible(scaled);
            bar.setManaged(scaled);
            hint.setVisible(now != null && !scaled);
            hint.setManaged(hint.isVisible());
        };
        panel.addListener(ignored -> follow.run());
        follow.run();
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
                .bind(Bindings.createBooleanBinding(
                        () -> note.getText() != null && !note.getText().isEmpty(), note.textProperty()));
        canvas.visibleProperty().bind(note.visibleProperty().not());
        body.getChildren().add(note);
        return this;
    }
}
