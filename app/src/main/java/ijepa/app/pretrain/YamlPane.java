package ijepa.app.pretrain;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The configuration as text. What the form changes is changed in place, so that caret, scroll and undo stay. */
final class YamlPane extends BorderPane {

    private final TextArea area = new TextArea();

    YamlPane(RunDraft model) {
        getStyleClass().add("yaml-pane");
        area.setId("yaml");
        area.setAccessibleText("Configuration as YAML");
        area.getStyleClass().add("code");
        area.setText(model.textProperty().get());
        area.textProperty()
                .addListener((property, old, typed) -> model.textProperty().set(typed));
        model.textProperty().addListener((property, old, text) -> replace(text));
        setCenter(area);
        setBottom(new VBox(problem(model.yamlProblemProperty()), problem(model.otherProblemsProperty())));
    }

    private static Label problem(ReadOnlyStringProperty words) {
        Label label = new Label();
        label.getStyleClass().add("field-problem");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.textProperty().bind(words);
        label.visibleProperty().bind(label.textProperty().isNotEmpty());
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private void replace(String text) {
        String shown = area.getText();
        if (shown.equals(text)) {
            return;
        }
        int most = Math.min(shown.length(), text.length());
        int same = 0;
        while (same < most && shown.charAt(same) == text.charAt(same)) {
            same++;
        }
        int tail = 0;
        while (tail < most - same && shown.charAt(shown.length() - 1 - tail) == text.charAt(text.length() - 1 - tail)) {
            tail++;
        }
        double scroll = area.getScrollTop();
        area.replaceText(same, shown.length() - tail, text.substring(same, text.length() - tail));
        if (same == 0) {
            area.positionCaret(0);
        } else {
            area.setScrollTop(scroll);
        }
    }
}
