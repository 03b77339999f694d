package ijepa.app.predict;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import ijepa.app.control.LayoutTools;
import ijepa.app.control.Titles;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.ShellModel;
import ijepa.renderer.map.Distance;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The Predict workspace: the question in front in the middle, the list of questions and their fields at the side. */
final class PredictView extends BorderPane {

    private static final String HINT =
            "Space draws new blocks. Drag a block in the image. Click or drag over patches of the embeddings to see what is similar.";

    private final PredictModel model;
    private final PanelSaving saving;
    private final Map<PredictMode, ModePane> panes = new EnumMap<>(PredictMode.class);
    /** Made once: every node listens to its model as long as that lives. */
    private final Map<PredictMode, List<Node>> sides = new EnumMap<>(PredictMode.class);

    private final StackPane middle = new StackPane();
    private final VBox fields = new VBox();

    PredictView(PredictModel model, ShellModel shell, FileDialogs dialogs) {
        this.model = model;
        saving = new PanelSaving(shell, dialogs);
        getStyleClass().add("workspace");
        panes.put(PredictMode.PREDICTION, new PredictionPane(model, maker()));
        panes.put(PredictMode.ATTENTION, new AttentionPane(model, maker()));
        panes.put(PredictMode.SWEEP, new SweepPane(model, maker()));
        panes.put(PredictMode.NEIGHBOURS, new NeighbourPane(model, maker(), dialogs));
        panes.put(PredictMode.COMPARE, new ComparePane(model, maker(), dialogs));
        setTop(new LayoutTools(
                model.layout(),
                model.selection().sampling()::next,
                model.selection().sampling().problemProperty().isEmpty(),
                panes.get(PredictMode.PREDICTION).canvas(),
                distances(),
                export(),
                new Separator(Orientation.VERTICAL)));
        setCenter(middle);
        setRight(side());
        setBottom(readout());
        model.modeProperty().addListener(ignored -> showMode());
        showMode();
    }

    private PanelMaker maker() {
        return new PanelMaker(model, saving);
    }

    void focusCanvas() {
        pane().canvas().requestFocus();
    }

    private ModePane pane() {
        return panes.get(model.modeProperty().get());
    }

    private void showMode() {
        middle.getChildren().setAll(pane());
        fields.getChildren()
                .setAll(sides.computeIfAbsent(
                        model.modeProperty().get(), mode -> panes.get(mode).side()));
    }

    private HBox distances() {
        ChoiceBox<Distance> choice = new ChoiceBox<>();
        choice.getItems().setAll(Distance.values());
        choice.setConverter(new Titles<>(Distance::title));
        choice.valueProperty().bindBidirectional(model.distanceProperty());
        choice.setId("distance");
        choice.setTooltip(new Tooltip("What errors are measured by"));
        Label label = new Label("Error as");
        label.setLabelFor(choice);
        label.getStyleClass().add("tile-hint");
        HBox box = new HBox(8, label, choice);
        box.setAlignment(Pos.CENTER);
        return box;
    }

    private MenuButton export() {
        MenuItem picture = new MenuItem("Panels as PNG\u2026");
        picture.setId("save-panels");
        picture.setOnAction(event -> saving.picture(pane().panels()));
        MenuItem arrays = new MenuItem("Arrays as NumPy or safetensors\u2026");
        arrays.setId("save-arrays");
        arrays.setOnAction(event -> saving.arrays(model.shownProperty().get(), pane().panels()));
        MenuButton button = new MenuButton("", new FontIcon(Feather.DOWNLOAD), picture, arrays);
        button.setId("predict-save");
        button.getStyleClass().add("icon-button");
        button.setAccessibleText("Save what is shown");
        button.setTooltip(new Tooltip("Save what is shown"));
        return button;
    }

    private ScrollPane side() {
        VBox modes = new VBox(2);
        modes.getStyleClass().add("modes");
        ToggleGroup group = new ToggleGroup();
        for (PredictMode mode : PredictMode.values()) {
            ToggleButton button = new ToggleButton(mode.title(), new FontIcon(icon(mode)));
            button.setId("mode-" + mode.title().toLowerCase(Locale.ROOT));
            button.setToggleGroup(group);
            button.setMaxWidth(Double.MAX_VALUE);
            button.setTooltip(new Tooltip(mode.help()));
            button.setSelected(mode == model.modeProperty().get());
            button.setOnAction(event -> {
                button.setSelected(true);
                model.modeProperty().set(mode);
            });
            model.modeProperty().addListener((property, old, now) -> {
                if (now == mode) {
                    button.setSelected(true);
                }
            });
            modes.getChildren().add(button);
        }
        fields.getStyleClass().add("panel");
        VBox content = new VBox(modes, fields);
        ScrollPane side = new ScrollPane(content);
        side.setFitToWidth(true);
        side.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        side.getStyleClass().addAll("side-panel", "predict-side");
        return side;
    }

    private static Ikon icon(PredictMode mode) {
        return switch (mode) {
            case PREDICTION -> Feather.LAYERS;
            case ATTENTION -> Feather.EYE;
            case SWEEP -> Feather.MOVE;
            case NEIGHBOURS -> Feather.IMAGE;
            case COMPARE -> Feather.COLUMNS;
        };
    }

    private VBox readout() {
        Label pointed = new Label();
        pointed.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> {
                            String patch = model.describe(
                                    model.pointer().pointedProperty().get());
                            return patch.isEmpty() ? HINT : patch;
                        },
                        model.pointer().pointedProperty(),
                        model.errors().panelProperty(),
                        model.layout().stateProperty()));
        pointed.getStyleClass().add("readout");
        pointed.setId("predict-readout");
        VBox lines = new VBox(pointed);
        lines.setAlignment(Pos.CENTER);
        lines.getStyleClass().add("readouts");
        return lines;
    }
}
