package ijepa.renderer.figure;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

import ijepa.renderer.figure.Element.Pen;
import ijepa.renderer.figure.Element.Side;
import ijepa.renderer.map.BlockPalette;

/** Lays out curves: legend above, axes left and below, thin grid lines. */
final class ChartLayout {

    private static final double SHAPE = 0.62;
    private static final double TICK = 2;
    private static final double CURVE = 0.9;
    private static final int GRID = 0xFFE6E9EC;

    private final Ink ink;
    private final Panel.Chart chart;
    private final double left;
    private final double width;
    private final Axis xAxis;
    private final Axis yAxis;

    ChartLayout(Ink ink, Panel.Chart chart, double left, double width) {
        this.ink = ink;
        this.chart = chart;
        this.left = left;
        this.width = width;
        boolean bars = chart.series().stream().anyMatch(series -> series.shape() == Series.Shape.BARS);
        double half = bars ? barWidth(chart.series()) / 2 : 0;
        double[] xs = finite(chart.series().stream().flatMapToDouble(s -> Arrays.stream(s.x())), chart.xLog());
        double[] ys = finite(chart.series().stream().flatMapToDouble(s -> Arrays.stream(s.y())), chart.yLog());
        xAxis = Axis.over(low(xs) - half, high(xs) + half, chart.xLog(), 0);
        yAxis = bars && !chart.yLog()
                ? Axis.over(0, high(ys) * 1.04, false, 0)
                : Axis.over(low(ys), high(ys), chart.yLog(), 0.04);
    }

    private static double[] finite(DoubleStream values, boolean positive) {
        return values.filter(value -> Double.isFinite(value) && (!positive || value > 0))
                .toArray();
    }

    private static double low(double[] values) {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }

    private static double high(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }

    private static double barWidth(List<Series> all) {
        return all.stream()
                .filter(series -> series.shape() == Series.Shape.BARS && series.x().length > 1)
                .mapToDouble(series -> series.x()[1] - series.x()[0])
                .min()
                .orElse(1);
    }

    double draw(double top) {
        double plotTop = top + legend(top) + 2;
        double labels = yAxis.labels().stream()
                .mapToDouble(words -> ink.width(words, false))
                .max()
                .orElse(0);
        double title = chart.yTitle().isEmpty() ? 0 : ink.line();
        double plotLeft = left + title + labels + TICK + 3;
        // The last number of the x axis reaches beyond it by half its width.
        double last = xAxis.labels().isEmpty() ? 0 : ink.width(xAxis.labels().getLast(), false);
        double right = left + width - last / 2;
        Rectangle2D plot = new Rectangle2D.Double(plotLeft, plotTop, right - plotLeft, (right - plotLeft) * SHAPE);
        axes(plot);
        Ink inside = ink.fresh();
        for (Series.Shape shape :
                List.of(Series.Shape.BARS, Series.Shape.FAINT, Series.Shape.LINE, Series.Shape.DASHED)) {
            chart.series().stream()
                    .filter(series -> series.shape() == shape)
                    .forEach(series -> series(inside, series, plot));
        }
        ink.clipped(plot, inside);
        double y = plot.getMaxY() + TICK + 1 + ink.ascent();
        if (!chart.xTitle().isEmpty()) {
            y += ink.line();
            ink.text(chart.xTitle(), plot.getCenterX(), y, Ink.BLACK, Side.CENTRE);
        }
        if (!chart.yTitle().isEmpty()) {
            ink.upward(
                    ink.fitted(chart.yTitle(), plot.getHeight() + ink.line(), false),
                    left + ink.ascent(),
                    plot.getCenterY(),
                    Ink.BLACK);
        }
        return y + ink.line() - ink.ascent() - top;
    }

