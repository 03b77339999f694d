package ijepa.core.train;

/** The loss is not a number any more; nothing was updated with it. */
public final class NonFiniteLossException extends RuntimeException {

    NonFiniteLossException(double loss) {
        super("The loss became " + loss
                + ": lower the learning rate or lengthen the warm-up, and go on from the last checkpoint.");
    }
}
