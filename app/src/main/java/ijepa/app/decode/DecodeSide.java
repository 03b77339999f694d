package ijepa.app.decode;

import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.SimpleLongProperty;
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

import ijepa.app.control.FieldRow;
import ijepa.app.control.NumberField;
import ijepa.app.control.Titles;
import ijepa.app.predict.SideFields;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.OpenDecoder;
import ijepa.app.shell.ShellModel;
import ijepa.core.tensor.Precision;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The fields of decoding. */
final class DecodeSide extends VBox {

    /** Room for the longest name beside the arrow. */
    private static final double SAMPLER_WIDTH = 134;

    private static final long LARGEST_SEED = 1_000_000_000L;

    private final DecodeModel model;

    /**
     * The fields.
     *
     * @param alone whether samples are shown without the image around them
     * @param train opens the form that trains a decoder
     */
    DecodeSide(DecodeModel model, ShellModel shell, FileDialogs dialogs, BooleanProperty alone, Runnable train) {
        this.model = model;
        SamplingModel sampling = model.sampling();
        getStyleClass().add("panel");
        Label warning = SideFields.note(model.warningProperty());
        warning.setId("decode-warning");
        getChildren()
                .addAll(
                        state(),
                        warning,
                        SideFields.head("Decoder"),
                        decoder(shell, dialogs),
                        SideFields.button("Train a decoder\u2026", "train-decoder", train),
                        new FieldRow("Sampler", sampler(sampling)),
                        new FieldRow(
                                "Denoising steps",
                                new NumberField(
                                        "Denoising steps", sampling.stepsProperty(), 1, SamplingModel.MOST_STEPS, 1)),
                        new FieldRow(
                                "Guidance (1: none)",
                                new NumberField(
                                        "Guidance (1: none)",
                                        sampling.guidanceProperty(),
                                        1,
                                        SamplingModel.MOST_GUIDANCE,
                                        0.5)),
                        new FieldRow("Precision", precision(sampling)),
                        new FieldRow("Device", device(sampling)),
                        SideFields.head("Samples"),
                        new FieldRow(
                                "Samples a row",
                                new NumberField("Samples a row", sampling.samplesProperty(), 1, SeedsModel.MOST, 1)),
                        new FieldRow(
                                "First seed",
                                new NumberField("First seed", first(sampling.seeds()), 0, LARGEST_SEED, 1)),
                        SideFields.toggle(
                                "Same seeds for everything", sampling.seeds().lockedProperty(), "lock-seeds"),
                        newSeeds(sampling.seeds()));
        getChildren().addAll(new RowFields(model, dialogs, alone).all());
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

    private static ChoiceBox<SamplerChoice> sampler(SamplingModel sampling) {
        ChoiceBox<SamplerChoice> choice = new ChoiceBox<>();
        choice.getItems().setAll(SamplerChoice.values());
        choice.setConverter(new Titles<>(SamplerChoice::title));
        choice.valueProperty().bindBidirectional(sampling.samplerProperty());
        choice.setId("decode-sampler");
        choice.setMinWidth(SAMPLER_WIDTH);
        return choice;
    }

    private static ChoiceBox<Precision> precision(SamplingModel sampling) {
        ChoiceBox<Precision> choice = new ChoiceBox<>();
        choice.getItems().setAll(Precision.values());
        choice.setConverter(new Titles<>(precision -> precision == Precision.FP32 ? "32 bits" : "16 bits (bf16)"));
        choice.valueProperty().bindBidirectional(sampling.precisionProperty());
        choice.setId("decode-precision");
        return choice;
    }

    private static ChoiceBox<String> device(SamplingModel sampling) {
        ChoiceBox<String> choice = new ChoiceBox<>(sampling.devices());
        choice.valueProperty().bindBidirectional(sampling.deviceProperty());
        choice.setId("decode-device");
        choice.setTooltip(new Tooltip("Where samples are drawn; auto takes the first graphics card, if there is one"));
        return choice;
    }

    private static LongProperty first(SeedsModel seeds) {
        LongProperty first = new SimpleLongProperty(seeds.seeds().getFirst().number());
        first.addListener((property, old, typed) -> {
            if (typed.longValue() != seeds.seeds().getFirst().number()) {
                seeds.startAt(typed.longValue());
            }
        });
        seeds.seeds().addListener((ListChangeListener<SeedsModel.Seed>)
                change -> first.set(seeds.seeds().getFirst().number()));
        return first;
    }

    private static Button newSeeds(SeedsModel seeds) {
        Button button = new Button("New seeds", new FontIcon(Feather.SHUFFLE));
        button.setId("new-seeds");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setTooltip(new Tooltip("Draw new seeds, but for those that are pinned above their samples"));
        button.setOnAction(event -> seeds.draw());
        return button;
    }
}
