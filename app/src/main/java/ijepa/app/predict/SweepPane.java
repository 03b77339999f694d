package ijepa.app.predict;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;

import ijepa.app.control.FieldRow;
import ijepa.app.control.NumberField;
import ijepa.renderer.map.MapPanel;

/** One block at every place, and one block under many contexts. */
final class SweepPane extends ModePane {

    private static final int MOST_CONTEXTS = 1000;

    private final PredictModel model;
    private final PatchPanel image;

    SweepPane(PredictModel model, PanelMaker maker) {
        super(maker, 3, 50, 50);
        this.model = model;
        image = maker.image("sweep-image");
        SweepModel sweep = model.sweep();
        add(image, 0, 0, 1, 2);
        add(map("Error anywhere", "sweep-places", sweep.placesProperty(), "Not swept yet."), 1, 0);
        add(map("Over mean embedding", "sweep-over-mean", sweep.overMeanProperty(), "Not swept yet."), 2, 0);
        add(map("Mean over contexts", "context-mean", sweep.meanProperty(), "No contexts tried yet."), 1, 1);
        add(map("Spread over contexts", "context-spread", sweep.spreadProperty(), "No contexts tried yet."), 2, 1);
    }

    private PatchPanel map(String title, String id, ObservableValue<MapPanel> map, String empty) {
        return maker().map(
                        title, id, map, Bindings.createStringBinding(() -> map.getValue() == null ? empty : "", map));
    }

    @Override
    Node canvas() {
        return image.canvas();
    }

    @Override
    List<Node> side() {
        SweepModel sweep = model.sweep();
        Button places = SideFields.button("Sweep the block", "run-sweep", sweep::sweep);
        Button contexts = SideFields.button("Try contexts", "run-contexts", sweep::tryContexts);
        for (Button button : List.of(places, contexts)) {
            button.textProperty()
                    .bind(Bindings.createStringBinding(
                            () -> (button == places ? "Sweep block " : "Try contexts for block ")
                                    + (Subject.block(model.selection()) + 1),
                            model.layout().selectedProperty(),
                            model.layout().stateProperty()));
            button.disableProperty().bind(model.predictionNoteProperty().isNotEmpty());
        }
        return List.of(
                SideFields.head("Places"),
                SideFields.note(
                        new SimpleStringProperty(
                                "The context stays; the selected block is moved over the whole image. Each patch shows its mean error over all places of the block that cover it.")),
                places,
                SideFields.head("Contexts"),
                SideFields.note(
                        new SimpleStringProperty(
                                "The block stays; contexts are drawn as in training. Large spread: the prediction depends on what is seen.")),
                new FieldRow("Contexts", new NumberField("Contexts", sweep.contextsProperty(), 2, MOST_CONTEXTS, 1)),
                contexts,
                SideFields.progress(sweep.runningProperty(), sweep.progressProperty(), sweep::cancel),
                SideFields.note(sweep.noteProperty()));
    }
}
