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
    private boolean loading;
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
        run.set(followed);
        shown = null;
        asked = clock.instant();
        shell.followingProperty()
                .set("Waiting for a checkpoint of " + followed.now().name());
        tick();
    }

    /** Follows no longer; the checkpoint that is open stays. */
    void stop() {
        run.set(null);
        shell.followingProperty().set("");
    }

    /** To be called every second. */
    void tick() {
        RunEntry followed = run.get();
        if (followed == null || looking || loading) {
            return;
        }
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
        if (checkpoint.file().equals(shown)) {
            return;
        }
        loading = true;
        Path before = shown;
        shown = checkpoint.file();
        String words = words(followed, checkpoint);
        // Said before the weights arrive, because whoever sees them arrive asks what they are.
        shell.followingProperty().set(words);
        shell.followCheckpoint(
                checkpoint.file(),
                "Loading " + followed.now().name() + " at step " + checkpoint.step(),
                () -> loading = false,
                failure -> {
                    // A run deletes old checkpoints; the next look finds a newer one.
                    shown = before;
                    shell.followingProperty()
                            .set("Following " + followed.now().name() + ": " + Notices.sentence(failure));
                });
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
        if (run.get() != null
                && opened != null
                && !opened.file().filter(file -> file.equals(shown)).isPresent()) {
            stop();
        }
    }
}
