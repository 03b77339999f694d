package ijepa.app.pretrain;

import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import ijepa.core.preflight.Finding;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What the check before the start found: passed, warned, failed, each with what to do. */
final class CheckPane extends ScrollPane {

    private static final double TALLEST = 210;
    private static final double TOPIC = 104;

    private final VBox list = new VBox(6);

    CheckPane(CheckModel model) {
        getStyleClass().addAll("check-pane");
        setId("findings");
        setFitToWidth(true);
        setMaxHeight(TALLEST);
        list.getStyleClass().add("check-list");
        setContent(list);
        model.findings().addListener((ListChangeListener<Finding>) change -> {
            list.getChildren()
                    .setAll(model.findings().stream().map(CheckPane::row).toList());
            setVisible(!model.findings().isEmpty());
            setVvalue(0);
        });
        setVisible(!model.findings().isEmpty());
        managedProperty().bind(visibleProperty());
    }

    private static HBox row(Finding finding) {
        FontIcon icon = new FontIcon(icon(finding.level()));
        Label topic = new Label(finding.topic());
        topic.getStyleClass().add("section-title");
        topic.setMinWidth(TOPIC);
        Label text = wrapped(finding.text());
        VBox words = new VBox(1, text);
        if (!finding.remedy().isEmpty()) {
            Label remedy = wrapped(finding.remedy());
            remedy.getStyleClass().add("remedy");
            words.getChildren().add(remedy);
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(8, icon, topic, words);
        row.setAlignment(Pos.TOP_LEFT);
        row.getStyleClass().add("check-finding");
        row.pseudoClassStateChanged(
                PseudoClass.getPseudoClass(finding.level().name().toLowerCase(Locale.ROOT)), true);
        return row;
    }

    private static Label wrapped(String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static Ikon icon(Finding.Level level) {
        return switch (level) {
            case PASSED -> Feather.CHECK_CIRCLE;
            case WARNED -> Feather.ALERT_TRIANGLE;
            case FAILED -> Feather.X_OCTAGON;
        };
    }
}
