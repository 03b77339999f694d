package ijepa.app.shell;

import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Shows the current notice; errors stay until they are dismissed or what failed works. */
final class NoticeBar extends HBox {

    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final Duration INFORMATION_STAYS = Duration.seconds(6);

    private final FontIcon icon = new FontIcon(Feather.INFO);
    private final Label text = new Label();
    private final PauseTransition leaving = new PauseTransition(INFORMATION_STAYS);

    NoticeBar(Notices notices) {
        getStyleClass().add("notice-bar");
        setAlignment(Pos.CENTER_LEFT);
        setMaxHeight(Region.USE_PREF_SIZE);
        setPickOnBounds(true);
        text.setWrapText(true);
        text.setId("notice");
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        Button close = new Button("", new FontIcon(Feather.X));
        close.getStyleClass().add("icon-button");
        close.setAccessibleText("Dismiss");
        close.setOnAction(event -> notices.dismiss());
        getChildren().addAll(icon, text, close);
        leaving.setOnFinished(event -> notices.dismiss());
        notices.currentProperty().addListener((property, old, notice) -> show(notice));
        show(notices.currentProperty().get());
    }

    private void show(Notices.Notice notice) {
        leaving.stop();
        setVisible(notice != null);
        if (notice == null) {
            return;
        }
        boolean error = notice.kind() == Notices.Kind.ERROR;
        pseudoClassStateChanged(ERROR, error);
        icon.setIconCode(error ? Feather.ALERT_TRIANGLE : Feather.INFO);
        text.setText(notice.text());
        if (!error) {
            leaving.playFromStart();
        }
    }
}
