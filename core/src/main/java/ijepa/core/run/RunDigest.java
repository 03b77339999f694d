package ijepa.core.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a diagnosis rests on, gathered from a run's metrics as they come: the newest steps, and levels of the whole run that
 * grow coarser as it goes on. Takes the same few kilobytes for a hundred steps and for a million.
 */
public final class RunDigest {

    /** Steps that count as now. */
    private static final int RECENT = 200;

    private static final int MOST = 256;

    private final List<Level> levels = new ArrayList<>();
    private final List<Spread> spreads = new ArrayList<>();
    private final Deque<Metric.Step> recent = new ArrayDeque<>();
    private int stepsPerLevel = 1;
    private int spreadsPerEntry = 1;
    private Level growing;
    private Spread growingSpread;
    private long steps;
    private boolean finite = true;

    /** Means over some steps. */
    record Level(long step, int count, double loss, double gradient) {

        static Level merge(Level first, Level second) {
            int count = first.count + second.count;
            return new Level(
                    first.step,
                    count,
                    (first.loss * first.count + second.loss * second.count) / count,
                    (first.gradient * first.count + second.gradient * second.count) / count);
        }
    }

    /** Means over some measurements of how target embeddings spread. */
    record Spread(long step, int count, double deviation, double rank) {

        static Spread merge(Spread first, Spread second) {
            int count = first.count + second.count;
            return new Spread(
                    first.step,
                    count,
                    (first.deviation * first.count + second.deviation * second.count) / count,
                    (first.rank * first.count + second.rank * second.count) / count);
        }
    }

    /** Takes in the next record. One for a step that was there already replaces it and all later ones. */
    public void add(Metric metric) {
        if (metric instanceof Metric.Step step) {
            add(step);
        }
    }

    private void add(Metric.Step step) {
        if (!recent.isEmpty() && step.step() <= recent.getLast().step()) {
            goBack(step.step());
        }
        steps = step.stepsDone();
        finite =
                Double.isFinite(step.loss()) && Double.isFinite(step.gradients().largest());
        recent.add(step);
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
        if (finite) {
            Level one = new Level(step.step(), 1, step.loss(), step.gradients().largest());
            growing = growing == null ? one : Level.merge(growing, one);
            if (growing.count >= stepsPerLevel) {
                levels.add(growing);
                growing = null;
            }
        }
        step.spread().ifPresent(spread -> {
            Spread one = new Spread(step.step(), 1, spread.deviation(), spread.effectiveRank());
            growingSpread = growingSpread == null ? one : Spread.merge(growingSpread, one);
            if (growingSpread.count >= spreadsPerEntry) {
                spreads.add(growingSpread);
                growingSpread = null;
            }
        });
        thin();
    }

    private void thin() {
        if (levels.size() == MOST) {
            for (int i = 0; i < MOST / 2; i++) {
                levels.set(i, Level.merge(levels.get(2 * i), levels.get(2 * i + 1)));
            }
            levels.subList(MOST / 2, MOST).clear();
            stepsPerLevel *= 2;
        }
        if (spreads.size() == MOST) {
            for (int i = 0; i < MOST / 2; i++) {
                spreads.set(i, Spread.merge(spreads.get(2 * i), spreads.get(2 * i + 1)));
            }
            spreads.subList(MOST / 2, MOST).clear();
            spreadsPerEntry *= 2;
        }
    }

    /** A level that a step cuts is forgotten with it: at most a hundredth of the run. */
    private void goBack(long step) {
        recent.removeIf(metric -> metric.step() >= step);
        growing = null;
        growingSpread = null;
        levels.removeIf(level -> level.step + level.count > step);
        spreads.removeIf(spread -> spread.step >= step);
        if (levels.isEmpty()) {
            stepsPerLevel = 1;
        }
        if (spreads.isEmpty()) {
            spreadsPerEntry = 1;
        }
    }

    long steps() {
        return steps;
    }

    boolean isFinite() {
        return finite;
    }

    /** The whole run, oldest first. */
    List<Level> levels() {
        return with(levels, growing);
    }

    /** How target embeddings spread over the whole run, oldest first. */
    List<Spread> spreads() {
        return with(spreads, growingSpread);
    }

    private static <T> List<T> with(List<T> whole, T growing) {
        List<T> all = new ArrayList<>(whole);
        if (growing != null) {
            all.add(growing);
        }
        return all;
    }

    /** The newest steps, oldest first. */
    List<Metric.Step> recent() {
        return List.copyOf(recent);
    }
}
