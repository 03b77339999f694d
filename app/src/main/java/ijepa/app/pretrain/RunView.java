package ijepa.app.pretrain;

import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;

/** A run as it is watched: curves in the middle, beside them what they mean and what is used, the log below. */
public final class RunView extends BorderPane {

    private static final double WIDE = 270;
    private static final double CURVES_SHARE = 0.78;

    public RunView(RunCurvesModel model, CurveExports exports) {
        getStyleClass().add("run-view");
        SplitPane split = new SplitPane(new RunCurvesView(model, exports), new LogPane(model));
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(CURVES_SHARE);
        DiagnosisPanel diagnosis = new DiagnosisPanel(model);
        Label diagnosisTitle = title("Diagnosis");
        diagnosisTitle.visibleProperty().bind(diagnosis.visibleProperty());
        diagnosisTitle.managedProperty().bind(diagnosis.visibleProperty());
        VBox panel =
                new VBox(diagnosisTitle, diagnosis, new SamplesPanel(model), title("In use"), new MetersPanel(model));
        panel.getStyleClass().add("panel");
        ScrollPane side = new ScrollPane(panel);
        side.setFitToWidth(true);
        side.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        side.getStyleClass().addAll("side-panel", "run-side");
        side.setPrefWidth(WIDE);
        side.setMinWidth(WIDE);
        setCenter(split);
        setRight(side);
    }

    private static Label title(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("section-title", "section-head");
        return label;
    }
}
