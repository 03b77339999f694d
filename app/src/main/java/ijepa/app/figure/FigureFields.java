package ijepa.app.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.ToggleSwitch;
import ijepa.app.control.NumberField;
import ijepa.app.control.Titles;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.OpenDecoder;
import ijepa.renderer.figure.recipe.Quantity;
import ijepa.renderer.figure.recipe.Template;
import ijepa.renderer.map.Distance;

/** The template of a new part and what can be set of it. */
final class FigureFields extends VBox {

    private final ContentModel content;
    private final FileDialogs dialogs;
    private final VBox fields = new VBox(9);

    FigureFields(FigureModel model, FileDialogs dialogs) {
        super(9);
        this.content = model.content();
        this.dialogs = dialogs;
        ComboBox<Template> template =
                choice("Template", Template.values(), content.templateProperty(), Template::title);
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
        Button update = new Button("Update the selected part");
        update.setTooltip(new Tooltip("Make the selected part anew from what is open in the window"));
        update.disableProperty().bind(model.selectedProperty().lessThan(0));
        update.setOnAction(event -> model.update());
        getChildren().addAll(template, description, fields, new HBox(8, add, update));
        Runnable follow = () -> {
            Template now = content.templateProperty().get();
            description.setText("Shows " + now.description() + ".");
            fields.getChildren().setAll(of(now));
            fields.setManaged(!fields.getChildren().isEmpty());
        };
        content.templateProperty().addListener(ignored -> follow.run());
        follow.run();
    }

    private List<Node> of(Template template) {
        List<Node> rows = new ArrayList<>();
        if (template.usesImages()) {
            rows.add(row(
                    "Images from the strip",
                    new NumberField("Images", content.imagesProperty(), 1, ContentModel.MOST_IMAGES, 1)));
        }
        switch (template) {
            case FIGURE_6, FIGURE_7 -> {
                rows.add(decoder());
                rows.add(row("Samples", new NumberField("Samples", content.samplesProperty(), 1, 16, 1)));
                rows.add(row(
                        "Denoising steps", new NumberField("Denoising steps", content.stepsProperty(), 1, 1000, 1)));
                rows.add(row("Seed", new NumberField("Seed", content.seedProperty(), 0, 1e9, 1)));
            }
            case MASK_STRATEGIES -> rows.add(row("Seed", new NumberField("Seed", content.seedProperty(), 0, 1e9, 1)));
            case EMBEDDING_MAPS, SAMPLE_SHEET ->
                rows.add(row(
                        "Distance",
                        choice("Distance", Distance.values(), content.distanceProperty(), Distance::title)));
            case TRAINING_CURVES -> {
                rows.add(runs());
                rows.add(row(
                        "Quantity",
                        choice("Quantity", Quantity.values(), content.quantityProperty(), Quantity::title)));
                rows.add(row("Smoothing", new NumberField("Smoothing", content.smoothingProperty(), 1, 100_000, 1)));
                rows.add(row("Epochs on the x axis", toggle("Epochs on the x axis", content.epochsProperty())));
                rows.add(row("Logarithmic x", toggle("Logarithmic x", content.xLogProperty())));
                rows.add(row("Logarithmic y", toggle("Logarithmic y", content.yLogProperty())));
            }
            case MASK_STATISTICS -> {
                rows.add(row("Draws", new NumberField("Draws", content.drawsProperty(), 1, 1_000_000, 1)));
                rows.add(row("Seed", new NumberField("Seed", content.seedProperty(), 0, 1e9, 1)));
            }
            case ARCHITECTURE -> {
                // The open checkpoint says it all.
            }
        }
        return rows;
    }

    private HBox decoder() {
        Label name = new Label();
        Runnable follow = () -> name.setText(
                content.decoderProperty().get() == null
                        ? content.openDecoder().map(OpenDecoder::name).orElse("No decoder")
                        : content.decoderProperty().get().getFileName().toString());
        content.decoderProperty().addListener(ignored -> follow.run());
        follow.run();
        name.setMinWidth(0);
        Button open = new Button("Open\u2026");
        open.getStyleClass().add("small");
        open.setAccessibleText("Open a decoder");
        open.setOnAction(event -> dialogs.decoder().ifPresent(content.decoderProperty()::set));
        return row(name, open);
    }

    private VBox runs() {
        Label names = new Label();
        names.setWrapText(true);
        Runnable follow = () -> names.setText(
                content.runs().isEmpty()
                        ? "No run"
                        : String.join(
                                ", ",
                                content.runs().stream()
                                        .map(run -> run.getFileName().toString())
                                        .toList()));
        content.runs().addListener((javafx.beans.Observable ignored) -> follow.run());
        follow.run();
        Button add = new Button("Add a run\u2026");
        add.getStyleClass().add("small");
        add.setOnAction(event -> dialogs.folder().ifPresent(content.runs()::add));
        Button none = new Button("None");
        none.getStyleClass().add("small");
        none.setOnAction(event -> content.runs().clear());
        return new VBox(6, names, new HBox(6, add, none));
    }

    static <T> ComboBox<T> choice(String name, T[] values, Property<T> property, Function<T, String> title) {
        ComboBox<T> choice = new ComboBox<>();
        choice.getItems().setAll(values);
        choice.setConverter(new Titles<>(title));
        choice.setAccessibleText(name);
        choice.valueProperty().bindBidirectional(property);
        return choice;
    }

    static ToggleSwitch toggle(String name, BooleanProperty property) {
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.setAccessibleText(name);
        toggle.selectedProperty().bindBidirectional(property);
        return toggle;
    }

    static HBox row(String title, Node field) {
        Label label = new Label(title);
        label.setLabelFor(field);
        return row(label, field);
    }

    private static HBox row(Label label, Node field) {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox row = new HBox(8, label, space, field);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
