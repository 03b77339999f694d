package ijepa.app.control;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** A field of a side panel with its name at the left. */
public final class FieldRow extends HBox {

    public FieldRow(String title, Node field) {
        super(8);
        Label label = new Label(title);
        label.setLabelFor(field);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(label, space, field);
    }
}
