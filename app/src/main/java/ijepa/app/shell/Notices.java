package ijepa.app.shell;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import ijepa.core.InputException;
import ijepa.core.tensor.DeviceMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the window has to tell, in place and never in the way: one error at a time and beside it one information, which goes
 * by itself and must not take along an error that nobody has solved. Of errors about different things the latest is shown;
 * the ones before come back when it is dismissed or solved.
 */
public final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    /** What a notice is about: success with the same thing later makes an error obsolete. */
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
    public record Notice(Topic topic, String text, Optional<Action> action) {}

    private final SequencedMap<Topic, Notice> unsolved = new LinkedHashMap<>();
    private final ReadOnlyObjectWrapper<Notice> error = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Notice> information = new ReadOnlyObjectWrapper<>();

    /** What failed last and was neither dismissed nor has worked since; null for nothing. */
    public ReadOnlyObjectProperty<Notice> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** What went well or is worth knowing, until it is dismissed; null for nothing. */
    public ReadOnlyObjectProperty<Notice> informationProperty() {
        return information.getReadOnlyProperty();
    }

    public void tell(Topic topic, String text) {
        information.set(new Notice(topic, text, Optional.empty()));
    }

    /** Tells something that leads on to something else. */
    public void tell(Topic topic, String text, Action action) {
        information.set(new Notice(topic, text, Optional.of(action)));
    }

    /** Tells what went well, which makes an error with the same thing obsolete. */
    public void succeed(Topic topic, String text) {
        settle(topic);
        tell(topic, text);
    }

    /** Tells what went well and leads on to something else. */
    public void succeed(Topic topic, String text, Action action) {
        settle(topic);
        tell(topic, text, action);
    }

    /**
     * Shows why something failed. Mistakes of the user's input carry their own sentence; anything else is a defect and is
     * logged with where it happened.
     */
    public void report(Topic topic, Throwable failure) {
        add(new Notice(topic, sentence(failure), Optional.empty()));
    }

    /** Adds what can be done to an error that nobody has solved or replaced, shown or not. */
    void amend(Notice notice, Action action) {
        if (unsolved.get(notice.topic()) == notice) {
            unsolved.replace(notice.topic(), new Notice(notice.topic(), notice.text(), Optional.of(action)));
            showLatest();
        }
    }

    private void add(Notice notice) {
        // Moved to the end, also where an older one of its topic was further back.
        unsolved.remove(notice.topic());
        unsolved.put(notice.topic(), notice);
        showLatest();
    }

    private void showLatest() {
        error.set(unsolved.isEmpty() ? null : unsolved.lastEntry().getValue());
    }

    /** Takes back an error about something that has worked since. */
    public void settle(Topic topic) {
        unsolved.remove(topic);
        showLatest();
    }

    /** The sentence that {@link #report} shows. */
    public static String sentence(Throwable failure) {
        if (failure instanceof InputException || failure instanceof IllegalArgumentException) {
            return failure.getMessage();
        }
        if (DeviceMemory.isExhausted(failure)) {
            return "There is not enough memory for this. Close other programs, or start with more (IJEPA_JAVA_OPTIONS=-Xmx8g).";
        }
        LOG.error("Unexpected failure", failure);
        return "Something went wrong that should not: " + failure + ". What was open stays open.";
    }

    /** Takes back the error that is shown. */
    public void dismissError() {
        unsolved.pollLastEntry();
        showLatest();
    }

    public void dismissInformation() {
        information.set(null);
    }
}
