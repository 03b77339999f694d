package ijepa.app.pretrain;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import ijepa.app.control.PlotCanvas;
import ijepa.app.control.PlotCanvas.Axis;
import ijepa.app.control.PlotCanvas.Plot;
import ijepa.app.control.PlotCanvas.Series;
import ijepa.core.train.OptimizationConfig;
import ijepa.core.train.Schedules;

/** Learning rate, weight decay and momentum over a run that has not begun, as the published schedules give them. */
final class SchedulePlots extends HBox {

    private static final int POINTS = 240;

    /** The schedules depend on the number of steps in an epoch by less than a pixel. */
    private static final int STEPS_AN_EPOCH = 1000;

    private static final double HEIGHT = 132;

    private final PlotCanvas rate = new PlotCanvas();
    private final PlotCanvas decay = new PlotCanvas();
    private final PlotCanvas momentum = new PlotCanvas();

    SchedulePlots() {
        super(4);
        for (PlotCanvas plot : List.of(rate, decay, momentum)) {
            plot.setPrefSize(120, HEIGHT);
            plot.setMinHeight(HEIGHT);
            HBox.setHgrow(plot, Priority.ALWAYS);
            getChildren().add(plot);
        }
    }

    /** Draws the schedules of a run. */
    void show(OptimizationConfig optimization) {
        Schedules schedules = Schedules.of(optimization, STEPS_AN_EPOCH);
        rate.plotProperty()
                .set(plot("Learning rate", optimization, schedules.learningRate()::at, 0, SchedulePlots::small));
        decay.plotProperty()
                .set(plot("Weight decay", optimization, schedules.weightDecay()::at, 0, SchedulePlots::small));
        momentum.plotProperty()
                .set(plot(
                        "Momentum",
                        optimization,
                        schedules.momentum()::at,
                        Math.min(optimization.momentumStart(), 0.9999),
                        value -> String.format(Locale.ROOT, "%.4f", value)));
    }

    /** Draws nothing: there is no valid configuration. */
    void clear() {
        List.of(rate, decay, momentum).forEach(plot -> plot.plotProperty().set(null));
    }

    private static Plot plot(
            String title,
            OptimizationConfig optimization,
            LongToDoubleFunction schedule,
            double low,
            DoubleFunction<String> text) {
        int epochs = optimization.epochs();
        double[] x = IntStream.range(0, POINTS)
                .mapToDouble(i -> (double) epochs * i / (POINTS - 1))
                .toArray();
        long last = (long) epochs * STEPS_AN_EPOCH - 1;
        double[] y = new double[POINTS];
        double high = low;
        for (int i = 0; i < POINTS; i++) {
            y[i] = schedule.applyAsDouble(Math.min(last, Math.round(x[i] * STEPS_AN_EPOCH)));
            high = Math.max(high, y[i]);
        }
        double top = high > low ? high : low + 1;
        return new Plot(
                title,
                new Axis(
                        "epoch", 0, epochs, false, new double[] {0, epochs}, value -> Long.toString(Math.round(value))),
                new Axis("", low, top, false, new double[] {low, (low + top) / 2, top}, text),
                List.of(new Series(title, x, y, false)),
                Double.NaN);
    }

    private static String small(double value) {
        return value != 0 && Math.abs(value) < 0.01
                ? String.format(Locale.ROOT, "%.1e", value).replace("e-0", "e-")
                : String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }
}
