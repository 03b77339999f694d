package ijepa.app.predict;

import java.util.List;
import java.util.Locale;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import ijepa.app.control.FxImages;
import ijepa.app.control.LayoutState;
import ijepa.app.control.PatchCanvas;
import ijepa.app.predict.NeighbourModel.Neighbour;
import ijepa.app.shell.FileDialogs;
import ijepa.core.mask.MaskLayout;

/** The image, and blocks of other images that are like the predicted one. */
final class NeighbourPane extends ModePane {

    private static final double THUMBNAIL = 138;

    private final PredictModel model;
    private final FileDialogs dialogs;
    private final PatchPanel image;
    private final FlowPane thumbnails = new FlowPane(8, 8);

    NeighbourPane(PredictModel model, PanelMaker maker, FileDialogs dialogs) {
        super(maker, 5, 100);
        this.model = model;
        this.dialogs = dialogs;
        image = maker.image("neighbour-image");
        thumbnails.getStyleClass().add("neighbours");
        thumbnails.setId("neighbours");
        ScrollPane scroll = new ScrollPane(thumbnails);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        Label title = new Label("Nearest blocks");
        title.getStyleClass().add("section-title");
        StackPane head = new StackPane(title);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("tile-head");
        VBox tile = new VBox(head, scroll);
        tile.getStyleClass().add("tile");
        add(image, 0, 0, 2, 1);
        add(tile, 2, 0, 3, 1);
        model.neighbours().found().addListener((Observable ignored) -> fill());
        fill();
    }

    private void fill() {
        thumbnails
                .getChildren()
                .setAll(model.neighbours().found().stream().map(this::thumbnail).toList());
    }

    private Node thumbnail(Neighbour neighbour) {
        PatchCanvas canvas = new PatchCanvas();
        canvas.setPrefSize(THUMBNAIL, THUMBNAIL);
        canvas.gridLinesProperty().set(false);
        canvas.badgesProperty().set(false);
        canvas.dimmingProperty().set(false);
        canvas.pictureProperty().set(FxImages.of(neighbour.picture()));
        canvas.gridProperty().set(model.layout().state().grid());
        canvas.layoutStateProperty()
                .set(LayoutState.of(
                        new MaskLayout(model.layout().state().grid(), List.of(), List.of(neighbour.block()), false)));
        canvas.setAccessibleText(neighbour.file().getFileName() + ", rows "
                + neighbour.block().top() + " on, columns " + neighbour.block().left() + " on");
        Label words = new Label(String.format(
                Locale.ROOT,
                "%.3f  %s",
                neighbour.similarity(),
                neighbour.file().getFileName()));
        words.getStyleClass().add("tile-hint");
        words.setMaxWidth(THUMBNAIL);
        Tooltip.install(canvas, new Tooltip(neighbour.file().toString()));
        return new VBox(canvas, words);
    }

    @Override
    Node canvas() {
        return image.canvas();
    }

    @Override
    List<Node> side() {
        NeighbourModel neighbours = model.neighbours();
        Label where = SideFields.note(Bindings.createStringBinding(
                () -> neighbours.folderProperty().get() == null
                        ? ""
                        : neighbours.folderProperty().get().toString(),
                neighbours.folderProperty()));
        return List.of(
                SideFields.head("Images to look in"),
                SideFields.button(
                        "Choose a folder\u2026",
                        "choose-neighbours",
                        () -> dialogs.folder().ifPresent(neighbours::lookIn)),
                where,
                SideFields.toggle("Content, not place", neighbours.contentProperty(), "neighbour-content"),
                SideFields.progress(neighbours.runningProperty(), neighbours.progressProperty(), neighbours::cancel),
                SideFields.note(neighbours.noteProperty()));
    }
}
