package ijepa.core.verify;

/**
 * The largest accepted errors: ten times what the official code differs by between PyTorch 1.13, 2.7 and 2.15, relative by
 * norm for each tensor.
 */
final class Tolerance {

    static final double EXACT = 0;
    static final double FORWARD = 2e-6;
    static final double GRADIENT = 5e-6;
    static final double WEIGHTS = 2e-5;
    /** Schedules are compared absolutely; recorded tables have about twelve digits. */
    static final double SCHEDULE = 1e-9;

    private Tolerance() {}
}
