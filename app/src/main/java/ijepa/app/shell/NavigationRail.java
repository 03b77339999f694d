package ijepa.app.shell;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The workspaces, one above the other, and the theme below. */
final class NavigationRail extends VBox {

    NavigationRail(ShellModel model, List<Workspace> workspaces) {
        getStyleClass().add("navigation-rail");
        ToggleGroup group = new ToggleGroup();
        for (int i = 0; i < workspaces.size(); i++) {
            getChildren().add(entry(model, workspaces.get(i), i + 1, group));
        }
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        getChildren().addAll(space, themeButton(model));
    }

    private static ToggleButton entry(ShellModel model, Workspace workspace, int number, ToggleGroup group) {
        ToggleButton button = new ToggleButton(workspace.title(), icon(workspace));
        button.setContentDisplay(ContentDisplay.TOP);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setToggleGroup(group);
        button.setTooltip(new Tooltip(workspace.description() + " (Ctrl+" + number + ")"));
        button.setId("rail-" + workspace.title());
        Runnable follow = () -> button.setSelected(
                workspace.title().equals(model.workspaceProperty().get()));
        model.workspaceProperty().addListener(ignored -> follow.run());
        follow.run();
        button.setOnAction(event -> {
            // A second click must not leave the rail without a choice.
            button.setSelected(true);
            model.workspaceProperty().set(workspace.title());
            workspace.focus();
        });
        return button;
    }

    /** The icon, and at its corner what the workspace wants looked at. */
    private static StackPane icon(Workspace workspace) {
        Label badge = new Label();
        badge.getStyleClass().add("rail-badge");
        badge.textProperty().bind(workspace.badge());
        badge.visibleProperty().bind(badge.textProperty().isNotEmpty());
        badge.setManaged(false);
        StackPane icon = new StackPane(new FontIcon(workspace.icon()), badge);
        badge.textProperty().addListener(ignored -> place(badge));
        badge.sceneProperty().addListener(ignored -> place(badge));
        return icon;
    }

    private static void place(Label badge) {
        badge.applyCss();
        badge.resizeRelocate(14, -6, Math.max(15, badge.prefWidth(-1)), 15);
    }

    private static Button themeButton(ShellModel model) {
        FontIcon icon = new FontIcon();
        Button button = new Button("", icon);
        button.getStyleClass().add("theme-button");
        Runnable follow = () -> {
            boolean dark = model.themeProperty().get() == Theme.DARK;
            icon.setIconCode(dark ? Feather.SUN : Feather.MOON);
            button.setAccessibleText(dark ? "Light theme" : "Dark theme");
            button.setTooltip(new Tooltip((dark ? "Light theme" : "Dark theme") + " (Ctrl+Shift+L)"));
        };
        model.themeProperty().addListener(ignored -> follow.run());
        follow.run();
        button.setOnAction(
                event -> model.themeProperty().set(model.themeProperty().get().other()));
        return button;
    }
}
