package ijepa.app.pretrain;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.app.shell.Notices;
import ijepa.core.preflight.Finding;
import ijepa.core.preflight.Finding.Level;
import ijepa.core.run.RunDirectory;

/** The check before a start: what it found for the configuration as it is now, or that it is at it. */
final class CheckModel {

    private final Preflight preflight;
    private final Executor window;
    private Runnable cancel = () -> {};
    private Consumer<Boolean> waiting = fit -> {};
    private int number;
    private boolean done;

    // Properties

    private final ObservableList<Finding> findings = FXCollections.observableArrayList();
    private final ObservableList<Finding> findingsView = FXCollections.unmodifiableObservableList(findings);
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final BooleanProperty timing = new SimpleBooleanProperty(true);

    CheckModel(Preflight preflight, Executor window) {
        this.preflight = preflight;
        this.window = window;
        timing.addListener(ignored -> forget());
    }

    /** What was found, in the order in which it was looked at; none before, and after anything changed. */
    ObservableList<Finding> findings() {
        return findingsView;
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** What is being looked at, how it ended, or why it could not be done; empty before. */
    ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** Whether some steps are done to see how long they take. */
    BooleanProperty timingProperty() {
        return timing;
    }

    // Commands

    /**
     * Looks.
     *
     * @param then told whether a run may be started
     */
    void look(String yaml, RunDirectory run, Consumer<Boolean> then) {
        forget();
        int mine = ++number;
        running.set(true);
        waiting = then;
        note.set("Looking at settings, pictures, masks, memory and disk\u2026");
        cancel = preflight.look(
                yaml,
                run,
                timing.get(),
                line -> window.execute(() -> {
                    if (mine == number && running.get()) {
                        note.set(Character.toUpperCase(line.charAt(0)) + line.substring(1) + "\u2026");
                    }
                }),
                found -> window.execute(() -> arrive(mine, found)),
                failure -> window.execute(() -> fail(mine, failure)));
    }

    /** Looks, unless just this was looked at already. */
    void ensure(String yaml, RunDirectory run, Consumer<Boolean> then) {
        if (done) {
            then.accept(isFit());
        } else {
            look(yaml, run, then);
        }
    }

    /** Ends a check that is under way. */
    void cancel() {
        if (running.get()) {
            end();
            note.set("The check was cancelled.");
        }
    }

    /** Forgets what was found: something changed. */
    void forget() {
        end();
        findings.clear();
        done = false;
        note.set("");
    }

    private void end() {
        if (running.get()) {
            number++;
            cancel.run();
            running.set(false);
            Consumer<Boolean> told = waiting;
            waiting = fit -> {};
            told.accept(false);
        }
    }

    private boolean isFit() {
        return findings.stream().noneMatch(finding -> finding.level() == Level.FAILED);
    }

    private void arrive(int which, List<Finding> found) {
        if (which != number) {
            return;
        }
        running.set(false);
        done = true;
        findings.setAll(found);
        long failed = count(Level.FAILED);
        long warned = count(Level.WARNED);
        note.set(
                failed > 0
                        ? failed + (failed == 1 ? " thing" : " things")
                                + " must be put right before this run can be started."
                        : warned > 0
                                ? "This run can be started. Look at " + warned
                                        + (warned == 1 ? " warning" : " warnings") + " first."
                                : "This run can be started.");
        Consumer<Boolean> told = waiting;
        waiting = fit -> {};
        told.accept(failed == 0);
    }

    private long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private void fail(int which, Throwable failure) {
        if (which == number) {
            running.set(false);
            note.set(Notices.sentence(failure));
            Consumer<Boolean> told = waiting;
            waiting = fit -> {};
            told.accept(false);
        }
    }
}
