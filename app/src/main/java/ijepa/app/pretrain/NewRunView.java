package ijepa.app.pretrain;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.ToggleSwitch;
import atlantafx.base.theme.Styles;
import ijepa.app.control.Titles;
import ijepa.app.shell.FileDialogs;
import ijepa.core.config.Recipe;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A new run: form and YAML side by side, the check below, and the start. */
final class NewRunView extends BorderPane {

    private final PretrainModel workspace;
    private final NewRunModel model;

    NewRunView(PretrainModel workspace, FileDialogs dialogs) {
        this.workspace = workspace;
        model = workspace.draft();
        getStyleClass().add("new-run");
        SplitPane sides = new SplitPane(new RunForm(workspace, dialogs), new YamlPane(model));
        sides.setDividerPositions(0.56);
        setTop(head());
        setCenter(sides);
        setBottom(new VBox(new CheckPane(model.check()), foot(dialogs)));
    }

    private HBox head() {
        Label title = new Label("New run");
        title.getStyleClass().add("run-title");
        ComboBox<Recipe> recipe = new ComboBox<>();
        recipe.setId("recipe");
        recipe.getItems().setAll(Recipe.all());
        recipe.setConverter(new Titles<>(Recipe::name));
        recipe.setPromptText("Start from a recipe");
        recipe.setAccessibleText("Recipe");
        recipe.setTooltip(new Tooltip("Replaces the configuration with one that comes with the program"));
        recipe.setOnAction(event -> {
            if (recipe.getValue() != null) {
                model.useRecipe(recipe.getValue());
            }
        });
        Label about = new Label();
        about.getStyleClass().add("run-line");
        about.setMinWidth(0);
        about.textProperty()
                .bind(recipe.valueProperty().map(Recipe::about).orElse("Every field is in the YAML at the right."));
        HBox.setHgrow(about, Priority.ALWAYS);
        about.setMaxWidth(Double.MAX_VALUE);
        Button close = new Button("", new FontIcon(Feather.X));
        close.getStyleClass().add("icon-button");
        close.setAccessibleText("Back to the runs");
        close.setTooltip(new Tooltip("Back to the runs (Esc); what was entered stays"));
        close.setOnAction(event -> workspace.draftingProperty().set(false));
        HBox head = new HBox(12, title, recipe, about, close);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("run-head");
        return head;
    }

    private VBox foot(FileDialogs dialogs) {
        TextField folder = new TextField();
        folder.setId("run-folder");
        folder.textProperty().bindBidirectional(model.folderProperty());
        folder.setAccessibleText("Folder of the run");
        HBox.setHgrow(folder, Priority.ALWAYS);
        Button choose = new Button("", new FontIcon(Feather.FOLDER));
        choose.getStyleClass().add("icon-button");
        choose.setAccessibleText("Choose the folder of the run");
        choose.setOnAction(
                event -> dialogs.folderFor("Folder of the run").ifPresent(chosen -> folder.setText(chosen.toString())));
        ToggleSwitch timing = new ToggleSwitch("Time some steps");
        timing.setId("timing");
        timing.setMinWidth(Region.USE_PREF_SIZE);
        timing.selectedProperty().bindBidirectional(model.check().timingProperty());
        Button check = new Button("Check", new FontIcon(Feather.CHECK_SQUARE));
        check.setId("check");
        check.setMinWidth(Region.USE_PREF_SIZE);
        check.setTooltip(new Tooltip("Look at everything that the run would need, without starting it"));
        check.visibleProperty().bind(model.check().runningProperty().not());
        check.managedProperty().bind(check.visibleProperty());
        check.disableProperty().bind(model.fileProperty().isNull());
        check.setOnAction(event -> model.look());
        Button cancel = new Button("Cancel", new FontIcon(Feather.X));
        cancel.setId("cancel-check");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.visibleProperty().bind(model.check().runningProperty());
        cancel.managedProperty().bind(cancel.visibleProperty());
        cancel.setOnAction(event -> model.check().cancel());
        Button start = new Button("Start", new FontIcon(Feather.PLAY));
        start.setId("start");
        start.setMinWidth(Region.USE_PREF_SIZE);
        start.getStyleClass().add(Styles.ACCENT);
        start.setTooltip(new Tooltip("Checks and, unless something failed, starts the run in a process of its own"));
        start.disableProperty().bind(model.fileProperty().isNull().or(model.startingProperty()));
        start.setOnAction(event -> workspace.start());
        HBox line = new HBox(10, new Label("Run folder"), folder, choose, timing, check, cancel, start);
        line.setAlignment(Pos.CENTER_LEFT);
        VBox foot = new VBox(6, note(), line);
        foot.getStyleClass().add("run-foot");
        return foot;
    }

    private HBox note() {
        ProgressIndicator turning = new ProgressIndicator();
        turning.setPrefSize(16, 16);
        turning.setMinSize(16, 16);
        turning.visibleProperty().bind(model.check().runningProperty());
        turning.managedProperty().bind(turning.visibleProperty());
        Label words = new Label();
        words.setId("check-note");
        words.setWrapText(true);
        words.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.launchProblemProperty().get().isEmpty()
                                ? model.check().noteProperty().get()
                                : model.launchProblemProperty().get(),
                        model.launchProblemProperty(),
                        model.check().noteProperty()));
        HBox note = new HBox(8, turning, words);
        note.setAlignment(Pos.CENTER_LEFT);
        note.visibleProperty().bind(words.textProperty().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        return note;
    }
}
