package ijepa.app.control;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/**
 * A small chart: bars or lines over common axes.
 *
 * <p>Style: {@code -plot-ink} of numbers, {@code -plot-rule} of axes, {@code -plot-first} and {@code -plot-second} of
 * series.
 */
public final class PlotCanvas extends PaintedRegion {

    /**
     * What is drawn.
     *
     * @param title    over the chart
     * @param horizontal the axis of what is counted or varied
     * @param vertical the axis of values, from 0
     * @param series   one or two
     * @param marker   where a vertical line stands; no number for none
     */
    public record Plot(String title, Axis horizontal, Axis vertical, List<Series> series, double marker) {

        public Plot {
            series = List.copyOf(series);
        }
    }

    /**
     * An axis.
     *
     * @param logarithmic whether equal factors are equally far apart
     * @param ticks       values that are written
     * @param text        how
     */
    public record Axis(
            String title, double min, double max, boolean logarithmic, double[] ticks, DoubleFunction<String> text) {

        double position(double value) {
            return logarithmic
                    ? (Math.log(value) - Math.log(min)) / (Math.log(max) - Math.log(min))
                    : (value - min) / (max - min);
        }
    }

    /**
     * Values over places.
     *
     * @param bars whether each value is a bar, as wide as places are apart
     */
    public record Series(String name, double[] x, double[] y, boolean bars) {}

    private static final StyleablePropertyFactory<PlotCanvas> STYLES =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final double LEFT = 44;
    private static final double RIGHT = 20;
    private static final double TOP = 26;
    private static final double BOTTOM = 36;
    private static final double LARGE = 12.5;
    private static final double SMALL = 10;

    private final ObjectProperty<Plot> plot = new SimpleObjectProperty<>();
    private final StyleableProperty<Paint> ink =
            STYLES.createStyleablePaintProperty(this, "ink", "-plot-ink", chart -> chart.ink, Color.BLACK);
    private final StyleableProperty<Paint> rule =
            STYLES.createStyleablePaintProperty(this, "rule", "-plot-rule", chart -> chart.rule, Color.GRAY);
    private final StyleableProperty<Paint> first =
            STYLES.createStyleablePaintProperty(this, "first", "-plot-first", chart -> chart.first, Color.BLUE);
    private final StyleableProperty<Paint> second =
            STYLES.createStyleablePaintProperty(this, "second", "-plot-second", chart -> chart.second, Color.ORANGE);

    public PlotCanvas() {
        getStyleClass().add("plot-canvas");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(120, 100);
        for (Observable shown : List.of(plot, (Observable) ink, (Observable) rule, (Observable) first)) {
            shown.addListener(ignored -> schedulePaint());
        }
        plot.addListener((property, old, now) -> setAccessibleText(now == null ? "" : now.title()));
    }

    /** What is drawn; null for nothing. */
    public ObjectProperty<Plot> plotProperty() {
        return plot;
    }

    @Override
    protected void paint(GraphicsContext graphics) {
        if (plot.get() != null && getWidth() > LEFT + RIGHT && getHeight() > TOP + BOTTOM) {
            new Painter(graphics, plot.get()).all();
        }
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return STYLES.getCssMetaData();
    }

    /** A percentage, with one decimal where it is not whole. */
    public static String percent(double share) {
        double percent = Math.rint(share * 1000) / 10;
        return String.format(Locale.ROOT, percent == Math.rint(percent) ? "%.0f %%" : "%.1f %%", percent);
    }

    private final class Painter {

        private final GraphicsContext graphics;
        private final Plot shown;
        private final double width = getWidth() - LEFT - RIGHT;
        private final double height = getHeight() - TOP - BOTTOM;

        Painter(GraphicsContext graphics, Plot shown) {
            this.graphics = graphics;
            this.shown = shown;
        }

        void all() {
            title();
            axes();
            for (int i = 0; i < shown.series.size(); i++) {
                Paint colour = i == 0 ? first.getValue() : second.getValue();
                graphics.setFill(colour);
                graphics.setStroke(colour);
                if (shown.series.get(i).bars) {
                    bars(shown.series.get(i), i, shown.series.size());
                } else {
                    line(shown.series.get(i));
                }
            }
            legend();
            if (Double.isFinite(shown.marker)) {
                marker();
            }
        }

        private double x(double value) {
            return LEFT + width * Math.clamp(shown.horizontal.position(value), 0, 1);
        }

