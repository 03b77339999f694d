package ijepa.app.pretrain;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.theme.Styles;
import ijepa.app.shell.Notices;
import ijepa.core.InputException;
import ijepa.core.run.RunCommand;
import ijepa.core.run.RunStatus;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Name and state of the selected run, and everything that can be done with it. */
final class RunHeader extends VBox {

    private static final Map<Integer, String> ASKING = new java.util.TreeMap<>(Map.of(
            0, "Show the checkpoints that the run writes",
            30, "Ask it for one every 30 seconds",
            120, "Ask it for one every 2 minutes",
            600, "Ask it for one every 10 minutes"));

    private final PretrainModel model;
    private final SteeringModel steering;
    private final Label name = new Label();
    private final Label state = new Label();
    private final ContinuePane longer;
    private final VBox asking = new VBox();

    /** A decoder's checkpoint is no model that the window could show. */
    private final ObservableValue<Boolean> decoder;

    RunHeader(PretrainModel model) {
        super(8);
        this.model = model;
        steering = model.steering();
        longer = new ContinuePane(model);
        decoder = model.runs()
                .selectedProperty()
                .flatMap(RunEntry::snapshotProperty)
                .map(RunSnapshot::isDecoder)
                .orElse(false);
        getStyleClass().add("run-head");
        name.getStyleClass().add("run-title");
        name.setMinWidth(0);
        state.getStyleClass().add("run-line");
        state.setId("run-state");
        state.setMinWidth(0);
        VBox words = new VBox(2, name, state);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox first = new HBox(8, words, watch(), watchMenu(), more());
        first.setAlignment(Pos.CENTER_LEFT);
        HBox second = new HBox(
                6,
                action("Pause", Feather.PAUSE, "pause", RunActions::pause, () -> steering.send(RunCommand.PAUSE)),
                action("Go on", Feather.PLAY, "go-on", RunActions::goOn, () -> steering.send(RunCommand.RESUME)),
                action("Resume", Feather.ROTATE_CCW, "restart", RunActions::restart, steering::restart),
                action(
                        "Checkpoint now",
                        Feather.SAVE,
                        "checkpoint",
                        RunActions::checkpoint,
                        () -> steering.send(RunCommand.CHECKPOINT)),
                action("Stop", Feather.SQUARE, "stop", RunActions::stop, () -> steering.send(RunCommand.STOP)),
                action("Train longer\u2026", Feather.FAST_FORWARD, "longer", RunActions::more, longer::ask),
                space(),
                messages());
        second.setAlignment(Pos.CENTER_LEFT);
        asking.managedProperty().bind(asking.visibleProperty());
        asking.setVisible(false);
        getChildren().addAll(first, second, asking, longer);
        model.runs().selectedProperty().flatMap(RunEntry::snapshotProperty).subscribe(run -> {
            if (run != null) {
                show(run);
            }
        });
        model.runs().selectedProperty().subscribe(run -> {
            asking.setVisible(false);
            longer.close();
        });
    }

    private void show(RunSnapshot run) {
        name.setText(run.name());
        StringBuilder line = new StringBuilder(run.condition().title());
        add(line, run.epochs());
        run.status().map(RunStatus::progress).ifPresent(progress -> {
            if (progress.totalSteps() > 0) {
                add(line, "step " + progress.step() + " of " + progress.totalSteps());
            }
            if (progress.loss() != null) {
                add(line, String.format(Locale.ROOT, "loss %.4f", progress.loss()));
            }
            if (run.condition().isAlive() && progress.imagesPerSecond() > 0) {
                add(line, String.format(Locale.ROOT, "%.0f images/s", progress.imagesPerSecond()));
            }
        });
        add(line, run.facts().kind());
        add(line, run.where());
        state.setText(line.toString());
    }

    private static void add(StringBuilder line, String words) {
        if (!words.isEmpty()) {
            line.append("  \u00b7  ").append(words);
        }
    }

