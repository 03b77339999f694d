package ijepa.app.pretrain;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.theme.Styles;
import ijepa.app.shell.FileDialogs;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Below a run that is written: its folder, the check and the start, and what came of them. */
final class RunFoot extends VBox {

    private final RunDraft draft;
    private final String prefix;
    private final HBox line;

    /**
     * The foot of a form.
     *
     * @param prefix   of the nodes' ids
     * @param unusable while there is nothing that could be checked or started
     * @param start    starts the run
     */
    RunFoot(RunDraft draft, FileDialogs dialogs, String prefix, BooleanExpression unusable, Runnable start) {
        super(6);
        this.draft = draft;
        this.prefix = prefix;
        Button check = button("Check", Feather.CHECK_SQUARE, "check", draft::look);
        check.setTooltip(new Tooltip("Look at everything that the run would need, without starting it"));
        check.visibleProperty().bind(draft.check().runningProperty().not());
        check.managedProperty().bind(check.visibleProperty());
        check.disableProperty().bind(unusable);
        Button cancel = button("Cancel", Feather.X, "cancel-check", draft.check()::cancel);
        cancel.visibleProperty().bind(draft.check().runningProperty());
        cancel.managedProperty().bind(cancel.visibleProperty());
        Button begin = button("Start", Feather.PLAY, "start", start);
        begin.getStyleClass().add(Styles.ACCENT);
        begin.setTooltip(new Tooltip("Checks and, unless something failed, starts the run in a process of its own"));
        begin.disableProperty().bind(unusable.or(draft.startingProperty()));
        TextField folder = folder();
        line = new HBox(10, new Label("Run folder"), folder, choose(folder, dialogs), check, cancel, begin);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(note(), line);
        getStyleClass().add("run-foot");
    }

    /** Puts something more before the buttons. */
    RunFoot with(Region more) {
        line.getChildren().add(3, more);
        return this;
    }

    private TextField folder() {
        TextField folder = new TextField();
        folder.setId(prefix + "run-folder");
        folder.textProperty().bindBidirectional(draft.folderProperty());
        folder.setAccessibleText("Folder of the run");
        HBox.setHgrow(folder, Priority.ALWAYS);
        return folder;
    }

    private static Button choose(TextField folder, FileDialogs dialogs) {
        Button choose = new Button("", new FontIcon(Feather.FOLDER));
        choose.getStyleClass().add("icon-button");
        choose.setAccessibleText("Choose the folder of the run");
        choose.setOnAction(
                event -> dialogs.folderFor("Folder of the run").ifPresent(chosen -> folder.setText(chosen.toString())));
        return choose;
    }

    private Button button(String title, Feather icon, String id, Runnable action) {
        Button button = new Button(title, new FontIcon(icon));
        button.setId(prefix + id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    private HBox note() {
        ProgressIndicator turning = new ProgressIndicator();
        turning.setPrefSize(16, 16);
        turning.setMinSize(16, 16);
        turning.visibleProperty().bind(draft.check().runningProperty());
        turning.managedProperty().bind(turning.visibleProperty());
        Label words = new Label();
        words.setId(prefix + "check-note");
        words.setWrapText(true);
        words.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> draft.launchProblemProperty().get().isEmpty()
                                ? draft.check().noteProperty().get()
                                : draft.launchProblemProperty().get(),
                        draft.launchProblemProperty(),
                        draft.check().noteProperty()));
        HBox note = new HBox(8, turning, words);
        note.setAlignment(Pos.CENTER_LEFT);
        note.visibleProperty().bind(words.textProperty().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        return note;
    }
}
