package ijepa.app.pretrain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.collections.SetChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** All charts of the selected runs under a bar that says how they are looked at. */
public final class RunCurvesView extends BorderPane {

    private static final double SLIDER = 110;

    /** Decades of 1 - weight on the slider. */
    private static final double RANGE = 3;

    private final RunCurvesModel model;
    private final CurveTiles tiles = new CurveTiles();
    private final List<CurveTile> all = new ArrayList<>();
    private final Label nothing = new Label();

    /**
     * The charts of a model.
     *
     * @param exports takes numbers out of them
     */
    public RunCurvesView(RunCurvesModel model, CurveExports exports) {
        this.model = model;
        getStyleClass().add("run-curves");
        for (RunChart chart : RunChart.values()) {
            CurveTile tile = new CurveTile(chart, model, exports);
            tile.expandedProperty()
                    .addListener((property, old, now) -> tiles.aloneProperty().set(now ? tile : null));
            model.chart(chart).curvesProperty().addListener(ignored -> arrange());
            all.add(tile);
        }
        model.hidden().addListener((SetChangeListener<RunChart.Group>) change -> arrange());
        model.runs().addListener((ListChangeListener<FollowedRunModel>) change -> arrange());
        ScrollPane scroll = new ScrollPane(tiles);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("stage");
        scroll.viewportBoundsProperty().addListener((property, old, now) -> tiles.setMinHeight(now.getHeight()));
        nothing.getStyleClass().add("tile-note");
        nothing.setWrapText(true);
        nothing.setMouseTransparent(true);
        setTop(bar());
        setCenter(new StackPane(scroll, nothing));
        setMinWidth(340);
        arrange();
    }

    private void arrange() {
        List<CurveTile> shown = all.stream()
                .filter(tile -> !model.hidden().contains(tile.chart().group()))
                .filter(tile ->
                        !model.chart(tile.chart()).curvesProperty().get().isEmpty() || hidesAll(tile.chart()))
                .toList();
        all.stream()
                .filter(tile -> tile.expandedProperty().get() && !shown.contains(tile))
                .forEach(tile -> tile.expandedProperty().set(false));
        tiles.show(shown);
        nothing.setVisible(shown.isEmpty());
        nothing.setText(
                model.runs().isEmpty()
                        ? "Choose a run to see its curves."
                        : model.hidden().size() == RunChart.Group.values().length
                                ? "All charts are hidden: choose some under Charts."
                                : "No step is done yet. Curves appear with the first one.");
    }

    /** A chart whose tags were all taken away stays, so that they can be brought back. */
    private boolean hidesAll(RunChart chart) {
        return model.hiddenTags().containsAll(chart.tags())
                && model.runs().stream().anyMatch(run -> chart.tags().stream().anyMatch(run.data()::holds));
    }

    private HBox bar() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox bar = new HBox(10, axis(), smoothing(), space, groups());
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("tools");
        return bar;
    }

    private HBox axis() {
        HBox buttons = new HBox();
        ToggleGroup group = new ToggleGroup();
        for (RunAxis axis : RunAxis.values()) {
            ToggleButton button = new ToggleButton(axis.title());
            button.getStyleClass()
                    .add(axis == RunAxis.STEP ? "left-pill" : axis == RunAxis.TIME ? "right-pill" : "center-pill");
            button.getStyleClass().add("small");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setId("axis-" + axis.name().toLowerCase(Locale.ROOT));
            button.setToggleGroup(group);
            button.setSelected(model.axisProperty().get() == axis);
            button.setTooltip(new Tooltip("Horizontal axis: " + axis.unit()));
            button.setOnAction(event -> {
                model.axisProperty().set(axis);
                button.setSelected(true);
            });
            model.axisProperty().addListener((property, old, now) -> button.setSelected(now == axis));
            buttons.getChildren().add(button);
        }
        return buttons;
    }

    private HBox smoothing() {
        Label name = new Label("Smoothing");
        name.getStyleClass().add("readout");
        name.setMinWidth(Region.USE_PREF_SIZE);
        Slider slider = new Slider(0, 1, position(model.smoothingProperty().get()));
        slider.setId("smoothing");
        slider.setPrefWidth(SLIDER);
        slider.setMinWidth(60);
        slider.setBlockIncrement(0.1);
        slider.setAccessibleText("Smoothing of curves");
        slider.setTooltip(new Tooltip("Weight of the exponential moving average, as TensorBoard smooths"));
        slider.valueProperty()
                .addListener((property, old, now) -> model.smoothingProperty().set(weight(now.doubleValue())));
        model.smoothingProperty().addListener((property, old, now) -> {
            if (Math.abs(weight(slider.getValue()) - now.doubleValue()) > 1e-4) {
                slider.setValue(position(now.doubleValue()));
            }
        });
        Label value = new Label();
        value.getStyleClass().add("readout");
        value.setMinWidth(38);
        Runnable follow = () -> value.setText(
                model.smoothingProperty().get() == 0
                        ? "off"
                        : String.format(
                                Locale.ROOT, "%.3f", model.smoothingProperty().get()));
        model.smoothingProperty().addListener(ignored -> follow.run());
        follow.run();
        HBox row = new HBox(6, name, slider, value);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /** What is left of 1 - weight falls evenly by decades: a third of the way is 0.9, two thirds 0.99. */
    private static double weight(double position) {
        double weight = 1 - Math.pow(10, -RANGE * position);
        return Math.rint(weight * 1000) / 1000;
    }

    private static double position(double weight) {
        return -Math.log10(1 - weight) / RANGE;
    }

    private MenuButton groups() {
        MenuButton button = new MenuButton("Charts", new FontIcon(Feather.GRID));
        button.setId("chart-groups");
        button.getStyleClass().addAll("flat", "small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        for (RunChart.Group group : RunChart.Group.values()) {
            CheckMenuItem item = new CheckMenuItem(group.title());
            item.setSelected(!model.hidden().contains(group));
            item.setOnAction(event -> {
                if (item.isSelected()) {
                    model.hidden().remove(group);
                } else {
                    model.hidden().add(group);
                }
            });
            model.hidden().addListener((SetChangeListener<RunChart.Group>)
                    change -> item.setSelected(!model.hidden().contains(group)));
            button.getItems().add(item);
        }
        return button;
    }
}
