package ijepa.app.decode;

import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.value.ObservableStringValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.ToggleSwitch;
import ijepa.app.control.FieldRow;
import ijepa.app.control.NumberField;
import ijepa.app.control.Titles;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.OpenDecoder;
import ijepa.app.shell.ShellModel;
import ijepa.core.tensor.Precision;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The fields of decoding. */
final class DecodeSide extends VBox {

    private static final long LARGEST_SEED = 1_000_000_000L;

    private final DecodeModel model;

    DecodeSide(DecodeModel model, ShellModel shell, FileDialogs dialogs, BooleanProperty alone) {
        this.model = model;
        getStyleClass().add("panel");
        getChildren()
                .addAll(
                        state(),
                        note(model.warningProperty(), "decode-warning"),
                        head("Decoder"),
                        decoder(shell, dialogs),
                        new FieldRow("Sampler", sampler()),
                        new FieldRow(
                                "Denoising steps",
                                new NumberField(
                                        "Denoising steps", model.stepsProperty(), 1, DecodeModel.MOST_STEPS, 1)),
                        new FieldRow("Precision", precision()),
                        head("Samples"),
                        new FieldRow(
                                "Samples a row",
                                new NumberField("Samples a row", model.samplesProperty(), 1, SeedsModel.MOST, 1)),
                        new FieldRow("First seed", new NumberField("First seed", first(), 0, LARGEST_SEED, 1)),
                        toggle("Same seeds for everything", model.seeds().lockedProperty(), "lock-seeds"),
                        newSeeds(),
                        head("Rows"),
                        toggle("Blocks (Figure 6)", model.blocksProperty(), "decode-blocks"),
                        toggle("What is there beside", model.thereProperty(), "decode-there"),
                        toggle("Between blocks 1 and 2", model.betweenProperty(), "decode-between"),
                        toggle("Whole image (Figure 7)", model.wholeProperty(), "decode-whole"),
                        toggle("Samples without the image", alone, "decode-alone"));
    }

    private static Label head(String title) {
        Label head = new Label(title);
        head.getStyleClass().addAll("section-title", "side-head");
        return head;
    }

    private static Label note(ObservableStringValue text, String id) {
        Label note = new Label();
        note.setId(id);
        note.setWrapText(true);
        note.setMinHeight(USE_PREF_SIZE);
        note.getStyleClass().add("tile-hint");
        note.textProperty().bind(text);
        note.visibleProperty().bind(note.textProperty().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        return note;
    }

    private static Node toggle(String title, BooleanProperty value, String id) {
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.setAccessibleText(title);
        toggle.setId(id);
        toggle.selectedProperty().bindBidirectional(value);
        return new FieldRow(title, toggle);
    }

    /** What goes on, and a way to end it or to do it again. */
    private Node state() {
        Label label = new Label();
        label.setId("decode-state");
        label.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.stateProperty().get().title(), model.stateProperty()));
        Button cancel = new Button("Cancel", new FontIcon(Feather.X));
        cancel.setId("decode-cancel");
        cancel.setOnAction(event -> model.cancel());
        Button again = new Button("Draw again", new FontIcon(Feather.REFRESH_CW));
        again.setId("decode-again");
        again.setOnAction(event -> model.again());
        Runnable follow = () -> {
            DecodeState now = model.stateProperty().get();
            cancel.setVisible(now.isRunning());
            again.setVisible(now == DecodeState.CANCELLED || now == DecodeState.FAILED || now == DecodeState.DONE);
        };
        for (Button button : new Button[] {cancel, again}) {
            button.managedProperty().bind(button.visibleProperty());
        }
        model.stateProperty().addListener(ignored -> follow.run());
        follow.run();
        label.getStyleClass().add("section-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox box = new HBox(8, label, space, cancel, again);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private HBox decoder(ShellModel shell, FileDialogs dialogs) {
        Label name = new Label();
        name.setId("decode-decoder");
        name.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.selection().decoder().map(OpenDecoder::name).orElse("None"),
                        model.selection().decoderProperty()));
        Button open = new Button("", new FontIcon(Feather.FOLDER));
        open.setId("open-decoder");
        open.getStyleClass().addAll("icon-button", "tight");
        open.setAccessibleText("Open a decoder");
        open.setTooltip(new Tooltip("Open a decoder (Ctrl+Shift+K)"));
        open.setOnAction(event -> dialogs.decoder().ifPresent(shell::openDecoder));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox box = new HBox(4, name, space, open);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private ChoiceBox<SamplerChoice> sampler() {
        ChoiceBox<SamplerChoice> choice = new ChoiceBox<>();
        choice.getItems().setAll(SamplerChoice.values());
        choice.setConverter(new Titles<>(SamplerChoice::title));
        choice.valueProperty().bindBidirectional(model.samplerProperty());
        choice.setId("decode-sampler");
        return choice;
    }

    private ChoiceBox<Precision> precision() {
        ChoiceBox<Precision> choice = new ChoiceBox<>();
        choice.getItems().setAll(Precision.values());
        choice.setConverter(new Titles<>(precision -> precision == Precision.FP32 ? "32 bits" : "16 bits (bf16)"));
        choice.valueProperty().bindBidirectional(model.precisionProperty());
        choice.setId("decode-precision");
        return choice;
    }

    private LongProperty first() {
        LongProperty first =
                new SimpleLongProperty(model.seeds().seeds().getFirst().number());
        first.addListener((property, old, typed) -> {
            if (typed.longValue() != model.seeds().seeds().getFirst().number()) {
                model.seeds().startAt(typed.longValue());
            }
        });
        model.seeds().seeds().addListener((ListChangeListener<SeedsModel.Seed>)
                change -> first.set(model.seeds().seeds().getFirst().number()));
        return first;
    }

    private Button newSeeds() {
        Button button = new Button("New seeds", new FontIcon(Feather.SHUFFLE));
        button.setId("new-seeds");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setTooltip(new Tooltip("Draw new seeds, but for those that are pinned above their samples"));
        button.setOnAction(event -> model.seeds().draw());
        return button;
    }
}
