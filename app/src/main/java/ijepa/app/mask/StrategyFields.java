package ijepa.app.mask;

import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.ToggleSwitch;
import ijepa.app.control.FieldRow;
import ijepa.app.control.NumberField;
import ijepa.app.control.RangeField;
import ijepa.app.control.Titles;
import ijepa.core.mask.MaskStrategy;

/** The fields of one strategy: its kind, and what that kind can be set to. */
final class StrategyFields extends VBox {

    private final VBox fields = new VBox(9);
    private final Map<MaskStrategy.Kind, List<Node>> byKind;

    StrategyFields(StrategyModel model) {
        super(9);
        List<Node> multiBlock = List.of(
                range("Target scale", model.targetScale(), 0.01, 1, 0.01),
                range("Target aspect", model.targetAspect(), 0.2, 5, 0.05),
                range("Context scale", model.contextScale(), 0.01, 1, 0.01),
                row("Targets", new NumberField("Targets", model.targetsProperty(), 1, 16, 1)),
                row("Contexts", new NumberField("Contexts", model.contextsProperty(), 1, 4, 1)),
                row("Min keep", new NumberField("Min keep", model.minKeepProperty(), 0, 4096, 1)),
                row("Context may overlap targets", overlap(model.allowOverlapProperty())));
        byKind = Map.of(
                MaskStrategy.Kind.MULTI_BLOCK,
                multiBlock,
                MaskStrategy.Kind.UNBIASED,
                multiBlock,
                MaskStrategy.Kind.RASTERIZED,
                List.of(),
                MaskStrategy.Kind.BLOCK,
                List.of(
                        range("Block scale", model.blockScale(), 0.01, 1, 0.01),
                        range("Block aspect", model.blockAspect(), 0.2, 5, 0.05)),
                MaskStrategy.Kind.RANDOM,
                List.of(range("Share to predict", model.ratio(), 0.01, 0.99, 0.01)),
                MaskStrategy.Kind.CUSTOM,
                List.of(take(model)));
        ChoiceBox<MaskStrategy.Kind> kind = new ChoiceBox<>();
        kind.getItems().setAll(MaskStrategy.Kind.values());
        kind.setConverter(new Titles<>(MaskStrategy.Kind::title));
        kind.valueProperty().bindBidirectional(model.kindProperty());
        kind.setMaxWidth(Double.MAX_VALUE);
        kind.setAccessibleText("Sampler");
        kind.setId("strategy-kind");
        getChildren().addAll(kind, fields);
        model.kindProperty().addListener((property, old, now) -> show(now));
        show(model.kindProperty().get());
    }

    private void show(MaskStrategy.Kind kind) {
        fields.getChildren().setAll(byKind.get(kind));
        fields.setManaged(!fields.getChildren().isEmpty());
    }

    private static RangeField range(String title, StrategyModel.Ends ends, double min, double max, double step) {
        return new RangeField(title, ends.low(), ends.high(), min, max, step);
    }

    static HBox row(String title, Node field) {
        return new FieldRow(title, field);
    }

    private static ToggleSwitch overlap(BooleanProperty allowed) {
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.setAccessibleText("Context may overlap targets");
        toggle.selectedProperty().bindBidirectional(allowed);
        return toggle;
    }

    private static Button take(StrategyModel model) {
        Button button = new Button("Take the present layout");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setTooltip(new Tooltip("Make the layout on the canvas the one that every image gets"));
        button.setOnAction(event -> model.takeLayout());
        return button;
    }
}
