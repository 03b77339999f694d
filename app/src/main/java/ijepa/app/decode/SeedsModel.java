package ijepa.app.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.core.InputException;

/** The seeds of the samples: all rows use the same, so that what differs between rows is not the noise. */
public final class SeedsModel {

    /** Most samples of a row. */
    static final int MOST = 16;

    /**
     * One sample's seed.
     *
     * @param pinned whether it stays when new ones are drawn
     */
    public record Seed(long number, boolean pinned) {}

    private final LongSupplier random;

    // Properties

    private final ObservableList<Seed> seeds = FXCollections.observableArrayList();
    private final ObservableList<Seed> seedsView = FXCollections.unmodifiableObservableList(seeds);
    private final BooleanProperty locked = new SimpleBooleanProperty(true);

    /**
     * The numbers from 0.
     *
     * @param random where new seeds begin
     */
    SeedsModel(int count, LongSupplier random) {
        this.random = random;
        resize(count);
    }

    /** The seeds from left to right. */
    public ObservableList<Seed> seeds() {
        return seedsView;
    }

    /** Whether the same seeds are used for every image, layout and checkpoint; else new ones are drawn for each. */
    public BooleanProperty lockedProperty() {
        return locked;
    }

    List<Long> numbers() {
        return seeds.stream().map(Seed::number).toList();
    }

    // Commands

    /** Takes fewer from the right, or continues with the next numbers. */
    void resize(int count) {
        List<Seed> now = new ArrayList<>(seeds.subList(0, Math.min(count, seeds.size())));
        while (now.size() < count) {
            now.add(new Seed(next(now), false));
        }
        put(now);
    }

    private static long next(List<Seed> taken) {
        long next = taken.isEmpty() ? 0 : taken.getLast().number() + 1;
        while (holds(taken, next)) {
            next++;
        }
        return next;
    }

    private static boolean holds(List<Seed> taken, long number) {
        return taken.stream().anyMatch(seed -> seed.number() == number);
    }

    /** New seeds in a row from a random one, but for those that are pinned. */
    public void draw() {
        long next = random.getAsLong();
        List<Seed> now = new ArrayList<>();
        for (Seed seed : seeds) {
            if (seed.pinned()) {
                now.add(seed);
                continue;
            }
            long number = next++;
            while (holds(seeds.stream().filter(Seed::pinned).toList(), number)) {
                number = next++;
            }
            now.add(new Seed(number, false));
        }
        put(now);
    }

    /** The numbers from one on, but for those that are pinned. */
    public void startAt(long first) {
        List<Seed> now = new ArrayList<>();
        for (int i = 0; i < seeds.size(); i++) {
            now.add(seeds.get(i).pinned() ? seeds.get(i) : new Seed(first + i, false));
        }
        put(now);
    }

    /** Takes the seeds of before. */
    void restore(List<Seed> before) {
        put(before);
    }

    /** Pins a sample's seed, or lets it go. */
    public void pin(int sample, boolean pinned) {
        List<Seed> now = new ArrayList<>(seeds);
        now.set(sample, new Seed(now.get(sample).number(), pinned));
        put(now);
    }

    private void put(List<Seed> now) {
        if (!now.equals(seeds)) {
            seeds.setAll(now);
        }
    }

    /**
     * The first of seeds that follow each other, as a figure's recipe names them.
     *
     * @throws InputException when they do not
     */
    static long first(List<Long> numbers) {
        for (int i = 1; i < numbers.size(); i++) {
            if (numbers.get(i) != numbers.getFirst() + i) {
                throw new InputException("A figure's samples have seeds in a row, and these are " + numbers
                        + ": let the pinned ones go and draw new ones, or type the first seed.");
            }
        }
        return numbers.getFirst();
    }
}
