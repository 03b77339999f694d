package ijepa.app.figure;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import ijepa.app.control.NumberField;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.OpenDecoder;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.Template;

/** The template of a new part and what it cannot be begun without; all else is set once it is there. */
final class NewPartFields extends VBox {

    private final ContentModel content;
    private final FileDialogs dialogs;
    private final VBox fields = new VBox(9);

    NewPartFields(FigureModel model, FileDialogs dialogs) {
        super(9);
        this.content = model.content();
        this.dialogs = dialogs;
        ComboBox<Template> template =
                SettingRows.choice("Template", List.of(Template.values()), content.templateProperty(), Template::title);
        template.setId("figure-template");
        template.setMaxWidth(Double.MAX_VALUE);
        Label description = new Label();
        description.setWrapText(true);
        description.setMinHeight(Region.USE_PREF_SIZE);
        description.getStyleClass().add("readout");
        Button add = new Button("Add");
        add.setId("figure-add");
        add.getStyleClass().add("accent");
        add.setTooltip(new Tooltip("Add a part from what is open in the window"));
        add.setOnAction(event -> model.add());
        getChildren().addAll(template, description, fields, add);
        Runnable follow = () -> {
            Template now = content.templateProperty().get();
            description.setText("Shows " + now.description() + ".");
            show(now);
        };
        content.templateProperty().addListener(ignored -> follow.run());
        follow.run();
    }

    private void show(Template template) {
        fields.getChildren().clear();
        if (template.usesImages()) {
            fields.getChildren()
                    .add(SettingRows.row(
                            "Images from the strip",
                            new NumberField("Images", content.imagesProperty(), 1, ContentModel.MOST_IMAGES, 1)));
        }
        if (template.usesDecoder()) {
            fields.getChildren()
                    .add(SettingRows.decoder(
                            content.settings().decoder,
                            file -> Optional.ofNullable(file)
                                    .map(FileInput::name)
                                    .or(() -> content.openDecoder().map(OpenDecoder::name))
                                    .orElse("No decoder"),
                            dialogs));
        }
        if (template == Template.TRAINING_CURVES) {
            fields.getChildren().add(SettingRows.runs(content.settings().runs, dialogs));
        }
        fields.setManaged(!fields.getChildren().isEmpty());
    }
}
