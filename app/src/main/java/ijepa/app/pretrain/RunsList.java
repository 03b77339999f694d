package ijepa.app.pretrain;

import java.nio.file.Path;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.theme.Styles;
import ijepa.app.shell.FileDialogs;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The runs at the left, and the folders they are looked for in. */
final class RunsList extends BorderPane {

    private final RunsModel model;
    private final FileDialogs dialogs;
    private final ListView<RunEntry> list;

    /**
     * The list.
     *
     * @param picked called when the user picks a run
     */
    RunsList(PretrainModel workspace, FileDialogs dialogs, Runnable picked) {
        model = workspace.runs();
        this.dialogs = dialogs;
        getStyleClass().add("runs-list");
        list = new ListView<>(model.runs());
        list.setId("runs");
        list.setAccessibleText("Runs");
        list.setCellFactory(ignored -> new RunCell());
        list.setPlaceholder(placeholder());
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setTooltip(new Tooltip("Ctrl+click more runs to draw their curves over each other"));
        list.getSelectionModel().selectedItemProperty().subscribe(run -> {
            if (run != null) {
                model.selectedProperty().set(run);
            }
        });
        list.getSelectionModel().getSelectedItems().addListener((ListChangeListener<RunEntry>)
                change -> model.compared()
                        .setAll(list.getSelectionModel().getSelectedItems().stream()
                                .filter(run -> run != null)
                                .toList()));
        list.setOnMouseClicked(event -> picked.run());
        model.selectedProperty().subscribe(run -> {
            if (run == null) {
                list.getSelectionModel().clearSelection();
            } else if (list.getSelectionModel().getSelectedItem() != run) {
                choose(list.getItems().indexOf(run));
                list.scrollTo(run);
            }
        });
        Button fresh = new Button("New run", new FontIcon(Feather.PLUS));
        fresh.setId("new-run");
        fresh.getStyleClass().add(Styles.ACCENT);
        fresh.setTooltip(new Tooltip("Write and start a new run (N)"));
        fresh.setOnAction(event -> workspace.newRun());
        Label title = new Label("Runs");
        title.getStyleClass().add("section-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button decoder = new Button("", new FontIcon(Feather.APERTURE));
        decoder.setId("new-decoder");
        decoder.getStyleClass().addAll(Styles.FLAT, Styles.BUTTON_ICON);
        decoder.setAccessibleText("Train a decoder");
        decoder.setTooltip(new Tooltip("Train a decoder for the open checkpoint"));
        decoder.setOnAction(event -> workspace.newDecoder());
        HBox head = new HBox(6, title, space, folders(), decoder, fresh);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("runs-head");
        setTop(new VBox(head, problem()));
        setCenter(list);
    }

    /** One of the compared runs comes to the front of them; any other takes their place. */
    private void choose(int row) {
        if (list.getSelectionModel().isSelected(row)) {
            list.getSelectionModel().select(row);
        } else {
            list.getSelectionModel().clearAndSelect(row);
        }
    }

    private Label placeholder() {
        Label words = new Label();
        words.setWrapText(true);
        words.getStyleClass().add("tile-note");
        Runnable follow = () -> words.setText(
                model.lookedProperty().get()
                        ? "No runs in " + model.folders().home()
                                + " yet. Start one with New run, or add a folder that holds runs."
                        : "Looking for runs\u2026");
        model.lookedProperty().subscribe(ignored -> follow.run());
        return words;
    }

    private Label problem() {
        Label text = new Label();
        text.setWrapText(true);
        text.getStyleClass().add("field-problem");
        text.textProperty().bind(model.problemProperty());
        text.visibleProperty().bind(text.textProperty().isNotEmpty());
        text.managedProperty().bind(text.visibleProperty());
        return text;
    }

    private MenuButton folders() {
        MenuButton menu = new MenuButton("", new FontIcon(Feather.FOLDER));
        menu.getStyleClass().addAll(Styles.FLAT, Styles.BUTTON_ICON);
        menu.setAccessibleText("Folders of runs");
        menu.setTooltip(new Tooltip("Folders in which runs are looked for"));
        menu.setOnShowing(event -> fill(menu));
        fill(menu);
        return menu;
    }

    private void fill(MenuButton menu) {
        menu.getItems().clear();
        menu.getItems()
                .addAll(
                        item(
                                "Add a folder of runs\u2026",
                                () -> dialogs.folderFor("Add a folder of runs").ifPresent(model::add)),
                        item(
                                "Keep new runs in another folder\u2026",
                                () -> dialogs.folderFor("Keep new runs in this folder")
                                        .ifPresent(model::setHome)),
                        item("Look again now", model::refresh),
                        new SeparatorMenuItem());
        for (Path folder : model.folders().all()) {
            if (folder.equals(model.folders().home())) {
                MenuItem home = item(folder + "  (new runs)", () -> {});
                home.setDisable(true);
                menu.getItems().add(home);
            } else {
                Menu added = new Menu(folder.toString());
                added.setMnemonicParsing(false);
                added.getItems().add(item("Look there no longer", () -> model.forget(folder)));
                menu.getItems().add(added);
            }
        }
    }

    private static MenuItem item(String title, Runnable action) {
        MenuItem item = new MenuItem(title);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    void focusList() {
        list.requestFocus();
    }
}