    /** A button that is there while it makes sense. */
    private Button action(String title, Ikon icon, String id, Predicate<RunActions> possible, Runnable action) {
        Button button = new Button(title, new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.disableProperty().bind(steering.actionsProperty().map(actions -> !possible.test(actions)));
        boolean either = id.equals("pause") || id.equals("go-on") || id.equals("restart");
        if (either) {
            // Three that exclude each other share a place.
            button.visibleProperty()
                    .bind(steering.actionsProperty()
                            .map(actions -> possible.test(actions)
                                    || id.equals("pause") && !actions.goOn() && !actions.restart()));
            button.managedProperty().bind(button.visibleProperty());
        }
        button.setOnAction(event -> action.run());
        return button;
    }

    /** Watch on this image. */
    private ToggleButton watch() {
        ToggleButton button = new ToggleButton("Watch on this image", new FontIcon(Feather.EYE));
        button.setId("watch");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(
                new Tooltip("Let all workspaces show this run's newest checkpoint, and each newer one as it comes"));
        button.disableProperty().bind(decoder);
        Runnable follow = () -> button.setSelected(model.follow().runProperty().get() != null
                && model.follow().runProperty().get()
                        == model.runs().selectedProperty().get());
        model.follow().runProperty().subscribe(ignored -> follow.run());
        model.runs().selectedProperty().subscribe(ignored -> follow.run());
        button.setOnAction(event -> {
            if (button.isSelected()) {
                model.follow().follow(model.runs().selectedProperty().get());
            } else {
                model.follow().stop();
            }
        });
        return button;
    }

    private MenuButton watchMenu() {
        MenuButton menu = new MenuButton("", new FontIcon(Feather.CLOCK));
        menu.setAccessibleText("How often to watch");
        menu.setTooltip(new Tooltip("How often to ask the run for a checkpoint"));
        menu.disableProperty().bind(decoder);
        ToggleGroup group = new ToggleGroup();
        ASKING.forEach((seconds, title) -> {
            RadioMenuItem item = new RadioMenuItem(title);
            item.setToggleGroup(group);
            item.setSelected(model.follow().askEveryProperty().get() == seconds);
            item.setOnAction(event -> model.follow().askEveryProperty().set(seconds));
            menu.getItems().add(item);
        });
        return menu;
    }

    private MenuButton more() {
        MenuItem duplicate = item("Duplicate with changes", Feather.COPY, "duplicate", model::duplicate);
        duplicate.disableProperty().bind(steering.actionsProperty().map(actions -> !actions.duplicate()));
        MenuItem reveal = item("Show the folder", Feather.FOLDER, "reveal", this::reveal);
        MenuItem copy = item("Copy the folder's path", Feather.CLIPBOARD, "copy-path", this::copyPath);
        MenuItem delete = item("Move to the trash\u2026", Feather.TRASH_2, "delete", this::askToDelete);
        delete.disableProperty().bind(steering.actionsProperty().map(actions -> !actions.delete()));
        MenuButton menu = new MenuButton("", new FontIcon(Feather.MORE_HORIZONTAL));
        menu.setId("run-menu");
        menu.setAccessibleText("More about this run");
        menu.getStyleClass().addAll(Styles.FLAT, Styles.BUTTON_ICON);
        menu.getItems().addAll(duplicate, reveal, copy, new SeparatorMenuItem(), delete);
        return menu;
    }

    private static MenuItem item(String title, Ikon icon, String id, Runnable action) {
        MenuItem item = new MenuItem(title, new FontIcon(icon));
        item.setId(id);
        item.setOnAction(event -> action.run());
        return item;
    }

    private Path folder() {
        return model.runs().selectedProperty().get().path();
    }

    private void reveal() {
        try {
            Reveal.folder(folder());
        } catch (InputException none) {
            model.shell().notices().report(Notices.Topic.RUN, none);
        }
    }

    private void copyPath() {
        ClipboardContent content = new ClipboardContent();
        content.putString(folder().toString());
        Clipboard.getSystemClipboard().setContent(content);
        model.shell().notices().tell(Notices.Topic.RUN, "Copied the path of the run's folder.");
    }

    private void askToDelete() {
        Label question = new Label("Move " + folder() + " to the trash, with its checkpoints?");
        question.setWrapText(true);
        HBox.setHgrow(question, Priority.ALWAYS);
        Button yes = new Button("Move to the trash");
        yes.setId("delete-yes");
        yes.setMinWidth(Region.USE_PREF_SIZE);
        yes.getStyleClass().add(Styles.DANGER);
        yes.setOnAction(event -> {
            asking.setVisible(false);
            steering.delete();
        });
        Button no = new Button("Keep it");
        no.setMinWidth(Region.USE_PREF_SIZE);
        no.setOnAction(event -> asking.setVisible(false));
        HBox line = new HBox(8, question, no, yes);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("run-question");
        asking.getChildren().setAll(line);
        asking.setVisible(true);
    }

    /** What the run answered, why a command failed, or why the run cannot be steered. */
    private Label messages() {
        Label text = new Label();
        text.setId("run-message");
        text.getStyleClass().add("run-line");
        text.setWrapText(true);
        text.setMinWidth(0);
        Runnable follow = () -> {
            String problem = steering.problemProperty().get();
            String why = steering.actionsProperty().get().why();
            String answer = steering.answerProperty().get();
            text.setText(!problem.isEmpty() ? problem : !answer.isEmpty() ? answer : why);
            text.pseudoClassStateChanged(PseudoClass.getPseudoClass("wrong"), !problem.isEmpty());
        };
        steering.problemProperty().subscribe(ignored -> follow.run());
        steering.answerProperty().subscribe(ignored -> follow.run());
        steering.actionsProperty().subscribe(ignored -> follow.run());
        return text;
    }

    private static Region space() {
        Region space = new Region();
        space.setMinWidth(6);
        return space;
    }
}
