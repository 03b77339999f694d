package ijepa.app.shell;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;

import ijepa.app.control.Edits;
import ijepa.app.control.LayoutModel;
import ijepa.renderer.diffusion.BundledDecoder;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The menus; every shortcut with Ctrl is here. */
final class MainMenu extends MenuBar {

    private final ShellModel model;

    /** What the menus ask of the window. */
    interface Actions {
        void copy();

        void paste();

        void sendToFigures();

        void showShortcuts();

        void quit();
    }

    /**
     * The menus of a window.
     *
     * @param edits what undo and redo act on now
     */
    MainMenu(
            ShellModel model,
            List<Workspace> workspaces,
            ObservableValue<Edits> edits,
            FileDialogs dialogs,
            Actions actions) {
        this.model = model;
        setUseSystemMenuBar(true);
        getMenus().addAll(file(dialogs, actions), edit(edits, actions), view(workspaces), help(actions));
    }

    private Menu file(FileDialogs dialogs, Actions actions) {
        Menu recent = new Menu("Open recent", new FontIcon(Feather.CLOCK));
        recent.disableProperty().bind(Bindings.isEmpty(model.recent()));
        model.recent().addListener((javafx.beans.Observable ignored) -> fill(recent));
        fill(recent);
        return menu(
                "File",
                item("Open images\u2026", Feather.IMAGE, "Shortcut+O", () -> {
                    List<Path> chosen = dialogs.images();
                    if (!chosen.isEmpty()) {
                        model.openImages(chosen);
                    }
                }),
                item(
                        "Open folder\u2026",
                        Feather.FOLDER,
                        "Shortcut+Shift+O",
                        () -> dialogs.folder().ifPresent(model::openFolder)),
                item(
                        "Open checkpoint\u2026",
                        Feather.BOX,
                        "Shortcut+K",
                        () -> dialogs.checkpoint().ifPresent(model::openCheckpoint)),
                item(
                        "Open decoder\u2026",
                        Feather.APERTURE,
                        "Shortcut+Shift+K",
                        () -> dialogs.decoder().ifPresent(model::openDecoder)),
                item(
                        "Open layout\u2026",
                        Feather.GRID,
                        null,
                        () -> dialogs.layoutToOpen().ifPresent(model::openLayout)),
                item(
                        "Open figure\u2026",
                        Feather.FILE_TEXT,
                        null,
                        () -> dialogs.figureToOpen().ifPresent(file -> model.openAny(List.of(file)))),
                recent,
                enabledBy(
                        model.selection().checkpointProperty().isNotNull(),
                        item("What the checkpoint holds", Feather.LIST, "Shortcut+I", model::showContents)),
                new SeparatorMenuItem(),
                item("Sample images", null, null, model::openSamples),
                item("Bundled model", null, null, model::openBundledModel),
                enabledBy(
                        new ReadOnlyBooleanWrapper(BundledDecoder.isPresent()),
                        item("Bundled decoder", null, null, model::openBundledDecoder)),
                new SeparatorMenuItem(),
                item(
                        "Save layout\u2026",
                        Feather.SAVE,
                        "Shortcut+S",
                        () -> dialogs.layoutToSave().ifPresent(model::saveLayout)),
                new SeparatorMenuItem(),
                item("Quit", null, "Shortcut+Q", actions::quit));
    }

    private void fill(Menu recent) {
        recent.getItems().clear();
        for (Path file : model.recent()) {
            MenuItem item = item(file.toString(), null, null, () -> model.openAny(List.of(file)));
            item.setMnemonicParsing(false);
            recent.getItems().add(item);
        }
    }

    private Menu edit(ObservableValue<Edits> edits, Actions actions) {
        LayoutModel layout = model.selection().layout();
        return menu(
                "Edit",
                enabledBy(
                        edits.flatMap(Edits::undoableProperty),
                        item(
                                "Undo",
                                Feather.CORNER_UP_LEFT,
                                "Shortcut+Z",
                                () -> edits.getValue().undo())),
                enabledBy(
                        edits.flatMap(Edits::redoableProperty),
                        item(
                                "Redo",
                                Feather.CORNER_UP_RIGHT,
                                "Shortcut+Shift+Z",
                                () -> edits.getValue().redo())),
                new SeparatorMenuItem(),
                item("Copy layout", Feather.COPY, "Shortcut+C", actions::copy),
                item("Paste image or layout", Feather.CLIPBOARD, "Shortcut+V", actions::paste),
                new SeparatorMenuItem(),
                item("Send to Figures", Feather.SEND, "Shortcut+Shift+F", actions::sendToFigures),
                new SeparatorMenuItem(),
                item("New blocks", Feather.SHUFFLE, null, model.selection().sampling()::next),
                enabledBy(
                        layout.selectedProperty().isNotNull(),
                        item("Duplicate block", null, "Shortcut+D", layout::duplicateSelected)));
    }

    private Menu view(List<Workspace> workspaces) {
        CheckMenuItem dark = new CheckMenuItem("Dark theme");
        dark.setAccelerator(KeyCombination.valueOf("Shortcut+Shift+L"));
        dark.setSelected(model.themeProperty().get() == Theme.DARK);
        dark.setOnAction(event -> model.themeProperty().set(dark.isSelected() ? Theme.DARK : Theme.LIGHT));
        model.themeProperty().addListener((property, old, theme) -> dark.setSelected(theme == Theme.DARK));
        Menu view = menu("View");
        for (int i = 0; i < workspaces.size(); i++) {
            Workspace workspace = workspaces.get(i);
            view.getItems().add(item(workspace.title(), workspace.icon(), "Shortcut+" + (i + 1), () -> {
                model.workspaceProperty().set(workspace.title());
                workspace.focus();
            }));
        }
        view.getItems()
                .addAll(
                        new SeparatorMenuItem(),
                        item("Next image", Feather.CHEVRON_RIGHT, "Shortcut+Right", () -> model.step(1)),
                        item("Previous image", Feather.CHEVRON_LEFT, "Shortcut+Left", () -> model.step(-1)),
                        new SeparatorMenuItem(),
                        dark);
        return view;
    }

    private static Menu help(Actions actions) {
        return menu("Help", item("Keys", Feather.COMMAND, "F1", actions::showShortcuts));
    }

    private static Menu menu(String title, MenuItem... items) {
        Menu menu = new Menu(title);
        menu.getItems().addAll(items);
        return menu;
    }

    private static MenuItem item(String title, Ikon icon, String keys, Runnable action) {
        MenuItem item = new MenuItem(title, icon == null ? null : new FontIcon(icon));
        if (keys != null) {
            item.setAccelerator(KeyCombination.valueOf(keys));
        }
        item.setOnAction(event -> action.run());
        return item;
    }

    private static MenuItem enabledBy(ObservableValue<Boolean> possible, MenuItem item) {
        item.disableProperty().bind(Bindings.createBooleanBinding(() -> !possible.getValue(), possible));
        return item;
    }
}
