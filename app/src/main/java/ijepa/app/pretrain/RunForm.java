package ijepa.app.pretrain;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import ijepa.app.shell.FileDialogs;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The fields of a new run in their sections, with the schedules drawn below theirs. */
final class RunForm extends ScrollPane {

    private final PretrainModel workspace;
    private final NewRunModel model;

    RunForm(PretrainModel workspace, FileDialogs dialogs) {
        this.workspace = workspace;
        model = workspace.draft();
        getStyleClass().add("run-form");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        VBox fields = new VBox();
        fields.getStyleClass().add("panel");
        for (RunField.Section section : RunField.Section.values()) {
            fields.getChildren().add(head(section));
            for (RunField field : RunField.in(section)) {
                fields.getChildren().add(new FieldRow(model.field(field), dialogs));
            }
            if (section == RunField.Section.SCHEDULE) {
                fields.getChildren().add(schedules());
            } else if (section == RunField.Section.MASKS) {
                fields.getChildren().add(maskNote());
            }
        }
        // What cannot be written into the text must not look as if it could.
        fields.disableProperty().bind(model.yamlProblemProperty().isNotEmpty());
        setContent(fields);
    }

    private HBox head(RunField.Section section) {
        Label title = new Label(section.title());
        title.getStyleClass().add("section-title");
        HBox head = new HBox(8, title);
        head.getStyleClass().add("section-head");
        head.setAlignment(Pos.CENTER_LEFT);
        if (section == RunField.Section.MASKS) {
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            Button take = new Button("Take from Masks", new FontIcon(Feather.GRID));
            take.setId("take-masks");
            take.getStyleClass().add("small");
            take.setTooltip(new Tooltip("Train with the masks that the Masks workspace draws by"));
            take.setOnAction(event -> workspace.useMasks());
            head.getChildren().addAll(space, take);
        }
        return head;
    }

    private SchedulePlots schedules() {
        SchedulePlots plots = new SchedulePlots();
        model.fileProperty()
                .subscribe(ignored ->
                        model.config().ifPresentOrElse(config -> plots.show(config.optimization()), plots::clear));
        return plots;
    }

    private Label maskNote() {
        Label note = new Label();
        note.setId("mask-note");
        note.getStyleClass().add("run-line");
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        note.textProperty().bind(model.maskNoteProperty());
        note.visibleProperty().bind(note.textProperty().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        return note;
    }
}
