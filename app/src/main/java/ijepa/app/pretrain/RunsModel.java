package ijepa.app.pretrain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.app.shell.Notices;
import ijepa.core.run.RunState;
import ijepa.core.run.RunStatus;

/** The list of runs without its nodes: what there is in the folders, looked at again and again. */
final class RunsModel {

    /** Looks at the runs that are at work between two at all folders. */
    private static final int BETWEEN = 4;

    private static final int AT_ONCE = 20;

    private static final Comparator<RunEntry> NEWEST_FIRST = Comparator.comparing(
                    (RunEntry run) -> run.now().status().map(RunStatus::started).orElse("~"))
            .reversed();

    private final RunFolders folders;
    private final RunScan scan;
    private final Executor looking;
    private final Executor window;
    private final Map<Path, Launch> launches = new HashMap<>();
    private final List<BiConsumer<RunEntry, Condition>> whenEnded = new ArrayList<>();
    private boolean busy;
    private boolean again;
    private int ticks;

    // Properties

    private final ObservableList<RunEntry> runs = FXCollections.observableArrayList();
    private final ObservableList<RunEntry> runsView = FXCollections.unmodifiableObservableList(runs);
    private final ObservableList<RunEntry> compared = FXCollections.observableArrayList();
    private final ObjectProperty<RunEntry> selected = new SimpleObjectProperty<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper looked = new ReadOnlyBooleanWrapper();

    /**
     * A list that has not looked yet.
     *
     * @param looking one thread, on which folders are read
     * @param window  runs what it is given on the window's thread
     */
    RunsModel(RunFolders folders, RunScan scan, Executor looking, Executor window) {
        this.folders = folders;
        this.scan = scan;
        this.looking = looking;
        this.window = window;
    }

    /** The runs, the newest first. */
    ObservableList<RunEntry> runs() {
        return runsView;
    }

    /** The run that is shown; null for none. */
    ObjectProperty<RunEntry> selectedProperty() {
        return selected;
    }

    /** Runs whose curves are drawn over those of the selected one. */
    ObservableList<RunEntry> compared() {
        return compared;
    }

    /** Why a folder could not be looked through; empty where all could. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether the folders were looked through at least once. */
    ReadOnlyBooleanProperty lookedProperty() {
        return looked.getReadOnlyProperty();
    }

    RunFolders folders() {
        return folders;
    }

    /** Whoever wants to know that a run was at work and has ended; told the condition that it ended in. */
    void whenEnded(BiConsumer<RunEntry, Condition> told) {
        whenEnded.add(told);
    }

    /** The process that was started here for a run and has not yet spoken through the run's folder. */
    Optional<Launch> launchOf(Path run) {
        return Optional.ofNullable(launches.get(run));
    }

    // Commands

    /** To be called every second: looks at what is at work, and now and then at everything. */
    void tick() {
        if (busy) {
            return;
        }
        if (ticks++ % (BETWEEN + 1) == 0) {
            refresh();
        } else {
            lookAt(runs.stream().filter(run -> run.now().condition().isAlive()).toList());
        }
    }

    /** Looks through all folders. */
    void refresh() {
        if (busy) {
            again = true;
            return;
        }
        busy = true;
        List<Path> all = folders.all();
        look(() -> {
            RunScan.Found found = scan.all(all);
            window.execute(() -> showAll(found));
            // A few at a time, so that the first rows are whole while the last are read.
            for (int from = 0; from < found.runs().size(); from += AT_ONCE) {
                int to = Math.min(found.runs().size(), from + AT_ONCE);
                List<RunSnapshot> some = found.runs().subList(from, to).stream()
                        .map(scan::detailed)
                        .toList();
                window.execute(() -> some.forEach(this::show));
            }
            scan.keepOnly(found.runs());
            return List.of();
        });
    }

    private void lookAt(List<RunEntry> some) {
        if (some.isEmpty()) {
            return;
        }
        busy = true;
        look(() -> some.stream()
                .map(run -> scan.one(run.directory()))
                .flatMap(Optional::stream)
                .toList());
    }

    /** Whatever becomes of one look, there is a next. */
    private void look(Supplier<List<RunSnapshot>> work) {
        looking.execute(() -> {
            try {
                List<RunSnapshot> seen = work.get();
                window.execute(() -> finish(seen));
            } catch (RuntimeException failure) {
                window.execute(() -> {
                    problem.set(Notices.sentence(failure));
                    finish(List.of());
                });
            }
        });
    }

    private void finish(List<RunSnapshot> seen) {
        seen.forEach(this::show);
        settleLaunches();
        busy = false;
        if (again) {
            again = false;
            refresh();
        }
    }

    /** Looks for runs in another folder too. */
    void add(Path folder) {
        folders.add(folder.toAbsolutePath().normalize());
        refresh();
    }

