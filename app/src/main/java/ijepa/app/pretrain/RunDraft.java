package ijepa.app.pretrain;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import ijepa.core.run.RunDirectory;

/** A run that is written, whatever it trains: its text, its folder, the check before it, and its start. */
abstract class RunDraft {

    private final CheckModel check;
    private final RunStart start;
    private final String file;
    private final List<String> command;

    // Properties

    private final StringProperty text = new SimpleStringProperty("");
    private final StringProperty folder = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper yamlProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper otherProblems = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper launchProblem = new ReadOnlyStringWrapper("");
    private final BooleanProperty starting = new SimpleBooleanProperty();

    /**
     * An empty text; {@link #read} is called with every change of it, so only once the subclass has its fields.
     *
     * @param check   looks before the start
     * @param file    that keeps the text in the run's folder
     * @param command to which that file and the folder are added
     */
    RunDraft(CheckModel check, RunStart start, String file, List<String> command) {
        this.check = check;
        this.start = start;
        this.file = file;
        this.command = command;
        text.addListener(ignored -> {
            check.forget();
            launchProblem.set("");
            read();
        });
        folder.addListener(ignored -> check.forget());
    }

    /** Takes in another text. */
    abstract void read();

    /** What must be put right before a start, as a sentence; empty for nothing. */
    abstract String hindrance();

    /** The settings as YAML, as they are written. */
    final StringProperty textProperty() {
        return text;
    }

    /** The folder that the run is to have. */
    final StringProperty folderProperty() {
        return folder;
    }

    /** Why the text is no YAML, with the place; empty where it is. Until it is, the form cannot write. */
    final ReadOnlyStringProperty yamlProblemProperty() {
        return yamlProblem.getReadOnlyProperty();
    }

    /** Problems of what the form has no fields for, one a line; empty for none. */
    final ReadOnlyStringProperty otherProblemsProperty() {
        return otherProblems.getReadOnlyProperty();
    }

    /** Why the run could not be started; empty where it could. */
    final ReadOnlyStringProperty launchProblemProperty() {
        return launchProblem.getReadOnlyProperty();
    }

    /** Whether a start is under way: checked first, then started when nothing failed. */
    final BooleanProperty startingProperty() {
        return starting;
    }

    final CheckModel check() {
        return check;
    }

    final void sayYaml(String problem) {
        yamlProblem.set(problem);
    }

    final void sayOther(String problems) {
        otherProblems.set(problems);
    }

    // Commands

    /** Looks at everything that a run would need, in the background. */
    final void look() {
        directory().ifPresent(run -> check.look(text.get(), run, fit -> {}));
    }

    /**
     * Checks, where that was not done for just this, and starts the run unless something failed.
     *
     * @param started told of the process
     */
    final void start(Consumer<Launch> started) {
        launchProblem.set(hindrance());
        if (!launchProblem.get().isEmpty()) {
            return;
        }
        directory().ifPresent(run -> {
            starting.set(true);
            check.ensure(text.get(), run, fit -> {
                if (fit) {
                    launch(run, started);
                } else {
                    starting.set(false);
                }
            });
        });
    }

    private void launch(RunDirectory run, Consumer<Launch> started) {
        start.launch(
                run,
                file,
                text.get(),
                command,
                launch -> {
                    starting.set(false);
                    check.forget();
                    started.accept(launch);
                },
                failure -> {
                    starting.set(false);
                    check.forget();
                    launchProblem.set(failure);
                });
    }

    /** The run's folder; where it is none, that is said. */
    private Optional<RunDirectory> directory() {
        return RunStart.directory(folder.get(), launchProblem::set);
    }
}
