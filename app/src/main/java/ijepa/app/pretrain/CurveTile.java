package ijepa.app.pretrain;

import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.SetChangeListener;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import ijepa.app.control.curve.CurveChart;
import ijepa.app.control.curve.CurveChartModel;
import ijepa.app.control.curve.CurveLegend;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One chart under its title, with what can be done with it. */
final class CurveTile extends VBox {

    private final RunChart chart;
    private final BooleanProperty expanded = new SimpleBooleanProperty();

    CurveTile(RunChart chart, RunCurvesModel curves, CurveExports exports) {
        this.chart = chart;
        CurveChartModel model = curves.chart(chart);
        getStyleClass().addAll("tile", "curve-tile");
        CurveChart canvas = new CurveChart(model);
        canvas.setId("curve-" + chart.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        canvas.pageScrollsProperty().bind(expanded.not());
        VBox.setVgrow(canvas, Priority.ALWAYS);
        Label title = new Label(chart.title());
        title.getStyleClass().add("section-title");
        title.setMinWidth(0);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(2, title, space, logarithm(model), reset(model), expand(), more(curves, exports));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("tile-head");
        getChildren().addAll(head, new CurveLegend(model), canvas);
    }

    RunChart chart() {
        return chart;
    }

    /** Whether it has the place of all charts. */
    BooleanProperty expandedProperty() {
        return expanded;
    }

    private static ToggleButton logarithm(CurveChartModel model) {
        ToggleButton button = new ToggleButton("log");
        button.getStyleClass().addAll("flat", "small", "log-toggle");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.selectedProperty().bindBidirectional(model.logarithmicProperty());
        describe(button, "Logarithmic vertical axis (L)");
        return button;
    }

    private static Button reset(CurveChartModel model) {
        Button button = icon(Feather.ROTATE_CCW, "Show everything again (double click or F)");
        Runnable follow = () -> button.setVisible(model.isZoomed());
        model.acrossProperty().addListener(ignored -> follow.run());
        model.upwardProperty().addListener(ignored -> follow.run());
        follow.run();
        button.setOnAction(event -> model.reset());
        return button;
    }

    private Button expand() {
        Button button = icon(Feather.MAXIMIZE_2, "Enlarge");
        button.setId("expand-" + chart.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        expanded.addListener((property, old, now) -> {
            button.setGraphic(new FontIcon(now ? Feather.MINIMIZE_2 : Feather.MAXIMIZE_2));
            describe(button, now ? "Show all charts" : "Enlarge");
        });
        button.setOnAction(event -> expanded.set(!expanded.get()));
        return button;
    }

    private Button more(RunCurvesModel curves, CurveExports exports) {
        CurveChartModel model = curves.chart(chart);
        Button button = icon(Feather.MORE_HORIZONTAL, "Copy, save, choose curves");
        ContextMenu menu = new ContextMenu();
        if (chart.tags().size() > 1) {
            for (RunTag tag : chart.tags()) {
                menu.getItems().add(choice(curves, tag));
            }
            menu.getItems().add(new SeparatorMenuItem());
        }
        menu.getItems()
                .addAll(
                        item("Copy as CSV", () -> exports.copy(model)),
                        item(
                                "Save as CSV…",
                                () -> exports.save(
                                        model, "curves-" + chart.name().toLowerCase(Locale.ROOT))));
        if (exports.makesFigures()) {
            menu.getItems().add(item("Send to Figures", () -> exports.toFigures(model)));
        }
        button.setOnAction(event -> menu.show(button, Side.BOTTOM, 0, 0));
        setOnContextMenuRequested(event -> {
            menu.show(this, event.getScreenX(), event.getScreenY());
            event.consume();
        });
        return button;
    }

    private static CheckMenuItem choice(RunCurvesModel curves, RunTag tag) {
        CheckMenuItem item = new CheckMenuItem(tag.title());
        item.setSelected(!curves.hiddenTags().contains(tag));
        item.selectedProperty().addListener((property, old, now) -> {
            if (now) {
                curves.hiddenTags().remove(tag);
            } else {
                curves.hiddenTags().add(tag);
            }
        });
        curves.hiddenTags().addListener((SetChangeListener<RunTag>)
                change -> item.setSelected(!curves.hiddenTags().contains(tag)));
        return item;
    }

    private static MenuItem item(String title, Runnable action) {
        MenuItem item = new MenuItem(title);
        item.setOnAction(event -> action.run());
        return item;
    }

    private static Button icon(Feather icon, String words) {
        Button button = new Button("", new FontIcon(icon));
        button.getStyleClass().addAll("icon-button", "tight");
        describe(button, words);
        return button;
    }

    private static void describe(ButtonBase button, String words) {
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
    }
}
