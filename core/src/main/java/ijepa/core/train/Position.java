package ijepa.core.train;

import ijepa.core.InputException;

/**
 * How far a run is.
 *
 * @param step      optimiser steps done
 * @param epoch     the epoch it is in, from 0
 * @param iteration steps done within that epoch; all of them when the epoch is through but not yet closed
 */
public record Position(long step, int epoch, int iteration) {

    /** Before the first step. */
    public static final Position START = new Position(0, 0, 0);

    public Position {
        if (step < 0 || epoch < 0 || iteration < 0 || iteration > step) {
            throw new IllegalArgumentException(
                    "There is no step " + step + " in iteration " + iteration + " of epoch " + epoch + ".");
        }
    }

    /** The beginning of an epoch, counted from 0. */
    public static Position atEpoch(int epoch, int iterationsPerEpoch) {
        return new Position((long) epoch * iterationsPerEpoch, epoch, 0);
    }

    /** One step further in the same epoch. */
    public Position stepped() {
        return new Position(step + 1, epoch, iteration + 1);
    }

    /**
     * Looks whether a run of some epochs reaches as far.
     *
     * @throws InputException when it ends before
     */
    public void requireWithin(int epochs) {
        int begun = epoch + (iteration > 0 ? 1 : 0);
        if (begun > epochs) {
            throw new InputException(epoch + " epochs are done and optimization.epochs (--epochs) is " + epochs
                    + ": give at least " + begun + ", or start another run.");
        }
    }

    /** The beginning of the next epoch. */
    public Position nextEpoch() {
        return new Position(step, epoch + 1, 0);
    }
}
