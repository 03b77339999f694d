package ijepa.app.cli.bench;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Speed over several rounds.
 *
 * @param rounds units of work a second in each round, ascending
 */
public record Timing(double[] rounds) {

    public Timing {
        rounds = rounds.clone();
        Arrays.sort(rounds);
        if (rounds.length == 0) {
            throw new IllegalArgumentException("A measurement needs at least one round.");
        }
    }

    /**
     * Measures a piece of work.
     *
     * @param warmUpSeconds work is repeated for so long before anything counts, at least once
     * @param rounds        number of rounds, at least 1
     * @param roundSeconds  work is repeated for so long in each round, at least once
     * @param work          does some work and says how many units it was
     */
    public static Timing measure(double warmUpSeconds, int rounds, double roundSeconds, LongSupplier work) {
        round(warmUpSeconds, work);
        double[] speeds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            speeds[i] = round(roundSeconds, work);
        }
        return new Timing(speeds);
    }

    private static double round(double seconds, LongSupplier work) {
        long start = System.nanoTime();
        long units = 0;
        double passed;
        do {
            units += work.getAsLong();
            passed = (System.nanoTime() - start) / 1e9;
        } while (passed < seconds);
        return units / passed;
    }

    /** Units a second. */
    public double median() {
        int middle = rounds.length / 2;
        return rounds.length % 2 == 1 ? rounds[middle] : (rounds[middle - 1] + rounds[middle]) / 2;
    }

    public double slowest() {
        return rounds[0];
    }

    public double fastest() {
        return rounds[rounds.length - 1];
    }

    /** Distance of the slowest from the fastest round, over the median. */
    public double spread() {
        return (fastest() - slowest()) / median();
    }
}
