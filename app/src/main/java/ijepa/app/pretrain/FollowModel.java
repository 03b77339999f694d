package ijepa.app.pretrain;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;

import ijepa.app.shell.Job;
import ijepa.app.shell.Notices;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.app.shell.ShellModel;
import ijepa.core.run.RunCheckpoint;
import ijepa.core.run.RunCommand;

/**
 * Watch on this image: the window's checkpoint is a run's newest, and becomes the next as soon as there is one, so that
 * every workspace shows what the run has learnt so far.
 */
final class FollowModel {

    private final ShellModel shell;
    private final SteeringModel.Commands commands;
    private final Executor background;
    private final Clock clock;
    private boolean looking;
    /** Brings the next checkpoint; null while none is on its way. */
    private Job loading;
    /** An opening that the user began before following, and whose end is therefore no reason to stop. */
    private Optional<Job> earlier = Optional.empty();

    private Path shown;
    private Instant asked = Instant.MIN;

    // Properties

    private final ReadOnlyObjectWrapper<RunEntry> run = new ReadOnlyObjectWrapper<>();
    private final IntegerProperty askEvery = new SimpleIntegerProperty();

    FollowModel(ShellModel shell, SteeringModel.Commands commands, Executor background, Clock clock) {
        this.shell = shell;
        this.commands = commands;
        this.background = background;
        this.clock = clock;
        shell.selection().checkpointProperty().addListener((property, old, opened) -> noticeOther(opened));
    }

    /** The run that is followed; null for none. */
    ReadOnlyObjectProperty<RunEntry> runProperty() {
        return run.getReadOnlyProperty();
    }

    /** Seconds between two checkpoints that the run is asked for besides its own; 0 asks for none. */
    IntegerProperty askEveryProperty() {
        return askEvery;
    }

    // Commands

    /** Follows a run. */
    void follow(RunEntry followed) {
        giveUpLoading();
        run.set(followed);
        shown = null;
        earlier = shell.checkpointOpening();
        asked = clock.instant();
        shell.followingProperty()
                .set("Waiting for a checkpoint of " + followed.now().name());
        tick();
    }

    /** Follows no longer; the checkpoint that is open stays. */
    void stop() {
        giveUpLoading();
        run.set(null);
        shell.followingProperty().set("");
    }

    private void giveUpLoading() {
        if (loading != null) {
            loading.cancel();
            loading = null;
        }
    }

    /** To be called every second. What the user opens is waited for. */
    void tick() {
        RunEntry followed = run.get();
        if (followed == null
                || looking
                || loading != null
                || shell.checkpointOpening().isPresent()) {
            return;
        }
        earlier = Optional.empty();
        looking = true;
        boolean ask = isTimeToAsk(followed);
        background.execute(() -> {
            Optional<RunCheckpoint> newest;
            try {
                if (ask) {
                    commands.send(followed.directory(), RunCommand.CHECKPOINT);
                }
                newest = RunCheckpoint.newest(followed.directory());
            } catch (RuntimeException failure) {
                // The run may just have ended, or its folder gone; the next look tells.
                newest = Optional.empty();
            }
            Optional<RunCheckpoint> found = newest;
            shell.background().window().execute(() -> {
                looking = false;
                if (run.get() == followed) {
                    found.ifPresent(checkpoint -> show(followed, checkpoint));
                }
            });
        });
    }

    private boolean isTimeToAsk(RunEntry followed) {
        boolean due = askEvery.get() > 0
                && followed.now().condition() == Condition.RUNNING
                && Duration.between(asked, clock.instant()).toSeconds() >= askEvery.get();
        if (due) {
            asked = clock.instant();
        }
        return due;
    }

    private void show(RunEntry followed, RunCheckpoint checkpoint) {
        if (checkpoint.file().equals(shown) || shell.checkpointOpening().isPresent()) {
            return;
        }
        Path before = shown;
        shown = checkpoint.file();
        String words = words(followed, checkpoint);
        // Said before the weights arrive, because whoever sees them arrive asks what they are.
        shell.followingProperty().set(words);
        Job started = shell.followCheckpoint(
                checkpoint.file(),
                "Loading " + followed.now().name() + " at step " + checkpoint.step(),
                this::loadingEnded,
                failure -> {
                    // A run deletes old checkpoints; the next look finds a newer one.
                    shown = before;
                    shell.followingProperty()
                            .set("Following " + followed.now().name() + ": " + Notices.sentence(failure));
                });
        if (shell.jobs().running().contains(started)) {
            loading = started;
        }
    }

    /** Whoever cancels it, or opens something else meanwhile, no longer wants to follow. */
    private void loadingEnded() {
        if (loading == null || shell.jobs().running().contains(loading)) {
            return;
        }
        if (loading.isCancelled()) {
            stop();
        }
        loading = null;
    }

    private static String words(RunEntry followed, RunCheckpoint checkpoint) {
        double epoch = followed.now().epochAt(checkpoint.step());
        return String.format(
                Locale.ROOT,
                epoch > 0 ? "Following %1$s: epoch %3$.1f, step %2$d" : "Following %1$s: step %2$d",
                followed.now().name(),
                checkpoint.step(),
                epoch);
    }

    /** Whoever opens another checkpoint no longer wants to follow. */
    private void noticeOther(OpenCheckpoint opened) {
        boolean own = opened != null
                && opened.file().filter(file -> file.equals(shown)).isPresent();
        boolean before = earlier.filter(job -> !job.isCancelled()).isPresent();
        earlier = Optional.empty();
        if (run.get() != null && opened != null && !own && !before) {
            stop();
        }
    }
}
