package ijepa.app.pretrain;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.ToggleSwitch;
import ijepa.app.shell.FileDialogs;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One field of the form with its name, and below it what is wrong with it. */
final class FieldRow extends VBox {

    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final double NARROW = 130;

    private final FieldModel model;

    /** A field of a pretraining run. */
    FieldRow(FieldModel model, FileDialogs dialogs) {
        this(model, dialogs, "field-");
    }

    /**
     * A field of a form.
     *
     * @param prefix of its control's id
     */
    FieldRow(FieldModel model, FileDialogs dialogs, String prefix) {
        super(2);
        this.model = model;
        FormField field = model.field();
        Node control = switch (field.kind()) {
            case TEXT, WHOLE, NUMBER -> text(field.kind() != FormField.Kind.TEXT);
            case FOLDER -> chosen(() -> dialogs.folderFor(field.title()));
            case CHECKPOINT -> chosen(dialogs::checkpoint);
            case DECODER -> chosen(dialogs::decoder);
            case NEW_DECODER -> chosen(() -> dialogs.decoderToSave("decoder.safetensors"));
            case LAYOUT -> chosen(dialogs::layoutToOpen);
            case FLAG -> flag();
            case CHOICE, DEVICE -> choice();
        };
        control.setId(prefix + field.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        Label label = new Label(field.title());
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setLabelFor(control);
        label.setTooltip(new Tooltip(field.path()));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = field.kind().isWords() ? new HBox(10, label, control) : new HBox(8, label, space, control);
        HBox.setHgrow(control, space.getParent() == null ? Priority.ALWAYS : Priority.NEVER);
        line.setAlignment(Pos.CENTER_LEFT);
        Label problem = new Label();
        problem.getStyleClass().add("field-problem");
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.textProperty().bind(model.problemProperty());
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        getChildren().addAll(line, problem);
        visibleProperty().bind(model.concernedProperty());
        managedProperty().bind(visibleProperty());
        model.problemProperty().subscribe(words -> control.pseudoClassStateChanged(WRONG, !words.isEmpty()));
    }

    private TextField text(boolean number) {
        TextField text = new TextField();
        text.getStyleClass().add(number ? "number-field" : "text-value");
        text.promptTextProperty().bind(model.usualProperty());
        text.setAccessibleText(model.field().title());
        if (number) {
            text.setPrefWidth(NARROW);
        } else {
            text.setPrefColumnCount(18);
        }
        model.textProperty().subscribe(words -> {
            if (!words.equals(text.getText())) {
                text.setText(words);
            }
        });
        text.textProperty().addListener((property, old, typed) -> model.enter(typed));
        return text;
    }

    private HBox chosen(Supplier<Optional<Path>> dialog) {
        TextField text = text(false);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setId("text-" + model.field().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        Button choose = new Button("", new FontIcon(Feather.FOLDER));
        choose.getStyleClass().add("icon-button");
        choose.setAccessibleText("Choose: " + model.field().title());
        choose.setOnAction(event -> dialog.get().ifPresent(chosen -> model.enter(chosen.toString())));
        HBox box = new HBox(4, text, choose);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private ToggleSwitch flag() {
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.setAccessibleText(model.field().title());
        Runnable follow = () -> toggle.setSelected(Boolean.parseBoolean(shown()));
        model.textProperty().subscribe(ignored -> follow.run());
        model.usualProperty().subscribe(ignored -> follow.run());
        toggle.selectedProperty().addListener((property, old, on) -> {
            if (on != Boolean.parseBoolean(shown())) {
                model.enter(Boolean.toString(on));
            }
        });
        return toggle;
    }

    private ComboBox<String> choice() {
        ComboBox<String> choice = new ComboBox<>();
        choice.setPrefWidth(NARROW + 40);
        choice.setAccessibleText(model.field().title());
        if (model.field().kind() == FormField.Kind.DEVICE) {
            choice.setEditable(true);
            choice.getItems().setAll("auto", "cpu", "cuda:0", "cuda:1");
        } else {
            choice.getItems().setAll(model.field().choices());
        }
        Runnable follow = () -> {
            if (!shown().equals(choice.getValue())) {
                choice.setValue(shown());
            }
        };
        model.textProperty().subscribe(ignored -> follow.run());
        model.usualProperty().subscribe(ignored -> follow.run());
        choice.valueProperty().addListener((property, old, chosen) -> {
            if (chosen != null && !chosen.equals(shown())) {
                model.enter(chosen);
            }
        });
        return choice;
    }

    /** What is entered, or holds where nothing is. */
    private String shown() {
        return model.textProperty().get().isEmpty()
                ? model.usualProperty().get()
                : model.textProperty().get();
    }
}
