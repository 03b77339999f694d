package ijepa.core.preflight;

/**
 * One thing that was looked at.
 *
 * @param level  how it is
 * @param topic  what was looked at, such as {@code pictures}
 * @param text   what was found, in a sentence
 * @param remedy what to do about it; empty where nothing need be done
 */
public record Finding(Level level, String topic, String text, String remedy) {

    /** How something is. */
    public enum Level {
        /** As it should be. */
        PASSED,
        /** A run can start, but look at this first. */
        WARNED,
        /** A run would be refused or would fail. */
        FAILED
    }
}
