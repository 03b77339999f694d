package ijepa.app.pretrain;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ijepa.app.control.curve.GrowingPlaces;
import ijepa.app.control.curve.Places;
import ijepa.app.control.curve.Samples;
import ijepa.core.run.Metric;
import ijepa.core.tensor.Kernels.FeatureSpread;

/**
 * The numbers of one run, kept small: about 90 MB for a million steps. A record replaces what came for its step and later
 * ones before. Used on one thread.
 */
public final class RunData {

    private static final double SECONDS_PER_HOUR = 3600;

    private final Table steps = new Table();
    private final Table spreads = new Table();
    private final Table probes = new Table();
    private final Map<RunTag, Samples> samples = new EnumMap<>(RunTag.class);
    private final Set<RunTag> valued = EnumSet.noneOf(RunTag.class);
    /** First known in the second epoch; no number before. */
    private double stepsPerEpoch = Double.NaN;

    /** Records that come together share their places. */
    private static final class Table {
        private final GrowingPlaces step = new GrowingPlaces();
        private final GrowingPlaces time = new GrowingPlaces();

        void add(double atStep, double atTime) {
            step.add(atStep);
            time.add(atTime);
        }

        /** Keeps what lies before a step; says how many records. */
        int cut(double fromStep) {
            int kept = step.firstFrom(fromStep, 0);
            step.truncate(kept);
            time.truncate(kept);
            return kept;
        }
    }

    public RunData() {
        for (RunTag tag : RunTag.values()) {
            samples.put(tag, new Samples());
        }
    }

    /** Takes in records in the order they were written. */
    public void add(List<Metric> metrics) {
        metrics.forEach(metric -> {
            switch (metric) {
                case Metric.Step step -> {
                    add(step);
                    step.spread().ifPresent(spread -> add(step, spread));
                }
                case Metric.Named step -> add(step);
                case Metric.Probe probe -> add(probe);
            }
        });
    }

    private void add(Metric.OfStep step) {
        if (steps.step.size() > 0 && step.step() <= steps.step.at(steps.step.size() - 1)) {
            cut(step.step());
        }
        if (step.epoch() > 0) {
            stepsPerEpoch = (step.step() - step.iteration()) / (double) step.epoch();
        }
        steps.add(step.step(), step.time());
        for (RunTag tag : RunTag.values()) {
            if (tag.isOfEveryStep()) {
                add(tag, tag.of(step));
            }
        }
    }

    private void add(RunTag tag, double value) {
        samples.get(tag).add(value);
        if (Double.isFinite(value)) {
            valued.add(tag);
        }
    }

    private void add(Metric.Step step, FeatureSpread spread) {
        spreads.add(step.step(), step.time());
        add(RunTag.FEATURE_DEVIATION, spread.deviation());
        add(RunTag.EFFECTIVE_RANK, spread.effectiveRank());
    }

    private void add(Metric.Probe probe) {
        cut(probes, probe.stepsDone(), RunTag.PROBE_ACCURACY, RunTag.PROBE_DEVIATION, RunTag.PROBE_RANK);
        probes.add(probe.stepsDone(), probe.time());
        add(RunTag.PROBE_ACCURACY, probe.accuracy());
        add(RunTag.PROBE_DEVIATION, probe.spread().deviation());
        add(RunTag.PROBE_RANK, probe.spread().effectiveRank());
    }

    /** A run that goes on takes steps again. */
    private void cut(long fromStep) {
        cut(spreads, fromStep, RunTag.FEATURE_DEVIATION, RunTag.EFFECTIVE_RANK);
        cut(probes, fromStep + 1.0, RunTag.PROBE_ACCURACY, RunTag.PROBE_DEVIATION, RunTag.PROBE_RANK);
        int kept = steps.cut(fromStep);
        for (RunTag tag : RunTag.values()) {
            if (tag.isOfEveryStep()) {
                samples.get(tag).truncate(kept);
            }
        }
    }

    private void cut(Table table, double fromStep, RunTag... tags) {
        int kept = table.cut(fromStep);
        for (RunTag tag : tags) {
            samples.get(tag).truncate(kept);
        }
    }

    /** Steps that were read. */
    public int steps() {
        return steps.step.size();
    }

    /** Values of a tag, in the order of its places. */
    public Samples samples(RunTag tag) {
        return samples.get(tag);
    }

    /** Whether a tag ever had a value: what a run does not train with is no number all along. */
    public boolean holds(RunTag tag) {
        return valued.contains(tag);
    }

    /** The newest value of a tag; no number before the first. */
    public double newest(RunTag tag) {
        Samples values = samples.get(tag);
        return values.size() == 0 ? Double.NaN : values.get(values.size() - 1);
    }

    /** Says how many steps an epoch has, where something else than the metrics knows. */
    public void setStepsPerEpoch(double count) {
        stepsPerEpoch = count;
    }

    /** Where the values of a tag stand on an axis; by time, hours since the run's first step. */
    public Places places(RunTag tag, RunAxis axis) {
        Table table = table(tag);
        return switch (axis) {
            case STEP -> table.step;
            case EPOCH -> table.step.scaled(0, Double.isNaN(stepsPerEpoch) ? 0 : 1 / stepsPerEpoch);
            case TIME -> table.time.scaled(steps.time.size() == 0 ? 0 : steps.time.at(0), 1 / SECONDS_PER_HOUR);
        };
    }

    private Table table(RunTag tag) {
        return switch (tag) {
            case FEATURE_DEVIATION, EFFECTIVE_RANK -> spreads;
            case PROBE_ACCURACY, PROBE_DEVIATION, PROBE_RANK -> probes;
            default -> steps;
        };
    }
}