    /** Looks in a folder no longer; its runs stay where they are. */
    void forget(Path folder) {
        folders.forget(folder);
        refresh();
    }

    /** Keeps new runs in another folder. */
    void setHome(Path folder) {
        folders.setHome(folder.toAbsolutePath().normalize());
        refresh();
    }

    /** Shows a run whose process was just started here, and selects it. */
    void launched(Launch launch) {
        Path path = launch.directory().path();
        launches.put(path, launch);
        RunEntry entry = find(path).orElseGet(() -> {
            RunEntry added = new RunEntry(new RunSnapshot(
                    launch.directory(),
                    Condition.LAUNCHING,
                    Optional.empty(),
                    RunFacts.UNKNOWN,
                    new double[0],
                    List.of()));
            runs.addFirst(added);
            return added;
        });
        entry.see(entry.now().as(Condition.LAUNCHING, List.of()));
        selected.set(entry);
        if (!folders.reaches(path)) {
            // Else it would be off the list as soon as it runs.
            folders.add(path);
        }
        launch.exit().thenRun(() -> window.execute(() -> lookAgain(entry)));
    }

    private void lookAgain(RunEntry entry) {
        if (busy) {
            again = true;
        } else {
            lookAt(List.of(entry));
        }
    }

    /** Takes a run that was deleted off the list. */
    void remove(RunEntry entry) {
        launches.remove(entry.path());
        if (selected.get() == entry) {
            selected.set(null);
        }
        compared.remove(entry);
        runs.remove(entry);
    }

    Optional<RunEntry> find(Path path) {
        return runs.stream().filter(run -> run.path().equals(path)).findFirst();
    }

    private void showAll(RunScan.Found found) {
        problem.set(String.join("  ", found.unreadable().values()));
        List<Path> present =
                found.runs().stream().map(run -> run.directory().path()).toList();
        List<RunEntry> gone = runs.stream()
                .filter(run -> !present.contains(run.path()) && !launches.containsKey(run.path()))
                .filter(run -> found.unreadable().keySet().stream()
                        .noneMatch(folder -> run.path().startsWith(folder)))
                .toList();
        if (selected.get() != null && gone.contains(selected.get())) {
            selected.set(null);
        }
        compared.removeAll(gone);
        runs.removeAll(gone);
        List<RunEntry> added = new ArrayList<>();
        Map<Path, RunEntry> known = new HashMap<>();
        runs.forEach(run -> known.put(run.path(), run));
        for (RunSnapshot run : found.runs()) {
            if (!known.containsKey(run.directory().path())) {
                added.add(new RunEntry(run));
            }
        }
        runs.addAll(added);
        found.runs().forEach(this::show);
        if (!runs.stream().sorted(NEWEST_FIRST).toList().equals(runs)) {
            RunEntry kept = selected.get();
            // Not replaced: a list on the screen keeps its selected rows, which are the compared runs, only through a
            // sort.
            runs.sort(NEWEST_FIRST);
            selected.set(kept);
        }
        if (!looked.get() && selected.get() == null && !runs.isEmpty()) {
            selected.set(runs.getFirst());
        }
        looked.set(true);
    }

    private void show(RunSnapshot seen) {
        find(seen.directory().path()).ifPresent(entry -> {
            RunSnapshot before = entry.now();
            RunSnapshot shown =
                    launchOf(entry.path()).map(launch -> during(launch, seen)).orElse(seen);
            entry.see(shown);
            if (before.condition().isAlive() && !shown.condition().isAlive()) {
                whenEnded.forEach(told -> told.accept(entry, shown.condition()));
            }
        });
    }

    /** What is shown while a process that was started here has perhaps not spoken yet. */
    private RunSnapshot during(Launch launch, RunSnapshot seen) {
        Optional<RunStatus> own = seen.status().filter(launch::wrote);
        if (own.isPresent()) {
            // One that is still starting may yet be refused and leave the run as it was.
            if (own.get().state() != RunState.STARTING || launch.hasEnded()) {
                launches.remove(seen.directory().path());
            }
            return seen;
        }
        return launch.hasEnded()
                ? seen.as(Condition.NOT_STARTED, launch.lastLines())
                : seen.as(Condition.LAUNCHING, List.of());
    }

    /** A process that ended without a word has not written a status that could be seen. */
    private void settleLaunches() {
        for (Launch launch : List.copyOf(launches.values())) {
            find(launch.directory().path())
                    .filter(entry -> launch.hasEnded() && entry.now().condition() == Condition.LAUNCHING)
                    .ifPresent(entry -> {
                        if (entry.now().status().isEmpty()
                                || !launch.wrote(entry.now().status().get())) {
                            entry.see(entry.now().as(Condition.NOT_STARTED, launch.lastLines()));
                            whenEnded.forEach(told -> told.accept(entry, Condition.NOT_STARTED));
                        }
                    });
        }
    }
}
