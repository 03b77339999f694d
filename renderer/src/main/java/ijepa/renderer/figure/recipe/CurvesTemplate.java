package ijepa.renderer.figure.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

import ijepa.core.InputException;
import ijepa.core.run.Metric;
import ijepa.renderer.figure.Figure;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.Series;

/** Curves of runs: one chart a quantity, one colour a run, the measured pale behind the smoothed. */
final class CurvesTemplate {

    private CurvesTemplate() {}

    static List<Figure.Part> parts(PanelSource.TrainingCurves source, FigureInputs inputs) {
        if (source.runs().isEmpty() || source.quantities().isEmpty()) {
            throw new InputException("The figure of training curves needs at least one run and one quantity.");
        }
        if (source.smoothing() < 1) {
            throw new InputException(
                    "The curves are smoothed over " + source.smoothing() + " steps: give 1 for none, or more.");
        }
        List<List<Metric>> runs = source.runs().stream()
                .map(inputs::metrics)
                .map(CurvesTemplate::once)
                .toList();
        return source.quantities().stream()
                .map(quantity -> new Figure.Part("", chart(source, quantity, runs)))
                .toList();
    }

    /** A run that went on from a checkpoint took steps again; the later record counts. */
    private static List<Metric> once(List<Metric> all) {
        SequencedMap<String, Metric> last = new java.util.LinkedHashMap<>();
        for (Metric metric : all) {
            String key = metric.stepsDone() + (metric instanceof Metric.Probe ? " probe" : "");
            last.remove(key);
            last.put(key, metric);
        }
        return last.values().stream()
                .sorted(java.util.Comparator.comparingLong(Metric::stepsDone))
                .toList();
    }

    private static Panel chart(PanelSource.TrainingCurves source, Quantity quantity, List<List<Metric>> runs) {
        List<Series> series = new ArrayList<>();
        for (int run = 0; run < runs.size(); run++) {
            series.addAll(series(source, quantity, runs.get(run), run));
        }
        return new Panel.Chart(
                source.epochs() ? "Epoch" : "Step", quantity.title(), source.xLog(), source.yLog(), series);
    }

    private static List<Series> series(
            PanelSource.TrainingCurves source, Quantity quantity, List<Metric> metrics, int run) {
        double perEpoch = perEpoch(metrics);
        // Only records that hold the quantity count: most steps hold no rank, and only probes hold an accuracy.
        List<Metric> own = metrics.stream()
                .filter(metric -> Double.isFinite(quantity.of(metric)))
                .toList();
        double[] x = own.stream()
                .mapToDouble(metric -> source.epochs() ? metric.stepsDone() / perEpoch : metric.stepsDone())
                .toArray();
        double[] y = own.stream().mapToDouble(quantity::of).toArray();
        String name = source.runs().get(run).name();
        if (source.smoothing() == 1 || y.length < 3) {
            return List.of(new Series(name, x, y, Series.Shape.LINE, run));
        }
        return List.of(
                new Series("", x, y, Series.Shape.FAINT, run),
                new Series(name, x, smoothed(y, source.smoothing()), Series.Shape.LINE, run));
    }

    private static double perEpoch(List<Metric> metrics) {
        TreeMap<Integer, Integer> longest = new TreeMap<>();
        for (Metric metric : metrics) {
            if (metric instanceof Metric.Step step) {
                longest.merge(step.epoch(), step.iteration() + 1, Math::max);
            }
        }
        return longest.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    /** The mean over a window around each value; at the ends the window is what there is of it on both sides. */
    static double[] smoothed(double[] values, int window) {
        double[] sums = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + values[i];
        }
        double[] smooth = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int half = Math.min(window / 2, Math.min(i, values.length - 1 - i));
            smooth[i] = (sums[i + half + 1] - sums[i - half]) / (2 * half + 1);
        }
        return smooth;
    }
}
