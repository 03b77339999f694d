package ijepa.app.control.curve;

import java.util.List;
import java.util.Locale;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

import ijepa.app.control.PaintedRegion;

/**
 * Curves over as many points as there are: the wheel zooms at the pointer, with Shift vertically; dragging pans; a double
 * click or F shows everything. Arrows move the cursor, plus and minus zoom, Alt with arrows pans, L switches the
 * logarithm, Ctrl+C copies the points in sight as CSV.
 *
 * <p>Style: {@code -curve-ink} of numbers, {@code -curve-rule} of axes, {@code -curve-ground} behind readouts.
 */
public final class CurveChart extends PaintedRegion {

    private static final StyleablePropertyFactory<CurveChart> STYLES =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final double LEFT = 48;
    private static final double RIGHT = 12;
    private static final double TOP = 8;
    private static final double BOTTOM = 38;

    private final CurveChartModel model;
    private final BooleanProperty pageScrolls = new SimpleBooleanProperty();
    private final BooleanProperty pointed = new SimpleBooleanProperty();
    private final Canvas cursorLayer = new Canvas();
    private final StyleableProperty<Paint> ink =
            STYLES.createStyleablePaintProperty(this, "ink", "-curve-ink", chart -> chart.ink, Color.BLACK);
    private final StyleableProperty<Paint> rule =
            STYLES.createStyleablePaintProperty(this, "rule", "-curve-rule", chart -> chart.rule, Color.GRAY);
    private final StyleableProperty<Paint> ground =
            STYLES.createStyleablePaintProperty(this, "ground", "-curve-ground", chart -> chart.ground, Color.WHITE);
    private Picture painted;

    /** Made to see whether growth shows, and then painted; null where something else changed since. */
    private Picture grown;

    public CurveChart(CurveChartModel model) {
        this.model = model;
        getStyleClass().add("curve-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setMinSize(160, 120);
        cursorLayer.setManaged(false);
        cursorLayer.setMouseTransparent(true);
        getChildren().add(cursorLayer);
        for (Observable shown : List.of(
                model.curvesProperty(),
                model.acrossTitleProperty(),
                model.smoothingProperty(),
                model.logarithmicProperty(),
                model.acrossProperty(),
                model.upwardProperty(),
                (Observable) ink,
                (Observable) rule)) {
            shown.addListener(ignored -> {
                grown = null;
                schedulePaint();
            });
        }
        model.growthProperty().addListener(ignored -> paintGrowth());
        for (Observable shown : List.of(model.cursorProperty(), pointed, (Observable) ground)) {
            shown.addListener(ignored -> paintCursor());
        }
        CurveGestures.install(this);
    }

    public CurveChartModel model() {
        return model;
    }

    /** Whether the wheel is left to the page around: it then zooms only with Ctrl, or where the chart has the focus. */
    public BooleanProperty pageScrollsProperty() {
        return pageScrolls;
    }

    /** Whether the chart shows a card with the values at the cursor. */
    BooleanProperty pointedProperty() {
        return pointed;
    }

    /** Where values lie at the present size. */
    public Plane plane() {
        return model.plane(LEFT, TOP, Math.max(1, getWidth() - LEFT - RIGHT), Math.max(1, getHeight() - TOP - BOTTOM));
    }

    @Override
    protected void layoutChildren() {
        cursorLayer.setWidth(getWidth());
        cursorLayer.setHeight(getHeight());
        super.layoutChildren();
    }

    /** New points of a long run mostly change nothing that can be seen. */
    private void paintGrowth() {
        if (!isSeen() || painted == null) {
            schedulePaint();
        } else if (!model.hidesGrowth(painted)) {
            grown = model.picture(plane());
            if (!grown.looksLike(painted)) {
                schedulePaint();
            }
        }
    }

    private boolean isSeen() {
        return getScene() != null && getWidth() > LEFT + RIGHT && getHeight() > TOP + BOTTOM;
    }

    @Override
    protected void paint(GraphicsContext graphics) {
        if (!isSeen()) {
            painted = null;
            return;
        }
        Plane now = plane();
        painted = grown != null && grown.plane().equals(now) ? grown : model.picture(now);
        grown = null;
        CurvePainter painter = new CurvePainter(graphics, painted.plane());
        painter.axes(painted, model.acrossTitleProperty().get(), ink.getValue(), rule.getValue());
        painter.curves(painted);
        paintCursor();
    }

    private void paintCursor() {
        GraphicsContext graphics = cursorLayer.getGraphicsContext2D();
        graphics.clearRect(0, 0, cursorLayer.getWidth(), cursorLayer.getHeight());
        double place = model.cursorProperty().get();
        if (Double.isNaN(place) || !isSeen()) {
            return;
        }
        List<CurveChartModel.Reading> readings = model.readings();
        CursorPainter painter = new CursorPainter(graphics, plane());
        painter.line(place, readings, ink.getValue(), ground.getValue());
        if (pointed.get() && !readings.isEmpty()) {
            painter.card(
                    readings,
                    readings.getFirst().place(),
                    model.acrossTitleProperty().get(),
                    ink.getValue(),
                    ground.getValue(),
                    rule.getValue());
        }
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return attribute == AccessibleAttribute.TEXT
                ? inWords()
                : super.queryAccessibleAttribute(attribute, parameters);
    }

    private String inWords() {
        StringBuilder text = new StringBuilder(model.inWords());
        for (CurveChartModel.Reading reading : model.readings()) {
            text.append(String.format(
                    Locale.ROOT,
                    " At %s: %s %s.",
                    Ticks.number(reading.place()),
                    reading.curve().name(),
                    Ticks.number(reading.value())));
        }
        return text.toString();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return STYLES.getCssMetaData();
    }
}
