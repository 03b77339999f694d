package ijepa.core.train;

/** The loss, or its gradient, is not a number any more; nothing was updated with it. */
public final class NonFiniteLossException extends RuntimeException {

    /**
     * Says what became of a value.
     *
     * @param what such as {@code loss}
     */
    public NonFiniteLossException(String what, double value) {
        super("The " + what + " became " + value
                + ": lower the learning rate or lengthen the warm-up, and go on from the last checkpoint.");
    }
}