    private void axes(Rectangle2D plot) {
        List<String> yLabels = yAxis.labels();
        for (int i = 0; i < yLabels.size(); i++) {
            double y = y(yAxis.ticks().get(i), plot);
            ink.rule(plot.getX(), y, plot.getMaxX(), y, 0.35, GRID);
            ink.rule(plot.getX() - TICK, y, plot.getX(), y, 0.5, Ink.BLACK);
            ink.text(yLabels.get(i), plot.getX() - TICK - 1.5, y + ink.size() * 0.35, Ink.BLACK, Side.RIGHT);
        }
        double free = Double.NEGATIVE_INFINITY;
        List<String> xLabels = xAxis.labels();
        for (int i = 0; i < xLabels.size(); i++) {
            double x = x(xAxis.ticks().get(i), plot);
            ink.rule(x, plot.getMaxY(), x, plot.getMaxY() + TICK, 0.5, Ink.BLACK);
            String words = xLabels.get(i);
            double half = ink.width(words, false) / 2;
            if (x - half > free) {
                ink.text(words, x, plot.getMaxY() + TICK + 1 + ink.ascent(), Ink.BLACK, Side.CENTRE);
                free = x + half + 3;
            }
        }
        ink.rule(plot.getX(), plot.getY(), plot.getX(), plot.getMaxY(), 0.5, Ink.BLACK);
        ink.rule(plot.getX(), plot.getMaxY(), plot.getMaxX(), plot.getMaxY(), 0.5, Ink.BLACK);
    }

    private double x(double value, Rectangle2D plot) {
        return plot.getX() + xAxis.position(value) * plot.getWidth();
    }

    private double y(double value, Rectangle2D plot) {
        return plot.getMaxY() - yAxis.position(value) * plot.getHeight();
    }

    private void series(Ink inside, Series series, Rectangle2D plot) {
        if (series.shape() == Series.Shape.BARS) {
            bars(inside, series, plot);
            return;
        }
        double[] x = Arrays.stream(series.x()).map(value -> x(value, plot)).toArray();
        double[] y = Arrays.stream(series.y()).map(value -> y(value, plot)).toArray();
        inside.stroke(Decimation.line(x, y), pen(series));
        if (x.length == 1) {
            double dot = 1.2;
            inside.fill(new java.awt.geom.Ellipse2D.Double(x[0] - dot, y[0] - dot, 2 * dot, 2 * dot), colour(series));
        }
    }

    private void bars(Ink inside, Series series, Rectangle2D plot) {
        double half = barWidth(List.of(series)) * 0.45;
        double ground = yAxis.log() ? plot.getMaxY() : y(0, plot);
        for (int i = 0; i < series.x().length; i++) {
            double from = x(series.x()[i] - half, plot);
            double to = x(series.x()[i] + half, plot);
            double height = ground - y(series.y()[i], plot);
            if (height > 0) {
                inside.fill(new Rectangle2D.Double(from, ground - height, to - from, height), pale(colour(series)));
            }
        }
    }

    private static int colour(Series series) {
        return BlockPalette.curve(series.colour());
    }

    private static int pale(int argb) {
        return argb & 0xFFFFFF | 0xC0 << 24;
    }

    private static Pen pen(Series series) {
        return switch (series.shape()) {
            case LINE, BARS -> Pen.of(CURVE, colour(series));
            case FAINT -> Pen.of(CURVE / 2, faint(colour(series)));
            case DASHED -> new Pen(CURVE, colour(series), List.of(3.0, 1.8));
        };
    }

    /**
     * A third of a colour on white, opaque: some browsers add up a see-through line wherever it comes back to itself, and a
     * noisy curve does at every point.
     */
    private static int faint(int argb) {
        int faint = 0xFF;
        for (int shift = 16; shift >= 0; shift -= 8) {
            faint = faint << 8 | (2 * 0xFF + (argb >> shift & 0xFF)) / 3;
        }
        return faint;
    }

    /** Names of the series in rows above the plot; returns their height. */
    private double legend(double top) {
        double sample = 2 * ink.size();
        double x = left;
        double y = top;
        boolean any = false;
        for (Series series : chart.series()) {
            if (series.name().isEmpty()) {
                continue;
            }
            String words = ink.fitted(series.name(), width - sample - 3, false);
            double wide = sample + 3 + ink.width(words, false);
            if (any && x + wide > left + width) {
                x = left;
                y += ink.line();
            }
            double middle = y + ink.line() * 0.48;
            if (series.shape() == Series.Shape.BARS) {
                ink.fill(
                        new Rectangle2D.Double(x, middle - ink.size() / 3, sample, ink.size() * 0.66),
                        pale(colour(series)));
            } else {
                ink.stroke(new Line2D.Double(x, middle, x + sample, middle), pen(series));
            }
            ink.text(words, x + sample + 3, y + ink.ascent(), Ink.BLACK, Side.LEFT);
            x += wide + 1.5 * ink.size();
            any = true;
        }
        return any ? y + ink.line() - top : 0;
    }
}
