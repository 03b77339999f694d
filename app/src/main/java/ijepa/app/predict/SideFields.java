package ijepa.app.predict;

import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableDoubleValue;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import atlantafx.base.controls.ToggleSwitch;
import ijepa.app.control.FieldRow;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The small parts that side panels are made of. */
public final class SideFields {

    private SideFields() {}

    /** A heading over fields. */
    public static Label head(String title) {
        Label head = new Label(title);
        head.getStyleClass().addAll("section-title", "side-head");
        return head;
    }

    /** A text that is there while it is not empty. */
    public static Label note(ObservableStringValue text) {
        Label note = new Label();
        note.setWrapText(true);
        note.getStyleClass().add("tile-hint");
        note.textProperty().bind(text);
        note.visibleProperty().bind(note.textProperty().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        note.setMinHeight(Label.USE_PREF_SIZE);
        return note;
    }

    /** A switch with its name at the left. */
    public static Node toggle(String title, BooleanProperty value, String id) {
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.setAccessibleText(title);
        toggle.setId(id);
        toggle.selectedProperty().bindBidirectional(value);
        return new FieldRow(title, toggle);
    }

    /** A button over the whole width. */
    public static Button button(String title, String id, Runnable action) {
        Button button = new Button(title);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setId(id);
        button.setOnAction(event -> action.run());
        return button;
    }

    /** How far something is, with a way to end it; there while it runs. */
    public static Node progress(ObservableBooleanValue running, ObservableDoubleValue share, Runnable cancel) {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(share);
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        Button end = new Button("", new FontIcon(Feather.X));
        end.getStyleClass().addAll("icon-button", "tight");
        end.setAccessibleText("Cancel");
        end.setTooltip(new Tooltip("Cancel"));
        end.setOnAction(event -> cancel.run());
        HBox box = new HBox(6, bar, end);
        box.setAlignment(Pos.CENTER_LEFT);
        box.visibleProperty().bind(running);
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }
}
