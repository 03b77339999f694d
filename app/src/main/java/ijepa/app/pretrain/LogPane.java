package ijepa.app.pretrain;

import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MultipleSelectionModel;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The first run's log as it is written: its newest lines, and of them those that hold some words. */
public final class LogPane extends VBox {

    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final ListView<String> list = new ListView<>();
    private final TextField filter = new TextField();
    private final ToggleButton atEnd = new ToggleButton("", new FontIcon(Feather.CHEVRONS_DOWN));
    private final ListChangeListener<String> follow = change -> showEnd();
    private LogModel log;

    public LogPane(RunCurvesModel model) {
        super(6);
        getStyleClass().add("log-pane");
        list.setId("run-log");
        list.getStyleClass().add("run-log");
        list.setAccessibleText("Log of the run");
        list.setPlaceholder(new Label("No such line"));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setCellFactory(ignored -> new Line());
        list.setOnKeyPressed(event -> {
            if (COPY.match(event)) {
                copy(list.getSelectionModel());
                event.consume();
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        filter.setId("log-filter");
        filter.setPromptText("Filter the log: words a line holds");
        filter.setAccessibleText("Words that shown lines hold");
        filter.getStyleClass().add("small");
        HBox.setHgrow(filter, Priority.ALWAYS);
        atEnd.getStyleClass().addAll("icon-button", "tight");
        atEnd.setSelected(true);
        atEnd.setTooltip(new Tooltip("Stay at the newest line"));
        atEnd.setAccessibleText("Stay at the newest line");
        atEnd.setOnAction(event -> showEnd());
        HBox bar = new HBox(6, filter, atEnd);
        bar.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(bar, list);
        model.firstProperty().addListener((property, old, now) -> show(now));
        show(model.firstProperty().get());
    }

    private void show(FollowedRunModel run) {
        if (log != null) {
            filter.textProperty().unbindBidirectional(log.filterProperty());
            log.shown().removeListener(follow);
        }
        log = run == null ? new LogModel() : run.log();
        log.filterProperty().set(filter.getText());
        filter.textProperty().bindBidirectional(log.filterProperty());
        log.shown().addListener(follow);
        list.setItems(log.shown());
        showEnd();
    }

    private void showEnd() {
        if (atEnd.isSelected() && !log.shown().isEmpty()) {
            list.scrollTo(log.shown().size() - 1);
        }
    }

    private static void copy(MultipleSelectionModel<String> selected) {
        List<String> lines = List.copyOf(selected.getSelectedItems());
        ClipboardContent content = new ClipboardContent();
        content.putString(String.join("\n", lines));
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static final class Line extends ListCell<String> {

        @Override
        protected void updateItem(String line, boolean empty) {
            super.updateItem(line, empty);
            setText(empty ? null : line);
            getStyleClass().remove("failure");
            if (!empty && line.contains("  failed: ")) {
                getStyleClass().add("failure");
            }
        }
    }
}
