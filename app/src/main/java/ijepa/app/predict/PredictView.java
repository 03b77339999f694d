package ijepa.app.predict;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import ijepa.app.control.BlockGestures;
import ijepa.app.control.ColourBar;
import ijepa.app.control.FxImages;
import ijepa.app.control.LayoutTools;
import ijepa.app.control.PatchCanvas;
import ijepa.app.control.Titles;
import ijepa.app.shell.OpenImage;
import ijepa.renderer.map.Distance;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The Predict workspace: pixels and embeddings from left to right, and below them the errors by patch and by block. */
final class PredictView extends BorderPane {

    private static final int COLUMNS = 4;
    private static final double UPPER_SHARE = 55;
    private static final double FAINT = 0.22;
    private static final String HINT =
            "Space draws new blocks. Drag a block in the image. Click a patch of the embeddings to see what is similar.";

    private final PredictModel model;
    private final PatchPanel image = new PatchPanel("Image and blocks", "predict-image");
    private final PatchPanel context = new PatchPanel("What the encoder sees", "predict-context");
    private final PatchPanel target = new PatchPanel("Target embeddings", "predict-target");
    private final PatchPanel predicted = new PatchPanel("Predicted embeddings", "predict-predicted");
    private final PatchPanel error = new PatchPanel("Error by patch", "predict-error");

    PredictView(PredictModel model) {
        this.model = model;
        getStyleClass().addAll("workspace", "predict-workspace");
        for (PatchPanel panel : List.of(image, context, target, predicted, error)) {
            share(panel.canvas());
        }
        BlockGestures.install(image.canvas(), model.layout());
        image.canvas().accessibleTextProperty().bind(spoken());
        for (PatchPanel panel : List.of(target, predicted, error)) {
            panel.insteadOf(model.noteProperty());
        }
        showPictures();
        showEmbeddings();
        showErrors();
        setTop(new LayoutTools(
                model.layout(),
                model.selection().sampling()::next,
                model.selection().sampling().problemProperty().isEmpty(),
                image.canvas(),
                distances()));
        setCenter(tiles());
        setBottom(readout());
    }

    void focusCanvas() {
        image.canvas().requestFocus();
    }

    /** What all canvases have in common: the grid, and the patch under the pointer. */
    private void share(PatchCanvas canvas) {
        canvas.gridProperty()
                .bind(Bindings.createObjectBinding(
                        () -> model.layout().state() == null
                                ? null
                                : model.layout().state().grid(),
                        model.layout().stateProperty()));
        canvas.hoveredProperty().bindBidirectional(model.pointedProperty());
    }

    private StringBinding spoken() {
        return Bindings.createStringBinding(
                () -> model.layout()
                        .selected()
                        .map(block -> "Image and blocks. Selected: "
                                + model.layout().state().describe(block))
                        .orElse("Image and blocks. " + model.summaryProperty().get()),
                model.layout().selectedProperty(),
                model.layout().stateProperty(),
                model.summaryProperty());
    }

    private void showPictures() {
        context.canvas().getStyleClass().add("opaque");
        context.canvas().smoothProperty().set(false);
        context.canvas().badgesProperty().set(false);
        context.canvas().layoutStateProperty().bind(model.layout().stateProperty());
        model.selection().imageProperty().addListener((property, old, opened) -> show(opened));
        model.selection().image().ifPresent(this::show);
        model.shownProperty().addListener((property, old, shown) -> {
            if (shown != null && (old == null || old.seen() != shown.seen())) {
                context.canvas().pictureProperty().set(FxImages.of(shown.seen()));
            }
        });
    }

    private void show(OpenImage opened) {
        image.canvas().pictureProperty().set(FxImages.of(opened.square()));
        for (PatchPanel panel : List.of(context, target, predicted, error)) {
            panel.canvas()
                    .pictureProperty()
                    .set(image.canvas().pictureProperty().get());
        }
    }

    private void showEmbeddings() {
        target.canvas().cellsProperty().bind(model.targetCellsProperty());
        predicted.canvas().cellsProperty().bind(model.predictedCellsProperty());
        for (PatchPanel panel : List.of(target, predicted)) {
            outline(panel.canvas());
            panel.canvas()
                    .markedProperty()
                    .bind(Bindings.when(model.similarityMapProperty().isNull())
                            .then(PatchCanvas.NONE)
                            .otherwise(model.anchorProperty()));
            panel.canvas().addEventHandler(MouseEvent.MOUSE_CLICKED, event -> pick(panel.canvas(), event));
        }
        ColourBar bar = new ColourBar();
        bar.show(null, "");
        model.similarityMapProperty().addListener((property, old, map) -> bar.show(map, "cosine similarity"));
        Button back = new Button("", new FontIcon(Feather.X));
        back.getStyleClass().addAll("icon-button", "tight");
        back.setAccessibleText("Back to the colours");
        back.setTooltip(new Tooltip("Back to the colours (Esc)"));
        back.setOnAction(event -> model.pick(PredictModel.NONE));
        target.aside(instead(bar));
        predicted.aside(instead(back));
        StringBinding patch = Bindings.createStringBinding(
                () -> "Similar to patch " + model.anchorProperty().get(), model.anchorProperty());
        StringBinding prediction = Bindings.createStringBinding(
                () -> model.anchorPredictedProperty().get() ? "Similar to its prediction" : "No prediction for it",
                model.anchorPredictedProperty());
        BooleanBinding picked = model.similarityMapProperty().isNotNull();
        target.titleProperty().bind(Bindings.when(picked).then(patch).otherwise(target.name()));
        predicted.titleProperty().bind(Bindings.when(picked).then(prediction).otherwise(predicted.name()));
    }

