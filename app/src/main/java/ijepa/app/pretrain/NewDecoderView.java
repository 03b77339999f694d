package ijepa.app.pretrain;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
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

/** A decoder's run: form and YAML side by side, the check below, and the start. */
final class NewDecoderView extends BorderPane {

    private final PretrainModel workspace;
    private final NewDecoderModel model;

    NewDecoderView(PretrainModel workspace, FileDialogs dialogs) {
        this.workspace = workspace;
        model = workspace.decoder();
        getStyleClass().add("new-run");
        SplitPane sides = new SplitPane(form(dialogs), yaml());
        sides.setDividerPositions(0.56);
        setTop(head());
        setCenter(sides);
        setBottom(new VBox(new CheckPane(model.check()), foot(dialogs)));
    }

    private YamlPane yaml() {
        YamlPane pane = new YamlPane(model);
        pane.setId("decoder-yaml");
        return pane;
    }

    private ScrollPane form(FileDialogs dialogs) {
        VBox fields = new VBox();
        fields.getStyleClass().add("panel");
        for (DecoderField field : DecoderField.values()) {
            fields.getChildren().add(new FieldRow(model.field(field), dialogs, "decoder-field-"));
        }
        Button masks = new Button("Take masks from Masks", new FontIcon(Feather.GRID));
        masks.setId("decoder-take-masks");
        masks.setTooltip(new Tooltip("Learn blocks as the Masks workspace draws them"));
        masks.setOnAction(event -> workspace.useMasksForDecoder());
        fields.getChildren().add(masks);
        fields.disableProperty().bind(model.yamlProblemProperty().isNotEmpty());
        ScrollPane scroll = new ScrollPane(fields);
        scroll.getStyleClass().add("run-form");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        return scroll;
    }

    private HBox head() {
        Label title = new Label("New decoder");
        title.getStyleClass().add("run-title");
        Label about = new Label("Learns to draw what the checkpoint predicts; the checkpoint stays as it is.");
        about.getStyleClass().add("run-line");
        about.setMinWidth(0);
        about.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(about, Priority.ALWAYS);
        Button close = new Button("", new FontIcon(Feather.X));
        close.getStyleClass().add("icon-button");
        close.setAccessibleText("Back to the runs");
        close.setTooltip(new Tooltip("Back to the runs (Esc); what was entered stays"));
        close.setOnAction(event -> workspace.draftingProperty().set(false));
        HBox head = new HBox(12, title, about, close);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("run-head");
        return head;
    }

    private VBox foot(FileDialogs dialogs) {
        TextField folder = new TextField();
        folder.setId("decoder-folder");
        folder.textProperty().bindBidirectional(model.folderProperty());
        folder.setAccessibleText("Folder of the run");
        HBox.setHgrow(folder, Priority.ALWAYS);
        Button choose = new Button("", new FontIcon(Feather.FOLDER));
        choose.getStyleClass().add("icon-button");
        choose.setAccessibleText("Choose the folder of the run");
        choose.setOnAction(
                event -> dialogs.folderFor("Folder of the run").ifPresent(chosen -> folder.setText(chosen.toString())));
        Button check = button("Check", Feather.CHECK_SQUARE, "decoder-check", model::look);
        check.setTooltip(new Tooltip("Look at everything that the run would need, without starting it"));
        check.visibleProperty().bind(model.check().runningProperty().not());
        check.managedProperty().bind(check.visibleProperty());
        Button cancel = button("Cancel", Feather.X, "decoder-cancel-check", model.check()::cancel);
        cancel.visibleProperty().bind(model.check().runningProperty());
        cancel.managedProperty().bind(cancel.visibleProperty());
        Button start = button("Start", Feather.PLAY, "decoder-start", workspace::startDecoder);
        start.getStyleClass().add(Styles.ACCENT);
        start.setTooltip(new Tooltip("Checks and, unless something failed, starts the run in a process of its own"));
        start.disableProperty().bind(model.startingProperty());
        HBox line = new HBox(10, new Label("Run folder"), folder, choose, check, cancel, start);
        line.setAlignment(Pos.CENTER_LEFT);
        VBox foot = new VBox(6, note(), line);
        foot.getStyleClass().add("run-foot");
        return foot;
    }

    private static Button button(String title, Feather icon, String id, Runnable action) {
        Button button = new Button(title, new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    private Label note() {
        Label words = new Label();
        words.setId("decoder-note");
        words.setWrapText(true);
        words.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.launchProblemProperty().get().isEmpty()
                                ? model.check().noteProperty().get()
                                : model.launchProblemProperty().get(),
                        model.launchProblemProperty(),
                        model.check().noteProperty()));
        words.visibleProperty().bind(words.textProperty().isNotEmpty());
        words.managedProperty().bind(words.visibleProperty());
        return words;
    }
}
