package ijepa.app.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import ijepa.app.control.PlotCanvas;
import ijepa.app.control.PlotCanvas.Axis;
import ijepa.app.control.PlotCanvas.Plot;
import ijepa.app.control.PlotCanvas.Series;
import ijepa.core.mask.Histogram;
import ijepa.core.mask.MaskStatistics;
import ijepa.core.mask.Truncation;

/** Statistics as charts; two strategies share the axes. */
final class Plots {

    /** More bars than this are joined to fewer. */
    private static final int MOST_BARS = 40;

    private static final int MOST_TRIES_SHOWN = 12;

    private Plots() {}

    static Plot contextShare(StatisticsModel.Result result) {
        return shares("Context", result, MaskStatistics::contextPatches);
    }

    static Plot targetShare(StatisticsModel.Result result) {
        return shares("Targets together", result, MaskStatistics::targetPatches);
    }

    static Plot lostShare(StatisticsModel.Result result) {
        return shares("Lost to targets", result, MaskStatistics::lostPatches);
    }

    /** Patches come as a share of the image, several numbers in a bar on large grids. */
    private static Plot shares(
            String title, StatisticsModel.Result result, Function<MaskStatistics, Histogram> histogram) {
        int patches = result.request().grid().size();
        int wide = Math.ceilDiv(patches, MOST_BARS);
        int bars = patches / wide + 1;
        List<Series> series = new ArrayList<>();
        for (Named one : named(result)) {
            double[] x = new double[bars];
            double[] y = new double[bars];
            Histogram counted = histogram.apply(one.statistics);
            for (int bar = 0; bar < bars; bar++) {
                // In the middle of the numbers that a bar joins.
                x[bar] = (bar * wide + (wide - 1) / 2.0) / patches;
                for (int value = bar * wide; value < Math.min(patches + 1, (bar + 1) * wide); value++) {
                    y[bar] += counted.share(value);
                }
            }
            series.add(new Series(one.name, x, y, true));
        }
        Axis horizontal = new Axis(
                "share of the image", 0, 1, false, new double[] {0, 0.2, 0.4, 0.6, 0.8, 1}, PlotCanvas::percent);
        return new Plot(title, horizontal, draws(series), series, Double.NaN);
    }

    static Plot tries(StatisticsModel.Result result) {
        List<Series> series = new ArrayList<>();
        for (Named one : named(result)) {
            double[] x =
                    IntStream.rangeClosed(1, MOST_TRIES_SHOWN).asDoubleStream().toArray();
            double[] y = new double[MOST_TRIES_SHOWN];
            Histogram tries = one.statistics.tries();
            for (int value = 1; value < tries.counts().length; value++) {
                y[Math.min(value, MOST_TRIES_SHOWN) - 1] += tries.share(value);
            }
            series.add(new Series(one.name, x, y, true));
        }
        Axis horizontal = new Axis(
                "context blocks placed",
                0.5,
                MOST_TRIES_SHOWN + 0.5,
                false,
                new double[] {1, 3, 6, 9, MOST_TRIES_SHOWN},
                tick -> tick == MOST_TRIES_SHOWN ? MOST_TRIES_SHOWN + "+" : Integer.toString((int) tick));
        return new Plot("Tries needed", horizontal, draws(series), series, Double.NaN);
    }

    /** The axis of shares of draws, up to the highest bar. */
    private static Axis draws(List<Series> series) {
        double highest = series.stream()
                .flatMapToDouble(one -> Arrays.stream(one.y()))
                .max()
                .orElse(1);
        double step = highest > 0.5 ? 0.25 : highest > 0.2 ? 0.1 : highest > 0.08 ? 0.05 : 0.02;
        double top = Math.max(step, Math.ceil(highest / step - 1e-9) * step);
        double[] ticks = IntStream.rangeClosed(0, (int) Math.round(top / step))
                .mapToDouble(i -> i * step)
                .toArray();
        return new Axis("draws", 0, top, false, ticks, PlotCanvas::percent);
    }

    /** The mean share of the image that is context after the cut, by batch size. */
    static Plot truncation(StatisticsModel.Result result) {
        List<Series> series = new ArrayList<>();
        for (Named one : named(result)) {
            int points = 2 * Integer.numberOfTrailingZeros(Truncation.LARGEST_BATCH) + 1;
            double[] x = IntStream.range(0, points)
                    .mapToDouble(i -> Math.rint(Math.pow(2, i / 2.0)))
                    .toArray();
            double[] y = IntStream.range(0, points)
                    .mapToDouble(i -> one.statistics.truncation().meanShare((int) x[i]))
                    .toArray();
            series.add(new Series(one.name, x, y, false));
        }
        double highest = series.stream()
                .flatMapToDouble(one -> Arrays.stream(one.y()))
                .max()
                .orElse(0.5);
        double top = Math.min(1, Math.ceil((highest + 0.02) * 10) / 10);
        double[] shares = IntStream.rangeClosed(0, (int) Math.round(top * 10))
                .filter(i -> top <= 0.5 || i % 2 == 0)
                .mapToDouble(i -> i / 10.0)
                .toArray();
        Axis horizontal = new Axis(
                "images in a batch",
                1,
                Truncation.LARGEST_BATCH,
                true,
                new double[] {1, 4, 16, 64, 256, 1024, 4096},
                tick -> Integer.toString((int) tick));
        return new Plot(
                "Context that the encoder sees, of the image",
                horizontal,
                new Axis("share", 0, top, false, shares, PlotCanvas::percent),
                series,
                result.request().batch());
    }

    /** A strategy's statistics under the name it has in comparisons. */
    private record Named(String name, MaskStatistics statistics) {}

    private static List<Named> named(StatisticsModel.Result result) {
        List<Named> all = new ArrayList<>();
        Optional<MaskStatistics> first = result.first();
        first.ifPresent(counted -> all.add(new Named("A", counted)));
        result.second().ifPresent(counted -> all.add(new Named("B", counted)));
        return all;
    }
}
