package ijepa.core.run;

import java.util.List;

/**
 * Something that a run's numbers say, in plain words.
 *
 * @param title   what it is
 * @param text    what it means and what to do
 * @param numbers that it rests on, one a line
 */
public record Finding(Kind kind, String title, String text, List<String> numbers) {

    public Finding {
        numbers = List.copyOf(numbers);
    }

    /** How much it matters. */
    public enum Severity {
        GOOD,
        INFORMATION,
        WARNING,
        DANGER
    }

    /** What was found. */
    public enum Kind {
        /** A loss or gradient was no number. */
        NO_NUMBER(Severity.DANGER),
        /** The loss is far above its start and gradients grew with it. */
        DIVERGING(Severity.DANGER),
        /** Embeddings of different images are nearly the same, or lie in a few dimensions. */
        COLLAPSED(Severity.DANGER),
        /** Gradients grew far above what they were, though the loss is not far above its start. */
        UNSTABLE(Severity.WARNING),
        /** Embeddings spread less than they did. */
        SHRINKING(Severity.WARNING),
        /** The loss rises, and nothing else tells whether that is bad. */
        RISING(Severity.WARNING),
        /** Training waits for pictures. */
        STARVING(Severity.WARNING),
        /** The loss rises while embeddings keep their spread. */
        RISING_TARGET(Severity.INFORMATION),
        WARMING_UP(Severity.INFORMATION),
        TOO_EARLY(Severity.INFORMATION),
        /** The loss stays where it is. */
        LEVEL(Severity.INFORMATION),
        /** The loss falls while embeddings keep their spread. */
        LEARNING(Severity.GOOD);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        public Severity severity() {
            return severity;
        }
    }
}
