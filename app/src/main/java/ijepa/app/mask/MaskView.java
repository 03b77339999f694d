package ijepa.app.mask;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import ijepa.app.control.BlockGestures;
import ijepa.app.control.CanvasZoom;
import ijepa.app.control.FxImages;
import ijepa.app.control.LayoutTools;
import ijepa.app.control.PatchCanvas;
import ijepa.core.image.Image;
import ijepa.renderer.figure.recipe.PanelSource;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The Masks workspace: the canvas with its tools, and the sampler beside it. */
final class MaskView extends BorderPane {

    /** Height of the statistics over the workspace's. */
    private static final double DRAWER = 0.33;

    private static final double SMALLEST_DRAWER = 150;
    private static final double LARGEST_DRAWER = 320;

    private final MaskModel model;
    private final PatchCanvas canvas = new PatchCanvas();

    private final MaskSaving saving;
    private final StatisticsDrawer drawer;

    /**
     * The workspace.
     *
     * @param presets the user's own
     * @param saving  writes numbers and pictures, and tells what went wrong
     * @param figures the menu that sends to Figures
     * @param train   takes the strategy to the next training run
     */
    MaskView(MaskModel model, OwnPresets presets, MaskSaving saving, FigureMenu figures, Runnable train) {
        this.model = model;
        this.saving = saving;
        getStyleClass().addAll("workspace", "mask-workspace");
        BlockGestures.install(canvas, model.layout());
        CanvasZoom.install(canvas);
        canvas.hatchedProperty().bind(model.cutProperty());
        canvas.markedProperty().bind(model.layout().cursor().patchProperty());
        canvas.setId("mask-canvas");
        canvas.gridProperty()
                .bind(Bindings.createObjectBinding(
                        () -> model.layout().state() == null
                                ? null
                                : model.layout().state().grid(),
                        model.layout().stateProperty()));
        model.picture().pictureProperty().addListener((property, old, image) -> show(image));
        show(model.picture().pictureProperty().get());
        canvas.accessibleTextProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.layout()
                                .selected()
                                .map(block -> "Patch grid. Selected: "
                                        + model.layout().state().describe(block))
                                .orElse("Patch grid. " + model.summaryProperty().get()),
                        model.layout().selectedProperty(),
                        model.summaryProperty()));

        figures.getItems().addAll(new SeparatorMenuItem(), picture());
        BorderPane stage = new BorderPane(canvas);
        stage.getStyleClass().add("stage");
        stage.setTop(new VBox(
                new LayoutTools(
                        model.layout(),
                        model.sampling()::next,
                        model.sampling().problemProperty().isEmpty(),
                        canvas,
                        figures,
                        predict()),
                gridNote()));
        stage.setBottom(readout());
        drawer = new StatisticsDrawer(model, saving::csv);
        BorderPane center = new BorderPane(stage);
        center.setBottom(drawer);
        drawer.bodyHeight()
                .bind(Bindings.createDoubleBinding(
                        () -> Math.clamp(DRAWER * center.getHeight(), SMALLEST_DRAWER, LARGEST_DRAWER),
                        center.heightProperty()));
        setCenter(center);
        ScrollPane side = new ScrollPane(new SamplerPanel(model, presets, saving::fail, train));
        side.setFitToWidth(true);
        side.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        side.getStyleClass().add("side-panel");
        setRight(side);
    }

    private MenuItem picture() {
        MenuItem item = new MenuItem("Save the picture with these blocks as PNG\u2026");
        item.setId("save-picture");
        item.disableProperty().bind(model.selection().imageProperty().isNull());
        item.setOnAction(event -> model.selection()
                .image()
                .ifPresent(image -> saving.picture(
                        image.shaped(model.layout().state().grid()),
                        model.layout().state().layout(),
                        model.cutProperty().get())));
        return item;
    }

    private Button predict() {
        Button button = new Button("Predict", new FontIcon(Feather.LAYERS));
        button.setId("predict-layout");
        button.setTooltip(new Tooltip("Predict with this layout (Ctrl+Enter)"));
        button.setMinWidth(USE_PREF_SIZE);
        button.disableProperty().bind(model.predictableProperty().not());
        button.setOnAction(event -> model.predict());
        return button;
    }

    private HBox gridNote() {
        Label text = new Label();
        text.textProperty().bind(model.gridNoteProperty());
        text.setId("grid-note");
        text.setMinWidth(0);
        text.setWrapText(true);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button back = new Button("Use the checkpoint's");
        back.getStyleClass().add("small");
        back.setMinWidth(USE_PREF_SIZE);
        back.setOnAction(event -> model.useCheckpointGrid());
        HBox note = new HBox(10, new FontIcon(Feather.ALERT_TRIANGLE), text, back);
        note.getStyleClass().add("grid-note");
        note.setAlignment(Pos.CENTER_LEFT);
        note.visibleProperty().bind(model.gridNoteProperty().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        return note;
    }

    /** Looks closer at the canvas where the key asks for that; says whether it did. */
    boolean zoom(KeyEvent event) {
        return CanvasZoom.handle(event, canvas);
    }

    /**
     * What is looked at, as a part of a figure: the drawer's view while it is open, else the picture with its blocks.
     *
     * @throws ijepa.core.InputException when there is no picture that could be found again
     */
    PanelSource figure(MaskFigures figures) {
        return drawer.figure(figures).orElseGet(figures::layout);
    }

    void focusCanvas() {
        canvas.requestFocus();
    }

    private void show(Image image) {
        canvas.pictureProperty().set(image == null ? null : FxImages.of(image));
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
                        model.layout().drawingProperty(),
                        model.layout().brushProperty(),
                        model.cutProperty()));
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
            return "Drag over the patches of the new block, or arrows and Enter. Esc to stop.";
        }
        if (model.layout().brushProperty().get() != null) {
            return "Drag over single patches, or arrows and Enter. Esc to stop.";
        }
        return model.layout()
                .selected()
                .filter(block -> model.layout().state().has(block))
                .map(block -> model.layout().state().describe(block) + " \u00b7 arrows move it, Shift+arrows resize it")
                .orElse("Space draws new blocks. Click a block to move or resize it. F1 shows all keys.");
    }
}
