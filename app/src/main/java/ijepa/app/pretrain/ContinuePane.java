package ijepa.app.pretrain;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.theme.Styles;
import ijepa.app.control.NumberField;
import ijepa.core.run.RunStatus;

/** Asks how long a run should be, in epochs or a decoder's in steps, and says what going on means before it does. */
final class ContinuePane extends VBox {

    private static final int MOST = 1_000_000;

    private final PretrainModel model;
    private final IntegerProperty length = new SimpleIntegerProperty();
    private final Label unit = new Label();
    private final Label meaning = new Label();
    private final Button goOn = new Button("Continue");

    ContinuePane(PretrainModel model) {
        super(8);
        this.model = model;
        getStyleClass().add("run-question");
        NumberField field = new NumberField("Length of the longer run", length, 1, MOST, 10);
        field.setId("longer-field");
        field.setPrefColumnCount(6);
        goOn.setId("continue");
        goOn.getStyleClass().add(Styles.ACCENT);
        goOn.setOnAction(event -> {
            close();
            model.steering().continueTo(length.get());
        });
        Button no = new Button("Cancel");
        no.setOnAction(event -> close());
        HBox line = new HBox(8, new Label("Go on until the run has"), field, unit, no, goOn);
        line.setAlignment(Pos.CENTER_LEFT);
        meaning.setWrapText(true);
        meaning.setId("continuation");
        meaning.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(line, meaning);
        managedProperty().bind(visibleProperty());
        setVisible(false);
        length.addListener(ignored -> explain());
    }

    /** Opens for the selected run. */
    void ask() {
        setVisible(true);
        RunStatus status = model.runs().selectedProperty().get().now().status().orElseThrow();
        unit.setText(Continuation.countsSteps(status) ? "steps in all" : "epochs in all");
        int now = Continuation.planned(status);
        length.set(0);
        length.set(now + Math.max(1, now / 2));
    }

    void close() {
        setVisible(false);
    }

    private void explain() {
        if (length.get() == 0 || !isVisible()) {
            return;
        }
        int asked = length.get();
        goOn.setDisable(true);
        meaning.setText("");
        model.steering().explainMore(asked, continuation -> {
            if (continuation.length() == length.get()) {
                meaning.setText(continuation.text());
                goOn.setDisable(false);
            } else {
                explain();
            }
        });
    }
}
