package ijepa.app.pretrain;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.ToggleSwitch;
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

    private RunFoot foot(FileDialogs dialogs) {
        ToggleSwitch timing = new ToggleSwitch("Time some steps");
        timing.setId("timing");
        timing.setMinWidth(Region.USE_PREF_SIZE);
        timing.selectedProperty().bindBidirectional(model.check().timingProperty());
        return new RunFoot(model, dialogs, "", model.fileProperty().isNull(), workspace::start).with(timing);
    }
}
