package ijepa.app.mask;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;

import ijepa.app.control.BlockGestures;
import ijepa.app.control.FxImages;
import ijepa.app.control.LayoutTools;
import ijepa.app.control.PatchCanvas;
import ijepa.app.shell.OpenImage;

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
                                        + model.layout().state().describe(block))
                                .orElse("Patch grid. " + model.summaryProperty().get()),
                        model.layout().selectedProperty(),
                        model.summaryProperty()));

        BorderPane stage = new BorderPane(canvas);
        stage.getStyleClass().add("stage");
        stage.setTop(new LayoutTools(
                model.layout(),
                model.sampling()::next,
                model.sampling().problemProperty().isEmpty(),
                canvas));
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
                .map(block -> model.layout().state().describe(block) + " \u00b7 arrows move it, Shift+arrows resize it")
                .orElse("Space draws new blocks. Click a block to move or resize it. F1 shows all keys.");
    }
}
