package ijepa.app.control.curve;

import java.util.Arrays;

/**
 * A curve's exponential moving average as TensorBoard computes it: {@code last = w last + (1 - w) value}, divided by
 * {@code 1 - w^n} so that the beginning is not drawn to zero. Gaps stay gaps and do not count. What is kept is the state
 * after every 64 values and the mean of each 64 averages: any average is exact at 64 steps' cost, and a million values
 * take half a megabyte.
 */
final class Smoothed {

    private static final int BLOCK = 64;

    /** Below this the division by {@code 1 - w^n} changes no digit. */
    private static final double NEGLIGIBLE = 1e-17;

    private final Samples samples;
    private final double weight;
    private final GrowingStates states = new GrowingStates();
    private final FloatList means = new FloatList();
    private final State state = new State();
    private int cuts;

    /** The average before its division, and {@code w^n}. */
    private static final class State {
        private double last;
        private double power = 1;

        double take(double value, double weight) {
            if (Double.isNaN(value)) {
                return value;
            }
            last = last * weight + (1 - weight) * value;
            power = power < NEGLIGIBLE ? 0 : power * weight;
            return last / (1 - power);
        }
    }

    private static final class GrowingStates {
        private final FloatList power = new FloatList();
        private double[] last = new double[16];

        void add(State state) {
            if (power.size() == last.length) {
                last = Arrays.copyOf(last, last.length * 2);
            }
            last[power.size()] = state.last;
            power.add((float) state.power);
        }

        void restore(int block, State into) {
            into.last = last[block];
            into.power = power.get(block);
        }

        void clear() {
            power.truncate(0);
        }
    }

    /**
     * The average of values that may grow.
     *
     * @param weight w, from 0 (no smoothing) to below 1
     */
    Smoothed(Samples samples, double weight) {
        this.samples = samples;
        this.weight = weight;
        cuts = samples.cuts();
    }

    double weight() {
        return weight;
    }

    /** The average after a value; no number where the value is none. */
    double at(int index) {
        follow();
        int start = index & -BLOCK;
        states.restore(start / BLOCK, state);
        double average = Double.NaN;
        for (int i = start; i <= index; i++) {
            average = state.take(samples.get(i), weight);
        }
        return average;
    }

    /** The mean of the averages from an index up to another, which is left out. */
    double mean(int from, int to) {
        follow();
        Summary summary = new Summary();
        int index = from;
        while (index < to) {
            int block = index / BLOCK;
            int end = (block + 1) * BLOCK;
            if (index % BLOCK == 0 && end <= to && block < means.size()) {
                double mean = means.get(block);
                summary.add(mean, mean, mean, BLOCK);
            } else {
                addPart(summary, block, index, Math.min(end, to));
            }
            index = Math.min(end, to);
        }
        return summary.mean();
    }

    private void addPart(Summary summary, int block, int from, int to) {
        states.restore(block, state);
        for (int i = block * BLOCK; i < to; i++) {
            double average = state.take(samples.get(i), weight);
            if (i >= from) {
                summary.add(average);
            }
        }
    }

    /** Takes in the whole blocks that came since. */
    private void follow() {
        if (cuts != samples.cuts()) {
            cuts = samples.cuts();
            states.clear();
            means.truncate(0);
        }
        if (states.power.size() == 0) {
            states.add(new State());
        }
        while ((means.size() + 1) * BLOCK <= samples.size()) {
            int block = means.size();
            states.restore(block, state);
            Summary summary = new Summary();
            for (int i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
                summary.add(state.take(samples.get(i), weight));
            }
            means.add((float) summary.mean());
            states.add(state);
        }
    }
}
