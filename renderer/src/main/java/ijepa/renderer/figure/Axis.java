package ijepa.renderer.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * A range of numbers with round ticks.
 *
 * @param min of the range; positive on a logarithmic axis
 * @param max above {@code min}
 * @param step distance of the ticks; 0 where they are round numbers each by itself
 */
record Axis(double min, double max, boolean log, List<Double> ticks, double step) {

    private static final int TICKS = 6;
    /** Decades after which only whole powers of ten get a tick. */
    private static final double FEW_DECADES = 2;

    /** To each side of a single value on a logarithmic axis, in decades. */
    private static final double LEAST_ROOM = 0.04;

    Axis {
        ticks = List.copyOf(ticks);
    }

    /**
     * An axis over values from {@code low} to {@code high}.
     *
     * @param room share of the range to leave free at both ends
     */
    static Axis over(double low, double high, boolean log, double room) {
        if (!(low <= high)) {
            return log ? over(0.1, 1, true, 0) : over(0, 1, false, 0);
        }
        if (log) {
            double from = Math.log10(low);
            double to = Math.log10(high);
            boolean single = to - from < 1e-9;
            double spare = single ? Math.max(room, LEAST_ROOM) : room * (to - from);
            return logarithmic(Math.pow(10, from - spare), Math.pow(10, to + spare));
        }
        double spread = high > low ? high - low : high == 0 ? 1 : Math.abs(high) * 0.2;
        return linear(low - room * spread, high + Math.max(room, high > low ? 0 : 0.5) * spread);
    }

    private static Axis linear(double min, double max) {
        double step = roundStep((max - min) / TICKS);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(min / step - 1e-9); i * step <= max + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return new Axis(min, max, false, ticks, step);
    }

    /** 1, 2 or 5 times a power of ten, not below. */
    private static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static Axis logarithmic(double min, double max) {
        double decades = Math.log10(max / min);
        List<Double> ticks = new ArrayList<>();
        int every = Math.max(1, (int) Math.ceil(decades / TICKS));
        double[] factors = decades > FEW_DECADES ? new double[] {1} : new double[] {1, 2, 5};
        for (int power = (int) Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
            for (double factor : factors) {
                double tick = factor * Math.pow(10, power);
                if (Math.floorMod(power, every) == 0 && tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) {
                    ticks.add(tick);
                }
            }
        }
        if (ticks.size() < 2) {
            Axis even = linear(min, max);
            return new Axis(min, max, true, even.ticks, even.step);
        }
        return new Axis(min, max, true, ticks, 0);
    }

    /** The numbers at the ticks, as exact as their distance needs, so that no two are the same. */
    List<String> labels() {
        double largest = ticks.stream().mapToDouble(Math::abs).max().orElse(0);
        return ticks.stream()
                .map(tick -> step == 0 ? Numbers.short3(tick) : Numbers.stepped(tick, step, largest))
                .toList();
    }

    /** Where a value lies, 0 at the lower end and 1 at the upper; no number where the axis cannot show it. */
    double position(double value) {
        if (log) {
            return value > 0 ? Math.log(value / min) / Math.log(max / min) : Double.NaN;
        }
        return (value - min) / (max - min);
    }
}
