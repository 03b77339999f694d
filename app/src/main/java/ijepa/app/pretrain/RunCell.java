package ijepa.app.pretrain;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One run in the list: state, name, epoch, course of the loss, what and where. */
final class RunCell extends ListCell<RunEntry> {

    private static final PseudoClass ALIVE = PseudoClass.getPseudoClass("alive");
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final FontIcon icon = new FontIcon(Feather.CIRCLE);
    private final Label name = new Label();
    private final Label state = new Label();
    private final Label what = new Label();
    private final Sparkline course = new Sparkline();
    private final ProgressBar progress = new ProgressBar();
    private final VBox content;
    private Subscription following = Subscription.EMPTY;

    RunCell() {
        getStyleClass().add("run-cell");
        name.getStyleClass().add("run-name");
        name.setMinWidth(0);
        state.getStyleClass().add("run-state");
        what.getStyleClass().add("run-what");
        HBox title = new HBox(6, icon, name);
        title.setAlignment(Pos.CENTER_LEFT);
        VBox words = new VBox(2, title, state);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        HBox upper = new HBox(8, words, course);
        upper.setAlignment(Pos.CENTER_LEFT);
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.managedProperty().bind(progress.visibleProperty());
        what.managedProperty().bind(what.visibleProperty());
        content = new VBox(3, upper, what, progress);
        content.setMinWidth(0);
        content.setPrefWidth(Region.USE_COMPUTED_SIZE);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(RunEntry run, boolean empty) {
        super.updateItem(run, empty);
        following.unsubscribe();
        following = Subscription.EMPTY;
        if (empty || run == null) {
            setGraphic(null);
            setTooltip(null);
            return;
        }
        following = run.snapshotProperty().subscribe(this::show);
        setGraphic(content);
        setTooltip(new Tooltip(run.path().toString()));
    }

    private void show(RunSnapshot run) {
        icon.setIconCode(icon(run.condition()));
        name.setText(run.name());
        state.setText(run.condition().title() + (run.epochs().isEmpty() ? "" : " \u00b7 " + run.epochs()));
        String where = run.where();
        String kind = run.facts().kind();
        what.setText(kind + (kind.isEmpty() || where.isEmpty() ? "" : " \u00b7 ") + where);
        what.setVisible(!what.getText().isEmpty());
        course.show(run.losses());
        progress.setProgress(run.share());
        progress.setVisible(run.condition().isAlive());
        for (Node part : new Node[] {icon, state}) {
            part.pseudoClassStateChanged(ALIVE, run.condition().isAlive());
            part.pseudoClassStateChanged(WRONG, run.condition().isWrong());
        }
        setAccessibleText(run.name() + ", " + state.getText() + ", " + what.getText());
    }

    static Ikon icon(Condition condition) {
        return switch (condition) {
            case LAUNCHING, STARTING -> Feather.LOADER;
            case RUNNING -> Feather.PLAY_CIRCLE;
            case PAUSED -> Feather.PAUSE_CIRCLE;
            case FINISHED -> Feather.CHECK_CIRCLE;
            case STOPPED -> Feather.STOP_CIRCLE;
            case FAILED, NOT_STARTED -> Feather.ALERT_CIRCLE;
            case DEAD -> Feather.X_CIRCLE;
        };
    }
}
