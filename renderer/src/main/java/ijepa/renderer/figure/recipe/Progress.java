package ijepa.renderer.figure.recipe;

/** Is told how making a figure goes on, and may end it. */
@FunctionalInterface
public interface Progress {

    /** Waits for the end. */
    Progress NONE = (done, total) -> true;

    /**
     * Something was done.
     *
     * @param done  so far
     * @param total in all
     * @return false to stop
     */
    boolean at(int done, int total);

    /**
     * Tells it.
     *
     * @throws java.util.concurrent.CancellationException when it is to stop
     */
    default void step(int done, int total) {
        if (!at(done, total)) {
            throw new java.util.concurrent.CancellationException("The figure is not wanted any more.");
        }
    }
}
