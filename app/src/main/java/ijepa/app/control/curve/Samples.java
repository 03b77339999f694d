package ijepa.app.control.curve;

import java.util.ArrayList;
import java.util.List;

/**
 * Values of a curve in the order they came, with the smallest, the largest and the mean of every 16, 256, 4,096 and so on
 * of them: a million points are summed up over any stretch in some dozens of steps, and each costs 4.8 bytes in all.
 * Appended to and read on one thread. A value that is no number is a gap.
 */
public final class Samples {

    private static final int SHIFT = 4;
    private static final int FACTOR = 1 << SHIFT;

    private final FloatList values = new FloatList();
    private final List<Level> levels = new ArrayList<>();
    private int cuts;

    /** Sums up FACTOR entries of the level below. Its mean counts them alike, gaps or not. */
    private static final class Level {
        private final FloatList min = new FloatList();
        private final FloatList max = new FloatList();
        private final FloatList mean = new FloatList();

        int size() {
            return min.size();
        }

        void add(Summary of) {
            min.add((float) of.min());
            max.add((float) of.max());
            mean.add((float) of.mean());
        }

        void addTo(Summary into, int index, int weight) {
            into.add(min.get(index), max.get(index), mean.get(index), weight);
        }

        void truncate(int length) {
            min.truncate(length);
            max.truncate(length);
            mean.truncate(length);
        }
    }

    public int size() {
        return values.size();
    }

    public float get(int index) {
        return values.get(index);
    }

    /** Appends a value; infinite ones are gaps too. */
    public void add(double value) {
        values.add(Double.isFinite(value) ? (float) value : Float.NaN);
        int below = values.size();
        for (int level = 0; below % FACTOR == 0; level++) {
            if (level == levels.size()) {
                levels.add(new Level());
            }
            Summary summary = new Summary();
            for (int i = below - FACTOR; i < below; i++) {
                addEntry(summary, level - 1, i);
            }
            levels.get(level).add(summary);
            below = levels.get(level).size();
        }
    }

    /** Forgets all from an index on. */
    public void truncate(int length) {
        if (length >= size()) {
            return;
        }
        cuts++;
        values.truncate(length);
        int above = length;
        for (Level level : levels) {
            above >>= SHIFT;
            level.truncate(above);
        }
    }

    /** How often something was forgotten: whoever keeps results compares. */
    int cuts() {
        return cuts;
    }

    /** Takes the values from an index up to another, which is left out, into a summary. */
    void addTo(Summary summary, int from, int to) {
        int index = from;
        while (index < to) {
            int level = -1;
            int span = 1;
            while (level + 1 < levels.size() && index % (span * FACTOR) == 0 && index + span * FACTOR <= to) {
                level++;
                span *= FACTOR;
            }
            addEntry(summary, level, index / span);
            index += span;
        }
    }

    private void addEntry(Summary summary, int level, int index) {
        if (level < 0) {
            summary.add(values.get(index));
        } else {
            levels.get(level).addTo(summary, index, 1 << SHIFT * (level + 1));
        }
    }
}
