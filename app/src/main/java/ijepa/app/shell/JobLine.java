package ijepa.app.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One job: what it does, how far it is, and a cross to cancel it. */
final class JobLine extends HBox {

    JobLine(Job job) {
        super(8);
        getStyleClass().add("job-line");
        setAlignment(Pos.CENTER_RIGHT);
        Label title = new Label();
        title.textProperty()
                .bind(job.cancellingProperty()
                        .map(cancelling -> cancelling ? job.title() + " (cancelling)" : job.title()));
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(job.progressProperty());
        Button cancel = new Button("", new FontIcon(Feather.X));
        cancel.getStyleClass().add("icon-button");
        cancel.setAccessibleText("Cancel: " + job.title());
        cancel.setTooltip(new Tooltip("Cancel"));
        cancel.disableProperty().bind(job.cancellingProperty());
        cancel.setOnAction(event -> job.cancel());
        getChildren().addAll(title, bar, cancel);
    }
}
