package ijepa.app.mask;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.layout.FlowPane;

import ijepa.app.control.FxImages;
import ijepa.app.control.LayoutState;
import ijepa.app.control.PatchCanvas;

/** The coming draws on the open picture; a click goes to one. */
final class ContactSheet extends ScrollPane {

    private static final double SIDE = 96;

    private final MaskModel model;
    private final FlowPane sheet = new FlowPane(6, 6);
    private Image picture;

    ContactSheet(MaskModel model) {
        this.model = model;
        getStyleClass().add("contact-sheet");
        setContent(sheet);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        model.upcoming().draws().addListener((ListChangeListener<UpcomingModel.Draw>) change -> fill());
        model.picture().pictureProperty().subscribe(shaped -> {
            picture = shaped == null ? null : FxImages.of(shaped);
            fill();
        });
    }

    private void fill() {
        sheet.getChildren().clear();
        for (UpcomingModel.Draw draw : model.upcoming().draws()) {
            PatchCanvas canvas = new PatchCanvas();
            canvas.setMinSize(SIDE, SIDE);
            canvas.setMaxSize(SIDE, SIDE);
            canvas.setMouseTransparent(true);
            canvas.gridLinesProperty().set(false);
            canvas.badgesProperty().set(false);
            canvas.gridProperty().set(draw.layout().grid());
            canvas.pictureProperty().set(picture);
            canvas.layoutStateProperty().set(LayoutState.of(draw.layout()));
            Button button = new Button(Long.toString(draw.iteration()), canvas);
            button.setContentDisplay(ContentDisplay.TOP);
            button.getStyleClass().addAll("flat", "contact");
            button.setAccessibleText("Go to the masks of iteration " + draw.iteration());
            button.setOnAction(event -> model.upcoming().goTo(draw));
            sheet.getChildren().add(button);
        }
    }
}
