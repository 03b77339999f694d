package ijepa.app.figure;

import java.awt.image.BufferedImage;
import javafx.beans.binding.Bindings;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;

/** The figure on white paper, as large as there is room, drawn by the same code that writes its files. */
final class PreviewPane extends StackPane {

    private static final double MARGIN = 48;
    private static final double LARGEST = 4;
    private static final double SMALLEST = 0.4;
    /** Sizes are taken in steps, so that a window that is being resized does not ask for a drawing at every pixel. */
    private static final double STEP = 0.1;

    private final FigureModel model;
    private final ImageView paper = new ImageView();

    PreviewPane(FigureModel model) {
        this.model = model;
        getStyleClass().add("stage");
        paper.setId("figure-preview");
        StackPane sheet = new StackPane(paper);
        sheet.getStyleClass().add("figure-paper");
        sheet.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        StackPane table = new StackPane(sheet);
        table.getStyleClass().add("figure-table");
        ScrollPane scroll = new ScrollPane(table);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("figure-scroll");
        Label hint = new Label("No parts yet. Choose a template at the right and press Add,"
                + " send a view here from another workspace, or drop a figure of yours on the window.");
        hint.setWrapText(true);
        hint.setMaxWidth(380);
        hint.getStyleClass().add("figure-hint");
        hint.visibleProperty().bind(Bindings.isEmpty(model.parts()));
        ProgressIndicator busy = new ProgressIndicator();
        busy.setMaxSize(28, 28);
        busy.visibleProperty().bind(model.preview().busyProperty());
        StackPane.setAlignment(busy, Pos.TOP_RIGHT);
        getChildren().addAll(scroll, hint, busy);
        sheet.visibleProperty().bind(model.preview().previewProperty().isNotNull());
        model.preview().previewProperty().addListener((property, old, now) -> show(now));
        widthProperty().addListener(ignored -> fit());
        heightProperty().addListener(ignored -> fit());
        model.page().widthProperty().addListener(ignored -> fit());
        show(model.preview().previewProperty().get());
    }

    private static double screenScale() {
        return Screen.getPrimary().getOutputScaleX();
    }

    private void show(PreviewModel.Preview now) {
        if (now == null) {
            paper.setImage(null);
            return;
        }
        BufferedImage pixels = now.pixels();
        paper.setImage(SwingFXUtils.toFXImage(pixels, null));
        paper.setFitWidth(pixels.getWidth() / screenScale());
        paper.setPreserveRatio(true);
        fit();
    }

    /** As wide as there is room; not taller than the room where that leaves it readable. */
    private void fit() {
        double width = model.page().format().width();
        double scale = (getWidth() - MARGIN) / width;
        PreviewModel.Preview now = model.preview().previewProperty().get();
        if (now != null) {
            double height = width * now.pixels().getHeight() / now.pixels().getWidth();
            double tall = (getHeight() - MARGIN) / height;
            scale = Math.min(scale, Math.max(tall, 1));
        }
        double stepped = Math.floor(Math.clamp(scale, SMALLEST, LARGEST) / STEP) * STEP;
        model.preview().pixelsPerPointProperty().set(stepped * screenScale());
    }
}
