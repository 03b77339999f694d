package ijepa.app.predict;

import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import ijepa.app.control.FieldRow;
import ijepa.app.control.FxImages;
import ijepa.app.control.PatchCanvas;
import ijepa.app.control.Titles;
import ijepa.app.predict.EmbeddingChoice.Colouring;
import ijepa.core.model.Network;
import ijepa.renderer.map.MapPanel;

/** Pixels and embeddings from left to right, and below them the errors by patch and by block. */
final class PredictionPane extends ModePane {

    private static final double UPPER_SHARE = 55;

    private final PredictModel model;
    private final PatchPanel image;
    private final BooleanProperty contextAsEmbeddings = new SimpleBooleanProperty();

    PredictionPane(PredictModel model, PanelMaker maker) {
        super(maker, 4, UPPER_SHARE, 100 - UPPER_SHARE);
        this.model = model;
        image = maker.image("predict-image");
        PatchPanel target =
                maker.map("Target embeddings", "predict-target", map(EmbeddingPanels::target), model.noteProperty());
        PatchPanel predicted = maker.map(
                "Predicted embeddings",
                "predict-predicted",
                map(EmbeddingPanels::predicted),
                model.predictionNoteProperty());
        PatchPanel error = maker.map(
                "Error by patch", "predict-error", model.errors().panelProperty(), model.predictionNoteProperty());
        addRow(0, image, context(), target, predicted);
        add(error, 0, 1);
        add(blocks(), 1, 1, 3, 1);
    }

    private ObservableValue<MapPanel> map(Function<EmbeddingPanels, MapPanel> which) {
        return model.panelsProperty().map(which);
    }

    /** The pixels that the context encoder gets, or what it says of them. */
    private StackPane context() {
        PatchPanel pixels = new PatchPanel("What the encoder sees", "predict-context");
        PatchCanvas canvas = pixels.canvas();
        maker().share(canvas);
        canvas.getStyleClass().add("opaque");
        canvas.smoothProperty().set(false);
        canvas.badgesProperty().set(false);
        canvas.layoutStateProperty().bind(model.layout().stateProperty());
        model.selection()
                .imageProperty()
                .addListener((property, old, opened) -> canvas.pictureProperty().set(opened.picture()));
        model.selection().image().ifPresent(opened -> canvas.pictureProperty().set(opened.picture()));
        model.shownProperty().addListener((property, old, shown) -> {
            if (shown != null
                    && (old == null || old.subject().seen() != shown.subject().seen())) {
                canvas.pictureProperty().set(FxImages.of(shown.subject().seen()));
            }
        });
        PatchPanel embeddings = maker().map(
                        "Context embeddings",
                        "predict-context-embeddings",
                        map(EmbeddingPanels::context),
                        model.noteProperty());
        embeddings
                .visibleProperty()
                .bind(contextAsEmbeddings.or(model.pointer().anchorProperty().isNotEqualTo(PatchPointer.NONE)));
        pixels.visibleProperty().bind(embeddings.visibleProperty().not());
        return new StackPane(pixels, embeddings);
    }

    private VBox blocks() {
        BlockTable table = new BlockTable(model);
        VBox.setVgrow(table, Priority.ALWAYS);
        Label title = new Label("Blocks beside three baselines");
        title.getStyleClass().add("section-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label summary = new Label();
        summary.textProperty().bind(model.errors().summaryProperty());
        summary.getStyleClass().add("tile-hint");
        summary.setId("predict-summary");
        HBox head = new HBox(8, title, space, summary);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("tile-head");
        VBox blocks = new VBox(head, table);
        blocks.getStyleClass().add("tile");
        return blocks;
    }

    @Override
    Node canvas() {
        return image.canvas();
    }

    @Override
    List<Node> side() {
        ChoiceBox<Colouring> colouring = new ChoiceBox<>();
        colouring.getItems().setAll(Colouring.values());
        colouring.setConverter(new Titles<>(Colouring::title));
        colouring.valueProperty().bindBidirectional(model.colouringProperty());
        colouring.setId("colouring");
        Label set = SideFields.note(model.set().noteProperty());
        return List.of(
                SideFields.head("Embeddings"),
                new FieldRow("Colours of", colouring),
                new FieldRow("Encoder layer", layers(Network.ENCODER, model.layerProperty(), "Last", "encoder-layer")),
                new FieldRow(
                        "Predictor layer",
                        layers(Network.PREDICTOR, model.predictorLayerProperty(), "Prediction", "predictor-layer")),
                SideFields.toggle("Context as embeddings", contextAsEmbeddings, "context-as-embeddings"),
                SideFields.toggle("Follow the pointer", model.pointer().followingProperty(), "follow-pointer"),
                SideFields.head("Baselines"),
                SideFields.toggle("Mean over the filmstrip", model.set().wantedProperty(), "set-mean"),
                set,
                SideFields.note(
                        new SimpleStringProperty(
                                "Mean: the image's mean embedding is predicted everywhere. Nearest: a copy of the nearest context patch. Untrained: a predictor with fresh weights.")));
    }

    /** A choice of layers that follows the checkpoint; 0 is what the network gives out. */
    private ChoiceBox<Number> layers(Network network, IntegerProperty layer, String last, String id) {
        ChoiceBox<Number> choice = new ChoiceBox<>();
        choice.setConverter(new Titles<>(number -> number.intValue() == EmbeddingChoice.LAST ? last : "" + number));
        Runnable fill = () -> {
            int count = EmbeddingChoice.layers(model.selection(), network);
            choice.getItems().setAll(EmbeddingChoice.LAST);
            for (int i = 1; i < count; i++) {
                choice.getItems().add(i);
            }
            choice.setValue(layer.get());
        };
        model.selection().checkpointProperty().addListener(ignored -> fill.run());
        fill.run();
        choice.valueProperty().addListener((property, old, chosen) -> {
            if (chosen != null) {
                layer.set(chosen.intValue());
            }
        });
        layer.addListener((property, old, now) -> choice.setValue(now.intValue()));
        choice.setId(id);
        choice.disableProperty().bind(Bindings.size(choice.getItems()).lessThan(2));
        return choice;
    }
}
