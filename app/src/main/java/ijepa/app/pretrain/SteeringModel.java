package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import ijepa.app.shell.Notices;
import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.config.PretrainFile;
import ijepa.core.run.RunCommand;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunStatus;

/** What can be done with the selected run, and doing it; every answer comes later, none keeps the window waiting. */
final class SteeringModel {

    /** Sends a command to a run's process and waits for its answer. */
    interface Commands {
        String send(RunDirectory run, RunCommand command);
    }

    private final RunsModel runs;
    private final RunLauncher launcher;
    private final Commands commands;
    private final Trash trash;
    private final Notices notices;
    private final Executor background;
    private final Executor window;
    private final Set<Path> waiting = new HashSet<>();

    // Properties

    private final ReadOnlyObjectWrapper<RunActions> actions = new ReadOnlyObjectWrapper<>(RunActions.NONE);
    private final ReadOnlyStringWrapper answer = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /**
     * Follows the selected run.
     *
     * @param notices    told what outlasts the run's selection
     * @param background where commands wait for their answers; several at once
     */
    SteeringModel(
            RunsModel runs,
            RunLauncher launcher,
            Commands commands,
            Trash trash,
            Notices notices,
            Executor background,
            Executor window) {
        this.runs = runs;
        this.launcher = launcher;
        this.commands = commands;
        this.trash = trash;
        this.notices = notices;
        this.background = background;
        this.window = window;
        runs.selectedProperty().subscribe((before, now) -> {
            answer.set("");
            problem.set("");
        });
        runs.selectedProperty().flatMap(RunEntry::snapshotProperty).subscribe(ignored -> follow());
        follow();
    }

    /** What can be done with the selected run now. */
    ReadOnlyObjectProperty<RunActions> actionsProperty() {
        return actions.getReadOnlyProperty();
    }

    /** What the run's process answered last; empty for nothing. */
    ReadOnlyStringProperty answerProperty() {
        return answer.getReadOnlyProperty();
    }

    /** Why the last command could not be done; empty where it could. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    private void follow() {
        RunEntry run = runs.selectedProperty().get();
        actions.set(run == null || waiting.contains(run.path()) ? RunActions.NONE : RunActions.of(run.now()));
    }

    // Commands

    /** Sends a command to the selected run. */
    void send(RunCommand command) {
        work(run -> commands.send(run.directory(), command), this::tell);
    }

    private void tell(RunEntry run, String said) {
        if (isSelected(run)) {
            answer.set(sentence(said));
        } else {
            notices.tell(Notices.Topic.RUN, run.now().name() + ": " + sentence(said));
        }
    }

    private void tellProblem(RunEntry run, Throwable failure) {
        if (isSelected(run)) {
            problem.set(Notices.sentence(failure));
        } else {
            notices.report(
                    Notices.Topic.RUN,
                    new InputException(run.now().name() + ": " + Notices.sentence(failure), failure));
        }
    }

    /** Answers may take minutes, and another run may be looked at by then. */
    private boolean isSelected(RunEntry run) {
        return runs.selectedProperty().get() == run;
    }

    private static String sentence(String said) {
        return Character.toUpperCase(said.charAt(0)) + said.substring(1) + ".";
    }

    /** Goes on with the selected run from its last checkpoint, in a new process. */
    void restart() {
        start(List.of());
    }

    /**
     * What going on means for the selected run, later.
     *
     * @param length of the whole run, as {@link Continuation} counts it
     * @param told receives it on the window's thread, or does not where {@link #problemProperty} says why
     */
    void explainMore(int length, Consumer<Continuation> told) {
        work(
                run -> {
                    RunStatus status = run.now().status().orElseThrow();
                    return Continuation.countsSteps(status)
                            ? Continuation.ofDecoder(status, length)
                            : Continuation.of(run.directory().configuration(List.of()), status, length);
                },
                (run, continuation) -> told.accept(continuation));
    }

    /** Goes on with the selected run until it is so long. */
    void continueTo(int length) {
        start(List.of(isDecoder() ? "--steps" : "--epochs", Integer.toString(length), "--accept-changes"));
    }

    private boolean isDecoder() {
        RunEntry run = runs.selectedProperty().get();
        return run != null && run.now().isDecoder();
    }

    private void start(List<String> more) {
        List<String> command = isDecoder() ? List.of("decoder", "train") : List.of("pretrain");
        work(
                run -> {
                    List<String> arguments = new ArrayList<>(command);
                    arguments.addAll(List.of("--resume", "--run", run.path().toString()));
                    arguments.addAll(more);
                    return launcher.start(run.directory(), arguments);
                },
                (run, launch) -> runs.launched(launch));
    }

    /** The selected run's settings as YAML, later: those it was started with, comments and all, where they still hold. */
    void settings(Consumer<String> told) {
        work(run -> settingsOf(run.directory()), (run, yaml) -> told.accept(yaml));
    }

    /** A file that was written when the selected run was started, later. */
    void written(Path file, Consumer<String> told) {
        work(
                run -> {
                    try {
                        return Files.readString(file);
                    } catch (IOException failure) {
                        throw new InputException(file + " cannot be read: " + Reason.of(failure) + ".", failure);
                    }
                },
                (run, text) -> told.accept(text));
    }

    static String settingsOf(RunDirectory run) {
        Path written = run.path().resolve(NewRunModel.CONFIGURATION);
        try {
            boolean hasRun = Files.exists(run.parameters());
            if (Files.exists(written)) {
                String text = Files.readString(written);
                if (!hasRun || isOf(text, run)) {
                    return text;
                }
            }
            return Files.readString(run.parameters());
        } catch (IOException failure) {
            throw new InputException(
                    "The settings of the run in " + run.path() + " cannot be read: there is no readable "
                            + run.parameters().getFileName() + ".",
                    failure);
        }
    }

    private static boolean isOf(String text, RunDirectory run) {
        try {
            return PretrainFile.parse(text, "", List.of()).absolute(run.path()).equals(run.configuration(List.of()));
        } catch (InputException changed) {
            return false;
        }
    }

    /** Moves the selected run, which must have ended, to the trash. */
    void delete() {
        work(
                run -> {
                    try {
                        return trash.move(run.path());
                    } catch (IOException failure) {
                        throw new InputException(
                                run.path() + " cannot be moved to the trash: " + Reason.of(failure)
                                        + ". It is still there.",
                                failure);
                    }
                },
                (run, where) -> {
                    runs.remove(run);
                    notices.tell(Notices.Topic.RUN, run.now().name() + " is in " + where + " now.");
                });
    }

    private interface Done<R> {
        void with(RunEntry run, R result);
    }

    private interface Work<R> {
        R of(RunEntry run);
    }

    private <R> void work(Work<R> work, Done<R> done) {
        RunEntry run = runs.selectedProperty().get();
        if (run == null || !waiting.add(run.path())) {
            return;
        }
        problem.set("");
        follow();
        background.execute(() -> {
            Supplier<Runnable> end = () -> {
                try {
                    R result = work.of(run);
                    return () -> done.with(run, result);
                } catch (RuntimeException | Error failure) {
                    return () -> tellProblem(run, failure);
                }
            };
            Runnable then = end.get();
            window.execute(() -> {
                waiting.remove(run.path());
                then.run();
                follow();
            });
        });
    }
}
