package ijepa.app.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Shows errors above the workspace; they stay until they are dismissed or what failed works. */
final class NoticeBar extends HBox {

    private final Label text = new Label();
    private final Hyperlink onward = new Hyperlink();

    NoticeBar(Notices notices) {
        getStyleClass().add("notice-bar");
        setAlignment(Pos.CENTER_LEFT);
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.setMaxWidth(Double.MAX_VALUE);
        text.setId("notice");
        HBox.setHgrow(text, Priority.ALWAYS);
        Button close = new Button("", new FontIcon(Feather.X));
        close.getStyleClass().add("icon-button");
        close.setAccessibleText("Dismiss");
        close.setTooltip(new Tooltip("Dismiss"));
        close.setOnAction(event -> notices.dismissError());
        onward.setId("notice-action");
        onward.setMinWidth(Region.USE_PREF_SIZE);
        onward.managedProperty().bind(onward.visibleProperty());
        getChildren().addAll(new FontIcon(Feather.ALERT_TRIANGLE), text, onward, close);
        managedProperty().bind(visibleProperty());
        notices.errorProperty().addListener((property, old, notice) -> show(notice));
        show(notices.errorProperty().get());
    }

    private void show(Notices.Notice notice) {
        setVisible(notice != null);
        if (notice != null) {
            text.setText(notice.text());
            onward.setVisible(notice.action().isPresent());
            notice.action().ifPresent(action -> {
                onward.setText(action.title());
                onward.setOnAction(event -> action.run().run());
            });
        }
    }
}
