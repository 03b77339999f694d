package ijepa.app.shell;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import ijepa.core.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the window has to tell, one notice at a time, in place and never in the way. */
public final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    /** How a notice looks. */
    public enum Kind {
        INFORMATION,
        ERROR
    }

    /** What a notice is about: success with the same thing later makes it obsolete. */
    public enum Topic {
        ENGINE,
        IMAGE,
        CHECKPOINT,
        DECODER,
        LAYOUT,
        FILE,
        RUN
    }

    /**
     * What can be done about a notice with one click.
     *
     * @param title what its button says
     */
    public record Action(String title, Runnable run) {}

    /**
     * One notice.
     *
     * @param text a sentence or two that say what happened and what to do
     */
    public record Notice(Kind kind, Topic topic, String text, Optional<Action> action) {}

    private final ReadOnlyObjectWrapper<Notice> current = new ReadOnlyObjectWrapper<>();

    /** What is shown; null for nothing. */
    public ReadOnlyObjectProperty<Notice> currentProperty() {
        return current.getReadOnlyProperty();
    }

    public void tell(Topic topic, String text) {
        current.set(new Notice(Kind.INFORMATION, topic, text, Optional.empty()));
    }

    /** Tells something that leads on to something else. */
    public void tell(Topic topic, String text, Action action) {
        current.set(new Notice(Kind.INFORMATION, topic, text, Optional.of(action)));
    }

    /**
     * Shows why something failed. Mistakes of the user's input carry their own sentence; anything else is a defect and is
     * logged with where it happened.
     */
    public void report(Topic topic, Throwable failure) {
        current.set(new Notice(Kind.ERROR, topic, sentence(failure), Optional.empty()));
    }

    /** Shows why something failed, and what can be looked at or done about it. */
    public void report(Topic topic, Throwable failure, Action action) {
        current.set(new Notice(Kind.ERROR, topic, sentence(failure), Optional.of(action)));
    }

    /** Takes back an error about something that has worked since. */
    public void settle(Topic topic) {
        Notice notice = current.get();
        if (notice != null && notice.kind() == Kind.ERROR && notice.topic() == topic) {
            dismiss();
        }
    }

    /** The sentence that {@link #report} shows. */
    public static String sentence(Throwable failure) {
        if (failure instanceof InputException || failure instanceof IllegalArgumentException) {
            return failure.getMessage();
        }
        if (failure instanceof OutOfMemoryError) {
            return "There is not enough memory for this. Close other programs, or start with more (IJEPA_JAVA_OPTIONS=-Xmx8g).";
        }
        LOG.error("Unexpected failure", failure);
        return "Something went wrong that should not: " + failure + ". What was open stays open.";
    }

    public void dismiss() {
        current.set(null);
    }
}
