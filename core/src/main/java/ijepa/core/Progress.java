package ijepa.core;

/** Follows long work, and may end it. Told on the thread that works. */
@FunctionalInterface
public interface Progress {

    /** Nobody looks, nobody ends it. */
    Progress NONE = share -> {};

    /**
     * The work has come so far.
     *
     * @param share from 0 to 1
     * @throws java.util.concurrent.CancellationException to end the work
     */
    void reached(double share);

    /**
     * A stretch of this work as work of its own.
     *
     * @param from share of the whole at its start
     * @param to   share at its end
     */
    default Progress between(double from, double to) {
        return share -> reached(from + share * (to - from));
    }
}
