package ijepa.app.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import ijepa.app.control.Titles;
import ijepa.core.model.Network;
import ijepa.renderer.predict.AttentionChoice;

/** The image, and attention from the picked patch in the three networks. */
final class AttentionPane extends ModePane {

    private final PredictModel model;
    private final PatchPanel image;

    AttentionPane(PredictModel model, PanelMaker maker) {
        super(maker, 2, 50, 50);
        this.model = model;
        image = maker.image("attention-image");
        image.canvas().markedProperty().bind(model.pointer().anchorProperty());
        add(image, 0, 0);
        List<AttentionLane> lanes = model.attention().lanes();
        for (int i = 0; i < lanes.size(); i++) {
            AttentionLane lane = lanes.get(i);
            PatchPanel panel = maker.map(
                    AttentionChoice.title(lane.network()),
                    "attention-" + name(lane.network()),
                    lane.panelProperty(),
                    model.attention()
                            .noteProperty()
                            .flatMap(note -> note.isEmpty() ? lane.noteProperty() : new SimpleStringProperty(note)));
            add(panel, (i + 1) % 2, (i + 1) / 2);
        }
    }

    private static String name(Network network) {
        return network.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    Node canvas() {
        return image.canvas();
    }

    @Override
    List<Node> side() {
        List<Node> fields = new ArrayList<>();
        for (AttentionLane lane : model.attention().lanes()) {
            fields.add(SideFields.head(AttentionChoice.title(lane.network())));
            ChoiceBox<Number> layer =
                    numbers(lane.layerProperty(), lane.layersProperty(), 1, "layer-" + name(lane.network()));
            layer.disableProperty().bind(model.attention().rolloutProperty());
            ChoiceBox<Number> head =
                    numbers(lane.headProperty(), lane.headsProperty(), 0, "head-" + name(lane.network()));
            head.disableProperty().bind(model.attention().rolloutProperty());
            HBox both = new HBox(8, layer, head);
            for (ChoiceBox<Number> choice : List.of(layer, head)) {
                choice.setMaxWidth(Double.MAX_VALUE);
                HBox.setHgrow(choice, Priority.ALWAYS);
            }
            fields.add(both);
        }
        fields.add(SideFields.head("All layers"));
        fields.add(SideFields.toggle("Rollout", model.attention().rolloutProperty(), "rollout"));
        fields.add(SideFields.toggle("Follow the pointer", model.pointer().followingProperty(), "attention-follow"));
        fields.add(
                SideFields.note(
                        new SimpleStringProperty(
                                "Click a patch, or drag over patches, to see where its token looks. The predictor is asked for the block that has the patch.")));
        return fields;
    }

    private static ChoiceBox<Number> numbers(
            IntegerProperty value, ReadOnlyIntegerProperty most, int first, String id) {
        ChoiceBox<Number> choice = new ChoiceBox<>();
        choice.setConverter(new Titles<>(number -> first == 1
                ? "Layer " + number
                : number.intValue() == AttentionChoice.MEAN ? "All heads" : "Head " + number));
        Runnable fill = () -> {
            int chosen = value.get();
            choice.getItems().clear();
            for (int i = first; i <= most.get(); i++) {
                choice.getItems().add(i);
            }
            choice.setValue(Math.min(chosen, most.get()));
        };
        most.addListener(ignored -> fill.run());
        fill.run();
        choice.valueProperty().addListener((property, old, chosen) -> {
            if (chosen != null) {
                value.set(chosen.intValue());
            }
        });
        value.addListener((property, old, now) -> {
            if (choice.getItems().contains(now.intValue())) {
                choice.setValue(now.intValue());
            }
        });
        choice.setId(id);
        return choice;
    }
}
