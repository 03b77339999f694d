package ijepa.app.pretrain;

import java.nio.file.Path;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.VBox;

/** What the first run's decoder draws by now; nothing where the run draws no samples. */
final class SamplesPanel extends VBox {

    private static final double WIDE = 238;

    private final Label title = new Label();
    private final ImageView picture = new ImageView();

    SamplesPanel(RunCurvesModel model) {
        super(6);
        setId("samples");
        title.getStyleClass().addAll("section-title", "section-head");
        picture.setFitWidth(WIDE);
        picture.setPreserveRatio(true);
        picture.setSmooth(true);
        getChildren().addAll(title, picture);
        managedProperty().bind(visibleProperty());
        var sheet = model.firstProperty().flatMap(FollowedRunModel::sheetProperty);
        sheet.addListener((property, old, now) -> show(now));
        show(sheet.getValue());
    }

    private void show(Path sheet) {
        setVisible(sheet != null);
        if (sheet == null) {
            picture.setImage(null);
            return;
        }
        String name = sheet.getFileName().toString().replaceFirst("\\.png$", "");
        title.setText("Samples, " + name.replaceFirst("^step-0*(?=\\d)", "step "));
        picture.setAccessibleText("Samples of the decoder, " + name);
        // Read in the background: a sheet of many samples is a large picture.
        picture.setImage(new Image(sheet.toUri().toString(), 2 * WIDE, 0, true, true, true));
    }
}
