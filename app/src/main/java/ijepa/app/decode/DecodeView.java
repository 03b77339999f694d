package ijepa.app.decode;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

import ijepa.app.control.BlockGestures;
import ijepa.app.control.LayoutTools;
import ijepa.app.control.PatchCanvas;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.ShellModel;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The Decode workspace: rows of samples in the middle, the image with its blocks and the fields at the side. */
final class DecodeView extends BorderPane {

    private static final double CANVAS_SIDE = 260;

    private final DecodeModel model;
    private final PatchCanvas canvas = new PatchCanvas();
    private final DecodedPane decoded;

    DecodeView(DecodeModel model, ShellModel shell, FileDialogs dialogs, Runnable train) {
        this.model = model;
        DecodeSaving saving = new DecodeSaving(shell, dialogs);
        decoded = new DecodedPane(model, saving);
        getStyleClass().add("workspace");
        Button save = new Button("", new FontIcon(Feather.DOWNLOAD));
        save.setId("decode-save");
        save.getStyleClass().add("icon-button");
        save.setAccessibleText("Save all rows as PNG");
        save.setTooltip(new Tooltip("Save all rows as PNG"));
        save.disableProperty().bind(model.gridProperty().isNull());
        save.setOnAction(event -> saving.all(decoded, model.gridProperty().get(), decoded.shows()));
        setTop(new LayoutTools(
                model.layout(),
                model.selection().sampling()::next,
                model.selection().sampling().problemProperty().isEmpty(),
                canvas,
                save));
        setCenter(middle());
        ScrollPane fields = new ScrollPane(new DecodeSide(model, shell, dialogs, decoded.aloneProperty(), train));
        fields.setFitToWidth(true);
        fields.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        fields.getStyleClass().addAll("side-panel", "predict-side");
        BorderPane side = new BorderPane(fields);
        side.setTop(image());
        side.getStyleClass().add("decode-side");
        setRight(side);
    }

    void focusCanvas() {
        canvas.requestFocus();
    }

    private StackPane middle() {
        ScrollPane scroll = new ScrollPane(decoded);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.AS_NEEDED);
        scroll.getStyleClass().add("decoded-scroll");
        scroll.viewportBoundsProperty().addListener((property, old, bounds) -> decoded.fit(bounds.getWidth()));
        Label note = new Label();
        note.setId("decode-note");
        note.getStyleClass().add("tile-note");
        note.setWrapText(true);
        note.setTextAlignment(TextAlignment.CENTER);
        note.setMouseTransparent(true);
        note.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.gridProperty().get() == null
                                ? model.noteProperty().get()
                                : "",
                        model.gridProperty(),
                        model.noteProperty()));
        return new StackPane(scroll, note);
    }

    /** The image with blocks that can be edited. */
    private VBox image() {
        canvas.setId("decode-image");
        canvas.setPrefSize(CANVAS_SIDE, CANVAS_SIDE);
        canvas.setAccessibleText("Image and blocks");
        canvas.gridProperty()
                .bind(Bindings.createObjectBinding(
                        () -> model.layout().state() == null
                                ? null
                                : model.layout().state().grid(),
                        model.layout().stateProperty()));
        BlockGestures.install(canvas, model.layout());
        model.selection().imageProperty().addListener((property, old, opened) -> picture(opened));
        model.selection().image().ifPresent(this::picture);
        VBox box = new VBox(canvas);
        box.getStyleClass().add("decode-image");
        return box;
    }

    private void picture(OpenImage opened) {
        canvas.pictureProperty().set(opened.picture());
    }
}
