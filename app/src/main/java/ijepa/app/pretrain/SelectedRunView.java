package ijepa.app.pretrain;

import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import ijepa.app.shell.FileDialogs;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The selected run: what can be done with it, what went wrong with it, and how it goes. */
final class SelectedRunView extends BorderPane {

    private final PretrainModel model;
    private final VBox wrong = new VBox(8);
    private final Label wrongText = new Label();
    private final TextArea lastLines = new TextArea();
    private final Button again = new Button("", new FontIcon(Feather.ROTATE_CCW));

    SelectedRunView(PretrainModel model, FileDialogs dialogs) {
        this.model = model;
        getStyleClass().add("selected-run");
        wrong();
        setTop(new VBox(new RunHeader(model), wrong));
        setCenter(new RunView(
                model.curves(),
                new CurveExports(
                        dialogs,
                        model.shell().notices(),
                        model.shell().background(),
                        Optional.of(model::sendToFigures))));
        model.runs().selectedProperty().flatMap(RunEntry::snapshotProperty).subscribe(run -> {
            if (run != null) {
                show(run);
            }
        });
    }

    private void wrong() {
        wrongText.setWrapText(true);
        wrongText.setId("run-problem");
        HBox.setHgrow(wrongText, Priority.ALWAYS);
        again.setMinWidth(Region.USE_PREF_SIZE);
        again.setOnAction(event -> again());
        HBox line = new HBox(10, new FontIcon(Feather.ALERT_TRIANGLE), wrongText, again);
        line.setAlignment(Pos.CENTER_LEFT);
        lastLines.setEditable(false);
        lastLines.setAccessibleText("Last lines of the log");
        lastLines.getStyleClass().add("code");
        lastLines.setPrefRowCount(4);
        wrong.getChildren().addAll(line, lastLines);
        wrong.getStyleClass().add("run-wrong");
        wrong.managedProperty().bind(wrong.visibleProperty());
    }

    private void again() {
        RunEntry run = model.runs().selectedProperty().get();
        if (run.now().condition() == Condition.NOT_STARTED && run.now().step() == 0) {
            model.duplicate();
        } else {
            model.steering().restart();
        }
    }

    private void show(RunSnapshot run) {
        wrong.setVisible(run.condition().isWrong());
        if (!run.condition().isWrong()) {
            return;
        }
        boolean edited = run.condition() == Condition.NOT_STARTED && run.step() == 0;
        again.setText(edited ? "Edit and try again" : "Resume");
        again.setVisible(edited || RunActions.of(run).restart());
        wrongText.setText(why(run));
        String lines = String.join("\n", run.lastLines());
        if (!lines.equals(lastLines.getText())) {
            lastLines.setText(lines);
            // The end of a text can be scrolled to once it is laid out.
            Platform.runLater(() -> lastLines.setScrollTop(Double.MAX_VALUE));
        }
        lastLines.setVisible(!lines.isEmpty());
        lastLines.setManaged(!lines.isEmpty());
    }

    static String why(RunSnapshot run) {
        return switch (run.condition()) {
            case DEAD ->
                "The process " + run.status().orElseThrow().process().pid()
                        + " of this run is gone; the last it said is from "
                        + Times.local(run.status().orElseThrow().heartbeat())
                        + ". It goes on from its last checkpoint with the numbers it would have had.";
            case FAILED -> run.status().orElseThrow().message();
            case NOT_STARTED ->
                run.step() > 0
                        ? "The process that should have gone on ended before it began. What it printed last:"
                        : "The process of this run ended before it began. What it printed last:";
            default -> "";
        };
    }
}
