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

/** Asks for how many epochs a run should have, and says what going on means before it does. */
final class ContinuePane extends VBox {

    private static final int MOST = 1_000_000;

    private final PretrainModel model;
    private final IntegerProperty epochs = new SimpleIntegerProperty();
    private final Label meaning = new Label();
    private final Button goOn = new Button("Continue");

    ContinuePane(PretrainModel model) {
        super(8);
        this.model = model;
        getStyleClass().add("run-question");
        NumberField field = new NumberField("Epochs of the longer run", epochs, 1, MOST, 10);
        field.setId("more-epochs-field");
        field.setPrefColumnCount(6);
        goOn.setId("continue");
        goOn.getStyleClass().add(Styles.ACCENT);
        goOn.setOnAction(event -> {
            close();
            model.steering().continueTo(epochs.get());
        });
        Button no = new Button("Cancel");
        no.setOnAction(event -> close());
        HBox line = new HBox(8, new Label("Go on until the run has"), field, new Label("epochs in all"), no, goOn);
        line.setAlignment(Pos.CENTER_LEFT);
        meaning.setWrapText(true);
        meaning.setId("continuation");
        meaning.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(line, meaning);
        managedProperty().bind(visibleProperty());
        setVisible(false);
        epochs.addListener(ignored -> explain());
    }

    /** Opens for the selected run. */
    void ask() {
        setVisible(true);
        int now = model.runs()
                .selectedProperty()
                .get()
                .now()
                .status()
                .orElseThrow()
                .progress()
                .epochs();
        epochs.set(0);
        epochs.set(now + Math.max(1, now / 2));
    }

    void close() {
        setVisible(false);
    }

    private void explain() {
        if (epochs.get() == 0 || !isVisible()) {
            return;
        }
        int asked = epochs.get();
        goOn.setDisable(true);
        meaning.setText("");
        model.steering().explainMore(asked, continuation -> {
            if (continuation.epochs() == epochs.get()) {
                meaning.setText(continuation.text());
                goOn.setDisable(false);
            } else {
                explain();
            }
        });
    }
}