    /** What the colours are, in a word, until similarities are shown in their place. */
    private StackPane instead(Node whilePicked) {
        Label hint = hint();
        hint.visibleProperty().bind(model.similarityMapProperty().isNull());
        whilePicked.visibleProperty().bind(model.similarityMapProperty().isNotNull());
        StackPane place = new StackPane(hint, whilePicked);
        place.setAlignment(Pos.CENTER_RIGHT);
        return place;
    }

    private static Label hint() {
        Label label = new Label("PCA");
        label.getStyleClass().add("tile-hint");
        label.setTooltip(
                new Tooltip(
                        "Red, green and blue are the first three principal components of the image's target embeddings, in both panels."));
        return label;
    }

    private void pick(PatchCanvas canvas, MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
            model.pick(canvas.geometry().patchAt(event.getX(), event.getY()).orElse(PredictModel.NONE));
        }
    }

    private void outline(PatchCanvas canvas) {
        canvas.dimmingProperty().set(false);
        canvas.pictureOpacityProperty().set(FAINT);
        canvas.layoutStateProperty().bind(model.layout().stateProperty());
        canvas.selectedProperty().bind(model.layout().selectedProperty());
    }

    private void showErrors() {
        outline(error.canvas());
        error.canvas().cellsProperty().bind(model.errorCellsProperty());
        ColourBar bar = new ColourBar();
        Runnable follow = () -> bar.show(
                model.errorMapProperty().get(), model.distanceProperty().get().title());
        model.errorMapProperty().addListener(ignored -> follow.run());
        follow.run();
        error.aside(bar);
    }

    private HBox distances() {
        ChoiceBox<Distance> choice = new ChoiceBox<>();
        choice.getItems().setAll(Distance.values());
        choice.setConverter(new Titles<>(Distance::title));
        choice.valueProperty().bindBidirectional(model.distanceProperty());
        choice.setId("distance");
        choice.setTooltip(new Tooltip("What errors are measured by"));
        Label label = new Label("Error as");
        label.setLabelFor(choice);
        label.getStyleClass().add("tile-hint");
        HBox box = new HBox(8, label, choice, new Separator(Orientation.VERTICAL));
        box.setAlignment(Pos.CENTER);
        return box;
    }

    private GridPane tiles() {
        GridPane tiles = new GridPane();
        tiles.getStyleClass().add("tiles");
        for (int i = 0; i < COLUMNS; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100.0 / COLUMNS);
            tiles.getColumnConstraints().add(column);
        }
        for (double share : new double[] {UPPER_SHARE, 100 - UPPER_SHARE}) {
            RowConstraints row = new RowConstraints();
            row.setPercentHeight(share);
            tiles.getRowConstraints().add(row);
        }
        tiles.addRow(0, image, context, target, predicted);
        tiles.add(error, 0, 1);
        tiles.add(blocks(), 1, 1, COLUMNS - 1, 1);
        return tiles;
    }

    private VBox blocks() {
        BlockTable table = new BlockTable(model);
        VBox.setVgrow(table, Priority.ALWAYS);
        Label title = new Label("Blocks beside two trivial baselines");
        title.getStyleClass().add("section-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label summary = new Label();
        summary.textProperty().bind(model.summaryProperty());
        summary.getStyleClass().add("tile-hint");
        summary.setId("predict-summary");
        HBox head = new HBox(8, title, space, summary);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("tile-head");
        VBox blocks = new VBox(head, table);
        blocks.getStyleClass().add("tile");
        return blocks;
    }

    private VBox readout() {
        Label pointed = new Label();
        pointed.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> {
                            String patch =
                                    model.describe(model.pointedProperty().get());
                            return patch.isEmpty() ? HINT : patch;
                        },
                        model.pointedProperty(),
                        model.errorCellsProperty(),
                        model.layout().stateProperty()));
        pointed.getStyleClass().add("readout");
        pointed.setId("predict-readout");
        VBox lines = new VBox(pointed);
        lines.setAlignment(Pos.CENTER);
        lines.getStyleClass().add("readouts");
        return lines;
    }
}
