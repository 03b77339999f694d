package ijepa.app.pretrain;

import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

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
        setBottom(new VBox(
                new CheckPane(model.check()),
                new RunFoot(model, dialogs, "decoder-", new ReadOnlyBooleanWrapper(false), workspace::startDecoder)));
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
}
