package ijepa.app.mask;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

import atlantafx.base.controls.ToggleSwitch;
import ijepa.app.control.BlockColours;
import ijepa.app.control.BlockRef;
import ijepa.app.control.LayoutState;
import ijepa.app.control.NumberField;
import ijepa.app.shell.Sampling;
import ijepa.core.mask.MaskStrategy;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The sampler's settings, its verdict, and the blocks of the present layout. */
final class SamplerPanel extends VBox {

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private final MaskModel model;
    private final VBox blocks = new VBox(2);
    private final StackPane strategy = new StackPane();
    private final BooleanProperty second = new SimpleBooleanProperty();

    SamplerPanel(MaskModel model, OwnPresets presets, Consumer<Throwable> fail, Runnable train) {
        this.model = model;
        getStyleClass().add("panel");
        StrategyFields fieldsOfFirst = new StrategyFields(model.first());
        StrategyFields fieldsOfSecond = new StrategyFields(model.second());
        PresetMenu menu =
                new PresetMenu(presets, () -> edited().strategyProperty().get(), this::use, fail);
        Runnable follow = () -> strategy.getChildren().setAll(second.get() ? fieldsOfSecond : fieldsOfFirst);
        second.addListener(ignored -> follow.run());
        follow.run();
        getChildren()
                .addAll(
                        head("Sampler", menu),
                        comparison(),
                        strategy,
                        verdict(),
                        training(train),
                        head("Draw", drawing()),
                        new GridFields(model),
                        StrategyFields.row(
                                "Seed", new NumberField("Seed", model.sampling().seedProperty(), 0, 1e9, 1)),
                        StrategyFields.row(
                                "Iteration",
                                new NumberField("Iteration", model.sampling().iterationProperty(), 0, 1e9, 1)),
                        StrategyFields.row(
                                "Batch size",
                                new NumberField(
                                        "Batch size",
                                        model.sampling().batchSizeProperty(),
                                        1,
                                        Sampling.LARGEST_BATCH,
                                        1)),
                        StrategyFields.row(
                                "Position in the batch",
                                new NumberField(
                                        "Position in the batch",
                                        model.sampling().positionProperty(),
                                        0,
                                        Sampling.LARGEST_BATCH - 1.0,
                                        1)),
                        StrategyFields.row("As in a run with this seed", ofRun()),
                        head("Blocks", null),
                        blocks);
        model.layout().stateProperty().addListener(ignored -> listBlocks());
        model.layout().selectedProperty().addListener(ignored -> listBlocks());
        listBlocks();
    }

    private Button training(Runnable train) {
        Button button = new Button("Use in Pretrain", new FontIcon(Feather.TRENDING_DOWN));
        button.setId("use-in-pretrain");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setTooltip(new Tooltip("Train the next run with these masks"));
        button.setOnAction(event -> train.run());
        return button;
    }

    private StrategyModel edited() {
        return second.get() ? model.second() : model.first();
    }

    private void use(MaskStrategy chosen) {
        edited().strategyProperty()
                .set(chosen.nearestOn(model.sampling().gridProperty().get()));
    }

    /** Which of the two strategies the fields are of, while they are compared. */
    private VBox comparison() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton first = side("A: drawn by", group, false);
        ToggleButton other = side("B: compared", group, true);
        first.getStyleClass().add("left-pill");
        other.getStyleClass().add("right-pill");
        first.setSelected(true);
        for (ToggleButton button : List.of(first, other)) {
            button.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(button, Priority.ALWAYS);
        }
        HBox sides = new HBox(first, other);
        ToggleSwitch compare = new ToggleSwitch();
        compare.setAccessibleText("Compare with another strategy");
        compare.setId("compare");
        compare.selectedProperty().bindBidirectional(model.comparingProperty());
        sides.visibleProperty().bind(model.comparingProperty());
        sides.managedProperty().bind(sides.visibleProperty());
        model.comparingProperty().addListener((property, old, comparing) -> {
            second.set(comparing);
            (comparing ? other : first).setSelected(true);
        });
        return new VBox(8, StrategyFields.row("Compare with another", compare), sides);
    }

    private ToggleButton side(String title, ToggleGroup group, boolean ofSecond) {
        ToggleButton button = new ToggleButton(title);
        button.getStyleClass().add("small");
        button.setToggleGroup(group);
        button.setOnAction(event -> {
            button.setSelected(true);
            second.set(ofSecond);
        });
        return button;
    }

    private ToggleSwitch ofRun() {
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.setAccessibleText("Places as in a training run with this seed");
        toggle.setTooltip(new Tooltip("Places of a training run follow from all its iterations before: with the run's"
                + " seed and batch size, this is what it saw. Otherwise every iteration can be drawn at once."));
        toggle.selectedProperty().bindBidirectional(model.sampling().ofRunProperty());
        return toggle;
    }

    /** A late iteration of a run takes a while, and until then the layout before is shown. */
    private Label drawing() {
        Label drawing = new Label("Drawing\u2026");
        drawing.setId("sampling-busy");
        drawing.getStyleClass().add("tile-hint");
        drawing.visibleProperty().bind(model.sampling().busyProperty());
        return drawing;
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

    private static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
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
        if (!block.isTarget()) {
            swatch.getStyleClass().add("context-swatch");
        }
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
