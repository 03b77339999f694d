package ijepa.app.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * States that were committed one after the other, and where among them the user is.
 *
 * @param <S> an immutable state with equality
 */
public final class History<S> {

    private static final int MOST_STATES = 500;

    private final List<S> states = new ArrayList<>();
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper();
    private int now = -1;
    /** What the last commit was of; only commits of the same join it. */
    private String joining = "";

    public ReadOnlyBooleanProperty undoableProperty() {
        return undoable.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty redoableProperty() {
        return redoable.getReadOnlyProperty();
    }

    /** The state that the user is at; nothing before the first. */
    public Optional<S> present() {
        return now < 0 ? Optional.empty() : Optional.of(states.get(now));
    }

    /** Forgets everything and begins at a state. */
    public void reset(S first) {
        states.clear();
        now = -1;
        commit(first);
    }

    /** Adds a state after the present one; what was taken back before is forgotten. An equal state leaves no trace. */
    public void commit(S next) {
        commit(next, "");
    }

    /**
     * Adds a state, or puts it in the place of the one before where both are of the same small edit, such as typing one
     * text.
     *
     * @param edit names it; empty for an edit that stands alone
     */
    public void commit(S next, String edit) {
        if (now >= 0 && next.equals(states.get(now))) {
            return;
        }
        boolean joins = !edit.isEmpty() && edit.equals(joining) && now > 0 && now == states.size() - 1;
        states.subList(joins ? now : now + 1, states.size()).clear();
        states.add(next);
        if (states.size() > MOST_STATES) {
            states.removeFirst();
        }
        joining = edit;
        at(states.size() - 1);
    }

    /** Goes back; nothing at the first state. */
    public Optional<S> undo() {
        return go(-1);
    }

    /** Goes forward again; nothing at the last state. */
    public Optional<S> redo() {
        return go(1);
    }

    private Optional<S> go(int by) {
        int to = now + by;
        if (to < 0 || to >= states.size()) {
            return Optional.empty();
        }
        joining = "";
        at(to);
        return present();
    }

    private void at(int place) {
        now = place;
        undoable.set(now > 0);
        redoable.set(now < states.size() - 1);
    }
}
