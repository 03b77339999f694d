package ijepa.app.pretrain;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

import ijepa.app.control.WhileShown;

/** Bars of memory and processors, read every two seconds while they are seen. */
public final class MetersPanel extends VBox {

    private static final Duration EVERY = Duration.seconds(2);

    public MetersPanel(RunCurvesModel runs) {
        super(7);
        setId("meters");
        MetersModel model = new MetersModel();
        model.metersProperty().addListener((property, old, now) -> show(now));
        Runnable read = () -> model.read(runs.firstProperty().get(), Machine.now());
        WhileShown.repeat(this, EVERY, read);
        runs.firstProperty().addListener(ignored -> read.run());
    }

    private void show(List<MetersModel.Meter> meters) {
        getChildren().setAll(meters.stream().map(MetersPanel::row).toList());
    }

    private static VBox row(MetersModel.Meter meter) {
        Label title = new Label(meter.title());
        title.getStyleClass().add("readout");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label text = new Label(meter.text());
        text.getStyleClass().add("meter-text");
        VBox row = new VBox(3, new HBox(8, title, space, text));
        if (meter.share() >= 0) {
            ProgressBar bar = new ProgressBar(Math.min(1, meter.share()));
            bar.getStyleClass().add("meter");
            bar.setMaxWidth(Double.MAX_VALUE);
            bar.setAccessibleText(meter.title() + ": " + meter.text());
            row.getChildren().add(bar);
        }
        return row;
    }
}