        private double y(double value) {
            return TOP + height * (1 - Math.clamp(shown.vertical.position(value), 0, 1));
        }

        private void text(String words, double x, double y, TextAlignment side, String family, double size) {
            graphics.setFill(ink.getValue());
            graphics.setFont(Font.font(family, size));
            graphics.setTextAlign(side);
            graphics.setTextBaseline(VPos.CENTER);
            graphics.fillText(words, x, y);
        }

        /** Over the plot where it fits beside the legend; in narrow charts further left, then smaller. */
        private void title() {
            double legend = shown.series.size() < 2 ? 4 : 34.0 * shown.series.size();
            double room = getWidth() - legend;
            double size = LARGE;
            double wide = width(shown.title, "Inter SemiBold", size);
            while (wide > room - 2 && size > SMALL) {
                size -= 0.5;
                wide = width(shown.title, "Inter SemiBold", size);
            }
            text(shown.title, Math.clamp(room - wide, 2, LEFT), 10, TextAlignment.LEFT, "Inter SemiBold", size);
        }

        private static double width(String words, String family, double size) {
            Text measured = new Text(words);
            measured.setFont(Font.font(family, size));
            return measured.getLayoutBounds().getWidth();
        }

        private void axes() {
            graphics.setLineWidth(1);
            for (double tick : shown.vertical.ticks) {
                double y = Math.floor(y(tick)) + 0.5;
                graphics.setStroke(rule.getValue());
                graphics.strokeLine(LEFT, y, LEFT + width, y);
                text(shown.vertical.text.apply(tick), LEFT - 6, y, TextAlignment.RIGHT, "Inter", 11);
            }
            double base = TOP + height;
            double written = Double.NEGATIVE_INFINITY;
            for (double tick : shown.horizontal.ticks) {
                double x = Math.floor(x(tick)) + 0.5;
                graphics.setStroke(rule.getValue());
                graphics.strokeLine(x, base, x, base + 4);
                if (x - written >= 34) {
                    text(shown.horizontal.text.apply(tick), x, base + 12, TextAlignment.CENTER, "Inter", 11);
                    written = x;
                }
            }
            double half = width(shown.horizontal.title, "Inter", 11) / 2;
            double middle = Math.max(half + 2, Math.min(LEFT + width / 2, getWidth() - half - 2));
            text(shown.horizontal.title, middle, base + 28, TextAlignment.CENTER, "Inter", 11);
        }

        /** Two series stand beside each other. */
        private void bars(Series series, int index, int count) {
            double step = series.x.length > 1 ? series.x[1] - series.x[0] : 1;
            for (int i = 0; i < series.x.length; i++) {
                double left = x(series.x[i] - step / 2);
                double all = Math.max(1, x(series.x[i] + step / 2) - left);
                double one = all / count;
                double gap = one > 4 ? 1 : 0;
                double top = y(series.y[i]);
                if (series.y[i] > 0) {
                    double tall = Math.max(1, TOP + height - top);
                    graphics.fillRect(left + index * one, TOP + height - tall, Math.max(0.8, one - gap), tall);
                }
            }
        }

        private void line(Series series) {
            graphics.setLineWidth(2);
            graphics.beginPath();
            for (int i = 0; i < series.x.length; i++) {
                if (i == 0) {
                    graphics.moveTo(x(series.x[i]), y(series.y[i]));
                } else {
                    graphics.lineTo(x(series.x[i]), y(series.y[i]));
                }
            }
            graphics.stroke();
        }

        private void legend() {
            if (shown.series.size() < 2) {
                return;
            }
            double x = LEFT + width;
            for (int i = shown.series.size() - 1; i >= 0; i--) {
                String name = shown.series.get(i).name;
                text(name, x, 10, TextAlignment.RIGHT, "Inter", 11);
                x -= 7.0 * name.length() + 8;
                graphics.setFill(i == 0 ? first.getValue() : second.getValue());
                graphics.fillRoundRect(x - 6, 6, 9, 9, 3, 3);
                x -= 18;
            }
        }

        private void marker() {
            double x = Math.floor(x(shown.marker)) + 0.5;
            graphics.setStroke(ink.getValue());
            graphics.setLineWidth(1);
            graphics.setLineDashes(4, 4);
            graphics.strokeLine(x, TOP, x, TOP + height);
            graphics.setLineDashes(null);
        }
    }
}
