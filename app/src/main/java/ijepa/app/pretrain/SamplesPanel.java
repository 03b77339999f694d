package ijepa.app.pretrain;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.VBox;

/** What the first run's decoder draws by now and drew before; nothing where the run draws no samples. */
final class SamplesPanel extends VBox {

    private static final double WIDE = 238;

    private final Label title = new Label();
    private final ImageView picture = new ImageView();
    private final Slider time = new Slider();
    private List<Path> sheets = List.of();
    private Path shown;

    SamplesPanel(RunCurvesModel model) {
        super(6);
        setId("samples");
        title.getStyleClass().addAll("section-title", "section-head");
        picture.setFitWidth(WIDE);
        picture.setPreserveRatio(true);
        picture.setSmooth(true);
        time.setId("samples-time");
        time.setAccessibleText("Which sheet of samples, from the first to the newest");
        time.setMaxWidth(WIDE);
        time.setBlockIncrement(1);
        time.managedProperty().bind(time.visibleProperty());
        time.valueProperty().addListener(ignored -> show());
        getChildren().addAll(title, picture, time);
        managedProperty().bind(visibleProperty());
        var all = model.firstProperty().flatMap(FollowedRunModel::sheetsProperty);
        all.addListener((property, old, now) -> follow(now));
        follow(all.getValue());
    }

    /** Another run's sheets, or one more; whoever looks at the newest goes on to the next one. */
    private void follow(List<Path> now) {
        boolean newest = sheets.isEmpty() || shown == null || shown.equals(sheets.getLast());
        sheets = now == null ? List.of() : now;
        int place = newest ? -1 : sheets.indexOf(shown);
        setVisible(!sheets.isEmpty());
        time.setVisible(sheets.size() > 1);
        time.setMax(Math.max(0, sheets.size() - 1));
        time.setValue(place < 0 ? time.getMax() : place);
        show();
    }

    private void show() {
        Path sheet = sheets.isEmpty() ? null : sheets.get((int) Math.round(time.getValue()));
        if (sheet == null) {
            picture.setImage(null);
        } else if (!sheet.equals(shown)) {
            String name = sheet.getFileName().toString().replaceFirst("\\.png$", "");
            title.setText("Samples, " + name.replaceFirst("^step-0*(?=\\d)", "step "));
            picture.setAccessibleText("Samples of the decoder, " + name);
            // Read in the background: a sheet of many samples is a large picture.
            picture.setImage(new Image(sheet.toUri().toString(), 2 * WIDE, 0, true, true, true));
        }
        shown = sheet;
    }
}
