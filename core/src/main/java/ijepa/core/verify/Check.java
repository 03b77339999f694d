package ijepa.core.verify;

/** What replaying one quantity gave. */
public sealed interface Check {

    /** The quantity. */
    String quantity();

    /** Whether nothing speaks against it. */
    boolean holds();

    /**
     * A quantity that was computed again.
     *
     * @param error     relative by norm for tensors, absolute for schedules, number of differing values for masks
     * @param tolerance the largest error that is accepted
     * @param detail    what was compared, or where the worst error is; may be empty
     */
    record Measured(String quantity, double error, double tolerance, String detail) implements Check {

        @Override
        public boolean holds() {
            // Written so that a NaN does not hold.
            return error <= tolerance;
        }
    }

    /** A quantity that was not computed again, and why. */
    record Skipped(String quantity, String reason) implements Check {

        @Override
        public boolean holds() {
            return true;
        }
    }
}
