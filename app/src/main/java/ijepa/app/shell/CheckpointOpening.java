package ijepa.app.shell;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import ijepa.app.shell.Notices.Topic;
import ijepa.core.Progress;
import ijepa.core.checkpoint.CheckpointListing;

/** Brings weights into the window's selection, one at a time; the present ones stay until the new ones are ready. */
final class CheckpointOpening {

    private static final String NONE = "No checkpoint is open. Open one with Ctrl+K.";

    private final Selection selection;
    private final Jobs jobs;
    private final Background background;
    private final ModelLoader models;
    private final Notices notices;
    private final RecentFiles recent;
    private final Consumer<CheckpointListing> look;
    private Job loading;

    /** @param look shows what a checkpoint holds */
    CheckpointOpening(
            Selection selection,
            Jobs jobs,
            Background background,
            ModelLoader models,
            Notices notices,
            RecentFiles recent,
            Consumer<CheckpointListing> look) {
        this.selection = selection;
        this.jobs = jobs;
        this.background = background;
        this.models = models;
        this.notices = notices;
        this.recent = recent;
        this.look = look;
    }

    /** The opening that runs now and is still wanted. */
    Optional<Job> running() {
        return Optional.ofNullable(loading).filter(job -> !job.isCancelled());
    }

    /**
     * Loads what was open in the last session.
     *
     * @param file      empty for the model that comes with the program
     * @param keepsGrid whether the layout that is there was drawn beside it
     */
    void restore(Optional<Path> file, boolean keepsGrid) {
        file.ifPresentOrElse(named -> loadFile(named, keepsGrid), () -> loadBundled(keepsGrid));
    }

    /** Loads the model that comes with the program. */
    void bundled() {
        notices.settle(Topic.CHECKPOINT);
        loadBundled(false);
    }

    private void loadBundled(boolean keepsGrid) {
        load("Loading the bundled model", progress -> models.bundled(), null, keepsGrid);
    }

    /** Loads a checkpoint's file or folder. */
    void open(Path file) {
        loadFile(file, false);
    }

    private void loadFile(Path file, boolean keepsGrid) {
        load("Opening " + file.getFileName(), progress -> models.open(file, progress), file, keepsGrid);
    }

    /** As {@link ShellModel#followCheckpoint}. */
    Job follow(Path file, String title, Runnable ended, Consumer<Throwable> failed) {
        return load(
                title,
                progress -> models.open(file, progress),
                opened -> put(opened, false),
                failure -> {
                    rest();
                    failed.accept(failure);
                },
                ended);
    }

    private void load(String title, Function<Progress, OpenCheckpoint> work, Path file, boolean keepsGrid) {
        load(title, work, opened -> use(opened, file, keepsGrid), failure -> failed(failure, file), () -> {});
    }

    private Job load(
            String title,
            Function<Progress, OpenCheckpoint> work,
            Consumer<OpenCheckpoint> done,
            Consumer<Throwable> failed,
            Runnable ended) {
        if (loading != null) {
            loading.cancel();
        }
        selection.checkpointNoteProperty().set(title + "\u2026");
        Job started = jobs.start(
                title,
                background.compute(),
                job -> job.isCancelled() ? null : work.apply(job.progress()),
                opened -> {
                    loading = null;
                    done.accept(opened);
                    ended.run();
                },
                failure -> {
                    loading = null;
                    failed.accept(failure);
                    ended.run();
                },
                unwanted -> {
                    ended.run();
                    if (unwanted != null) {
                        background.compute().execute(unwanted::close);
                    }
                    if (loading != null && loading.isCancelled()) {
                        loading = null;
                        rest();
                    }
                });
        if (jobs.running().contains(started)) {
            loading = started;
        }
        return started;
    }

    private void use(OpenCheckpoint opened, Path file, boolean keepsGrid) {
        put(opened, keepsGrid);
        if (file != null) {
            recent.remember(file);
            notices.settle(Topic.CHECKPOINT);
            opened.listing()
                    .ifPresent(found ->
                            notices.tell(Topic.CHECKPOINT, String.join(". ", found.inShort()) + ".", lookInto(found)));
        }
    }

    private Notices.Action lookInto(CheckpointListing found) {
        return new Notices.Action("What is in it", () -> look.accept(found));
    }

    private void put(OpenCheckpoint opened, boolean keepsGrid) {
        OpenCheckpoint before = selection.checkpointProperty().get();
        selection.checkpointNoteProperty().set("");
        selection.use(opened, keepsGrid);
        if (before != null) {
            background.compute().execute(before::close);
        }
    }

    private void failed(Throwable failure, Path file) {
        notices.report(Topic.CHECKPOINT, failure);
        if (file != null) {
            Notices.Notice shown = notices.errorProperty().get();
            background
                    .files()
                    .execute(() -> models.listing(file)
                            .ifPresent(
                                    found -> background.window().execute(() -> notices.amend(shown, lookInto(found)))));
        }
        if (selection.checkpoint().isPresent()) {
            selection.checkpointNoteProperty().set("");
        } else if (file != null) {
            // The last session's checkpoint is gone or damaged: say so, and work with what there is.
            loadBundled(false);
        } else {
            selection.checkpointNoteProperty().set(notices.errorProperty().get().text());
        }
    }

    private void rest() {
        selection.checkpointNoteProperty().set(selection.checkpoint().isPresent() ? "" : NONE);
    }
}
