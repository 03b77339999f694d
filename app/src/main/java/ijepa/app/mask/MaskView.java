package ijepa.app.mask;

import javafx.beans.binding.Bindings;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import ijepa.app.control.BlockGestures;
import ijepa.app.control.BlockRef;
import ijepa.app.control.FxImages;
import ijepa.app.control.LayoutModel;
import ijepa.app.control.PatchCanvas;
import ijepa.app.shell.OpenImage;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The Masks workspace: the canvas with its tools, and the sampler beside it. */
final class MaskView extends BorderPane {

    private final MaskModel model;
    private final PatchCanvas canvas = new PatchCanvas();

    MaskView(MaskModel model) {
        this.model = model;
        getStyleClass().addAll("workspace", "mask-workspace");
        BlockGestures.install(canvas, model.layout());
        canvas.setId("mask-canvas");
        canvas.gridProperty()
                .bind(Bindings.createObjectBinding(
                        () -> model.layout().state() == null
                                ? null
                                : model.layout().state().grid(),
                        model.layout().stateProperty()));
        model.selection().imageProperty().addListener((property, old, image) -> show(image));
        model.selection().image().ifPresent(this::show);
        canvas.accessibleTextProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.layout()
                                .selected()
                                .map(block -> "Patch grid. Selected: "
                                        + MaskModel.describe(model.layout().state(), block))
                                .orElse("Patch grid. " + model.summaryProperty().get()),
                        model.layout().selectedProperty(),
                        model.summaryProperty()));

        BorderPane stage = new BorderPane(canvas);
        stage.getStyleClass().add("stage");
        stage.setTop(tools());
        stage.setBottom(readout());
        setCenter(stage);
        ScrollPane side = new ScrollPane(new SamplerPanel(model));
        side.setFitToWidth(true);
        side.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        side.getStyleClass().add("side-panel");
        setRight(side);
    }

    void focusCanvas() {
        canvas.requestFocus();
    }

    private void show(OpenImage image) {
        canvas.pictureProperty().set(FxImages.of(image.square()));
    }

    private HBox tools() {
        LayoutModel layout = model.layout();
        Button draw = new Button("New blocks", new FontIcon(Feather.SHUFFLE));
        draw.getStyleClass().add("accent");
        draw.setId("new-blocks");
        draw.setTooltip(new Tooltip("Draw new blocks (Space)"));
        draw.setOnAction(event -> model.sampling().next());
        draw.disableProperty().bind(model.sampling().problemProperty().isNotEmpty());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox tools = new HBox(
                6,
                draw,
                new Separator(Orientation.VERTICAL),
                drawing("Target", "Draw a target block (T)", BlockRef.Role.TARGET, Feather.PLUS_SQUARE),
                drawing("Context", "Draw the context block (C)", BlockRef.Role.CONTEXT, Feather.MAXIMIZE),
                new Separator(Orientation.VERTICAL),
                onSelection(icon(Feather.COPY, "Duplicate the block (Ctrl+D)", layout::duplicateSelected)),
                onSelection(icon(Feather.LOCK, "Lock or unlock the block against new draws (L)", layout::toggleLock)),
                onSelection(icon(Feather.TRASH_2, "Remove the block (Delete)", layout::deleteSelected)),
                space,
                when(layout.undoableProperty(), icon(Feather.CORNER_UP_LEFT, "Undo (Ctrl+Z)", layout::undo)),
                when(layout.redoableProperty(), icon(Feather.CORNER_UP_RIGHT, "Redo (Ctrl+Shift+Z)", layout::redo)));
        tools.setAlignment(Pos.CENTER_LEFT);
        tools.getStyleClass().add("tools");
        return tools;
    }

    private ToggleButton drawing(String title, String help, BlockRef.Role role, Ikon icon) {
        ToggleButton button = new ToggleButton(title, new FontIcon(icon));
        button.setTooltip(new Tooltip(help));
        button.setOnAction(event -> {
            model.layout().drawingProperty().set(button.isSelected() ? role : null);
            canvas.requestFocus();
        });
        model.layout().drawingProperty().addListener((property, old, now) -> button.setSelected(now == role));
        return button;
    }

    private Button icon(Ikon icon, String help, Runnable action) {
        Button button = new Button("", new FontIcon(icon));
        button.getStyleClass().add("icon-button");
        button.setTooltip(new Tooltip(help));
        button.setAccessibleText(help);
        button.setOnAction(event -> {
            action.run();
            canvas.requestFocus();
        });
        return button;
    }

    private ButtonBase onSelection(ButtonBase button) {
        button.disableProperty().bind(model.layout().selectedProperty().isNull());
        return button;
    }

    private static ButtonBase when(javafx.beans.property.ReadOnlyBooleanProperty possible, ButtonBase button) {
        button.disableProperty().bind(possible.not());
        return button;
    }

    /** What is under the pointer, and the layout in numbers. */
    private VBox readout() {
        Label pointed = new Label();
        pointed.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> {
                            String patch =
                                    model.describe(canvas.hoveredProperty().get());
                            return patch.isEmpty() ? hint() : patch;
                        },
                        canvas.hoveredProperty(),
                        model.layout().stateProperty(),
                        model.layout().selectedProperty(),
                        model.layout().drawingProperty()));
        pointed.getStyleClass().add("readout");
        pointed.setId("mask-readout");
        Label summary = new Label();
        summary.textProperty().bind(model.summaryProperty());
        summary.getStyleClass().add("summary");
        summary.setId("mask-summary");
        VBox lines = new VBox(2, summary, pointed);
        lines.setAlignment(Pos.CENTER);
        lines.getStyleClass().add("readouts");
        return lines;
    }

    private String hint() {
        if (model.layout().drawingProperty().get() != null) {
            return "Drag over the patches of the new block. Esc to stop.";
        }
        return model.layout()
                .selected()
                .filter(block -> model.layout().state().has(block))
                .map(block -> MaskModel.describe(model.layout().state(), block)
                        + " \u00b7 arrows move it, Shift+arrows resize it")
                .orElse("Space draws new blocks. Click a block to move or resize it. F1 shows all keys.");
    }
}
