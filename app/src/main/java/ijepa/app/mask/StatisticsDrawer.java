package ijepa.app.mask;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import ijepa.app.control.PlotCanvas;
import ijepa.core.mask.MaskStatistics;
import ijepa.renderer.figure.recipe.PanelSource;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Statistics and coming draws below the canvas: one view at a time, and a bar that folds all of it away. */
final class StatisticsDrawer extends VBox {

    /**
     * One view.
     *
     * @param csv its numbers; null where it has none
     */
    private record Tab(String title, Node node, Function<StatisticsModel.Result, String> csv, String fileName) {}

    private final MaskModel model;
    private final StackPane body = new StackPane();
    /** Whether more than its bar is seen. */
    private final BooleanProperty open = new SimpleBooleanProperty();

    private final ToggleGroup group = new ToggleGroup();
    private final Label note = new Label();
    private final Button save = new Button("", new FontIcon(Feather.DOWNLOAD));
    private Tab shown;

    /** Takes numbers to a file of the user's choice. */
    @FunctionalInterface
    interface Saving {
        void save(String fileName, String text);
    }

    StatisticsDrawer(MaskModel model, Saving saving) {
        this.model = model;
        getStyleClass().add("drawer");
        body.setMinHeight(0);
        body.getStyleClass().add("drawer-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        List<Tab> tabs = List.of(
                new Tab("Where", new ProbabilityPane(model), StatisticsCsv::probabilities, "mask-probabilities.csv"),
                new Tab("How much", sizes(), StatisticsCsv::sizes, "mask-sizes.csv"),
                new Tab("Batch cut", truncation(), StatisticsCsv::truncation, "mask-truncation.csv"),
                new Tab("Next " + UpcomingModel.COUNT, new ContactSheet(model), null, null));
        save.getStyleClass().add("icon-button");
        save.setTooltip(new Tooltip("Save these numbers as CSV"));
        save.setAccessibleText("Save these numbers as CSV");
        save.setId("save-statistics");
        save.setOnAction(event -> saving.save(
                shown.fileName,
                shown.csv.apply(model.statistics().resultProperty().get())));
        note.getStyleClass().add("tile-hint");
        note.setMinWidth(0);
        HBox bar = new HBox(4);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("drawer-bar");
        for (Tab tab : tabs) {
            bar.getChildren().add(button(tab));
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        bar.getChildren().addAll(space, note, save, fold());
        getChildren().add(bar);
        open.addListener((property, old, now) -> {
            if (now) {
                getChildren().add(body);
            } else {
                getChildren().remove(body);
                group.selectToggle(null);
            }
            follow();
        });
        model.statistics().resultProperty().addListener(ignored -> follow());
        follow();
    }

    /** How tall its views are. */
    DoubleProperty bodyHeight() {
        return body.prefHeightProperty();
    }

    /** Opens the first view. */
    void open() {
        ((ToggleButton) group.getToggles().getFirst()).fire();
    }

    /** What its view shows, as a part of a figure; nothing while only its bar is seen. */
    Optional<PanelSource> figure(MaskFigures figures) {
        if (!open.get()) {
            return Optional.empty();
        }
        return Optional.of(shown.csv == null ? figures.upcoming() : figures.statistics());
    }

    private ToggleButton button(Tab tab) {
        ToggleButton button = new ToggleButton(tab.title);
        button.getStyleClass().addAll("flat", "small");
        button.setToggleGroup(group);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setId("drawer-" + tab.title.toLowerCase(Locale.ROOT).replace(' ', '-'));
        button.setOnAction(event -> {
            if (button.isSelected()) {
                shown = tab;
                body.getChildren().setAll(tab.node);
                open.set(true);
            } else {
                open.set(false);
            }
            model.upcoming().setActive(open.get() && shown.csv == null);
            follow();
        });
        return button;
    }

    private Button fold() {
        FontIcon icon = new FontIcon(Feather.CHEVRON_UP);
        Button button = new Button("", icon);
        button.getStyleClass().add("icon-button");
        open.addListener((property, old, now) -> icon.setIconCode(now ? Feather.CHEVRON_DOWN : Feather.CHEVRON_UP));
        button.setAccessibleText("Show or hide the statistics");
        button.setTooltip(new Tooltip("Show or hide the statistics"));
        button.setOnAction(event -> {
            if (open.get()) {
                open.set(false);
            } else {
                open();
            }
        });
        return button;
    }

    private void follow() {
        StatisticsModel.Result result = model.statistics().resultProperty().get();
        boolean numbers = open.get() && shown != null && shown.csv != null && result != null;
        save.setDisable(!numbers);
        Optional<MaskStatistics> first = result == null ? Optional.empty() : result.first();
        if (result != null && !result.secondProblem().isEmpty()) {
            note.setText("B: " + result.secondProblem());
        } else {
            note.setText(first.map(counted -> String.format(Locale.ROOT, "%,d draws", counted.draws()))
                    .orElse("No draws"));
        }
    }

    private HBox sizes() {
        HBox row = new HBox(8);
        row.getChildren()
                .addAll(
                        plot(Plots::contextShare),
                        plot(Plots::targetShare),
                        plot(Plots::lostShare),
                        plot(Plots::tries));
        return row;
    }

    private PlotCanvas plot(Function<StatisticsModel.Result, PlotCanvas.Plot> of) {
        PlotCanvas canvas = new PlotCanvas();
        canvas.setPrefSize(200, 180);
        HBox.setHgrow(canvas, Priority.ALWAYS);
        whenever(result -> canvas.plotProperty()
                .set(result.first().isEmpty() && result.second().isEmpty() ? null : of.apply(result)));
        return canvas;
    }

    private HBox truncation() {
        PlotCanvas canvas = plot(Plots::truncation);
        canvas.setId("truncation-plot");
        Label words = new Label();
        words.setWrapText(true);
        words.setPrefWidth(250);
        words.setMinWidth(180);
        whenever(result ->
                words.setText(result.first().map(StatisticsDrawer::inWords).orElse("")));
        HBox row = new HBox(16, canvas, words);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static String inWords(MaskStatistics counted) {
        if (!counted.truncation().cuts()) {
            return "Nothing is cut: images of a batch keep all that was drawn for them, or share one size.";
        }
        return String.format(
                Locale.ROOT,
                "The published code cuts every context of a batch to the shortest one and keeps the lowest patch "
                        + "numbers: the upper rows. With %d images %.0f %% of the drawn context is left.",
                counted.batch(),
                100 * counted.truncation().kept(counted.batch()));
    }

    private void whenever(Consumer<StatisticsModel.Result> show) {
        model.statistics().resultProperty().addListener((property, old, result) -> {
            if (result != null) {
                show.accept(result);
            }
        });
    }
}
