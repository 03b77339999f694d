package ijepa.renderer.figure.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Consumer;

import ijepa.core.InputException;
import ijepa.core.run.Metric;
import ijepa.renderer.figure.Figure;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.Series;

/** Curves of runs: one chart a quantity, one colour a run, the measured pale behind the smoothed. */
final class CurvesTemplate {

    private CurvesTemplate() {}

    /** A run's records, and how many steps its epochs have; no number while it is in its first. */
    private record Run(String name, List<Metric> metrics, double stepsPerEpoch) {}

    /**
     * The charts.
     *
     * @param warnings is given what should be said although they can be drawn
     */
    static List<Figure.Part> parts(PanelSource.TrainingCurves source, FigureInputs inputs, Consumer<String> warnings) {
        if (source.runs().isEmpty() || source.quantities().isEmpty()) {
            throw new InputException("The figure of training curves needs at least one run and one quantity.");
        }
        if (source.smoothing() < 1) {
            throw new InputException(
                    "The curves are smoothed over " + source.smoothing() + " steps: give 1 for none, or more.");
        }
        List<Run> runs = source.runs().stream()
                .map(file -> run(file.name(), once(inputs.metrics(file)), inputs.stepsPerEpoch(file)))
                .toList();
        boolean epochs = source.epochs() && runs.stream().allMatch(run -> Double.isFinite(run.stepsPerEpoch));
        if (source.epochs() && !epochs) {
            runs.stream()
                    .filter(run -> Double.isNaN(run.stepsPerEpoch))
                    .forEach(
                            run -> warnings.accept(
                                    "The run " + run.name
                                            + " does not say how many steps an epoch has, nor has one beyond its first epoch: the curves are"
                                            + " drawn over steps. Leave epochs off, or make the figure again when the run has come further."));
        }
        return source.quantities().stream()
                .map(quantity -> new Figure.Part("", chart(source, quantity, runs, epochs)))
                .toList();
    }

    /** By its own steps; a run in its first epoch by what it said it would do. */
    private static Run run(String name, List<Metric> metrics, OptionalDouble said) {
        double stepsPerEpoch = said.orElse(Double.NaN);
        for (Metric metric : metrics) {
            if (metric instanceof Metric.OfStep step && step.epoch() > 0) {
                stepsPerEpoch = (step.step() - step.iteration()) / (double) step.epoch();
            }
        }
        return new Run(name, metrics, stepsPerEpoch);
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

    private static Panel chart(PanelSource.TrainingCurves source, Quantity quantity, List<Run> runs, boolean epochs) {
        List<Series> series = new ArrayList<>();
        for (int run = 0; run < runs.size(); run++) {
            series.addAll(series(source, quantity, runs.get(run), run, epochs));
        }
        return new Panel.Chart(epochs ? "Epoch" : "Step", quantity.title(), source.xLog(), source.yLog(), series);
    }

    private static List<Series> series(
            PanelSource.TrainingCurves source, Quantity quantity, Run run, int colour, boolean epochs) {
        // Only records that hold the quantity count: most steps hold no rank, and only probes hold an accuracy.
        List<Metric> own = run.metrics.stream()
                .filter(metric -> Double.isFinite(quantity.of(metric)))
                .toList();
        double[] x = own.stream()
                .mapToDouble(metric -> epochs ? metric.stepsDone() / run.stepsPerEpoch : metric.stepsDone())
                .toArray();
        double[] y = own.stream().mapToDouble(quantity::of).toArray();
        if (source.smoothing() == 1 || y.length < 3) {
            return List.of(new Series(run.name, x, y, Series.Shape.LINE, colour));
        }
        return List.of(
                new Series("", x, y, Series.Shape.FAINT, colour),
                new Series(run.name, x, smoothed(y, source.smoothing()), Series.Shape.LINE, colour));
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
