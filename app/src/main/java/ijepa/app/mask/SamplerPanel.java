package ijepa.app.mask;

import java.util.Map;
import javafx.beans.property.Property;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.util.StringConverter;

import atlantafx.base.controls.ToggleSwitch;
import ijepa.app.control.BlockColours;
import ijepa.app.control.BlockRef;
import ijepa.app.control.LayoutState;
import ijepa.app.control.NumberField;
import ijepa.app.control.RangeField;
import ijepa.core.image.Fit;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The sampler's settings, its verdict, and the blocks of the present layout. */
final class SamplerPanel extends VBox {

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final Map<Fit, String> FITS =
            Map.of(Fit.CENTRE_CROP, "Centre crop", Fit.STRETCH, "Stretch", Fit.LETTERBOX, "Letterbox");

    private final MaskModel model;
    private final VBox blocks = new VBox(2);

    SamplerPanel(MaskModel model) {
        this.model = model;
        getStyleClass().add("panel");
        getChildren()
                .addAll(
                        head("Multi-block sampler", published()),
                        new RangeField(
                                "Target scale",
                                model.targetScaleMinProperty(),
                                model.targetScaleMaxProperty(),
                                0.01,
                                1,
                                0.01),
                        new RangeField(
                                "Target aspect",
                                model.targetAspectMinProperty(),
                                model.targetAspectMaxProperty(),
                                0.2,
                                5,
                                0.05),
                        new RangeField(
                                "Context scale",
                                model.contextScaleMinProperty(),
                                model.contextScaleMaxProperty(),
                                0.01,
                                1,
                                0.01),
                        row("Targets", new NumberField("Targets", model.targetsProperty(), 1, 16, 1)),
                        row("Contexts", new NumberField("Contexts", model.contextsProperty(), 1, 4, 1)),
                        row("Min keep", new NumberField("Min keep", model.minKeepProperty(), 0, 4096, 1)),
                        row("Context may overlap targets", overlap()),
                        verdict(),
                        head("Draw", null),
                        row("Seed", new NumberField("Seed", model.sampling().seedProperty(), 0, 1e9, 1)),
                        row(
                                "Iteration",
                                new NumberField("Iteration", model.sampling().iterationProperty(), 0, 1e9, 1)),
                        row("Image fit", fit()),
                        head("Blocks", null),
                        blocks);
        model.layout().stateProperty().addListener(ignored -> listBlocks());
        model.layout().selectedProperty().addListener(ignored -> listBlocks());
        listBlocks();
    }

    private static HBox head(String title, Node action) {
        Label label = new Label(title);
        label.getStyleClass().add("section-title");
        HBox head = new HBox(label);
        head.getStyleClass().add("section-head");
        head.setAlignment(Pos.CENTER_LEFT);
        if (action != null) {
            head.getChildren().addAll(space(), action);
        }
        return head;
    }

    private static HBox row(String title, Node field) {
        Label label = new Label(title);
        label.setLabelFor(field);
        HBox row = new HBox(8, label, space(), field);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }

    private Button published() {
        Button button = new Button("Published");
        button.getStyleClass().addAll("flat", "small");
        button.setTooltip(new Tooltip("Go back to the paper's settings, or the nearest that this grid allows"));
        button.setOnAction(event -> model.usePublished());
        return button;
    }

    private ToggleSwitch overlap() {
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.setAccessibleText("Context may overlap targets");
        toggle.selectedProperty().bindBidirectional(model.allowOverlapProperty());
        return toggle;
    }

    private ChoiceBox<Fit> fit() {
        ChoiceBox<Fit> choice = new ChoiceBox<>();
        choice.getItems().setAll(Fit.values());
        choice.setConverter(new StringConverter<>() {
            @Override
            public String toString(Fit fit) {
                return FITS.get(fit);
            }

            @Override
            public Fit fromString(String text) {
                throw new UnsupportedOperationException("The list is not editable.");
            }
        });
        Property<Fit> shared = model.selection().fitProperty();
        choice.valueProperty().bindBidirectional(shared);
        return choice;
    }

    private HBox verdict() {
        FontIcon icon = new FontIcon(Feather.CHECK_CIRCLE);
        Label text = new Label();
        text.setWrapText(true);
        text.setId("verdict");
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox box = new HBox(8, icon, text);
        box.getStyleClass().add("verdict");
        Runnable follow = () -> {
            Verdict verdict = model.verdictProperty().get();
            text.setText(verdict.text());
            icon.setIconCode(
                    switch (verdict.kind()) {
                        case PUBLISHED -> Feather.CHECK_CIRCLE;
                        case DIFFERENT -> Feather.INFO;
                        case IMPOSSIBLE -> Feather.ALERT_TRIANGLE;
                    });
            for (Verdict.Kind kind : Verdict.Kind.values()) {
                box.pseudoClassStateChanged(
                        PseudoClass.getPseudoClass(kind.name().toLowerCase(java.util.Locale.ROOT)),
                        kind == verdict.kind());
            }
        };
        model.verdictProperty().addListener(ignored -> follow.run());
        follow.run();
        return box;
    }

    private void listBlocks() {
        blocks.getChildren().clear();
        LayoutState state = model.layout().state();
        if (state == null) {
            return;
        }
        for (int i = 0; i < state.layout().targets().size(); i++) {
            blocks.getChildren().add(block(state, BlockRef.target(i)));
        }
        for (int i = 0; i < state.layout().context().size(); i++) {
            blocks.getChildren().add(block(state, BlockRef.context(i)));
        }
    }

    private HBox block(LayoutState state, BlockRef block) {
        Rectangle swatch =
                new Rectangle(12, 12, block.isTarget() ? BlockColours.target(block.index()) : Color.TRANSPARENT);
        swatch.setArcWidth(4);
        swatch.setArcHeight(4);
        swatch.getStyleClass().add(block.isTarget() ? "swatch" : "context-swatch");
        Label text = new Label(state.describe(block));
        ToggleButton lock = new ToggleButton("", new FontIcon(state.isLocked(block) ? Feather.LOCK : Feather.UNLOCK));
        lock.getStyleClass().add("icon-button");
        lock.setAccessibleText((state.isLocked(block) ? "Unlock " : "Lock ") + block.title());
        lock.setSelected(state.isLocked(block));
        lock.setOnAction(event -> {
            model.layout().selectedProperty().set(block);
            model.layout().toggleLock();
        });
        HBox row = new HBox(8, swatch, text, space(), lock);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("block-row");
        row.pseudoClassStateChanged(
                SELECTED, block.equals(model.layout().selectedProperty().get()));
        row.setOnMouseClicked(event -> model.layout().selectedProperty().set(block));
        return row;
    }
}
