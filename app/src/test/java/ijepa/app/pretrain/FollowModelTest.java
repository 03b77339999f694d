package ijepa.app.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import ijepa.app.shell.Background;
import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.ModelLoader;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.app.shell.Session;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.run.RunCommand;
import ijepa.core.run.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowModelTest {

    private static final String EARLIER = "2026-01-01T10:00:00Z";

    private static final class Loader implements ModelLoader {

        @Override
        public String startEngine() {
            return "CPU";
        }

        @Override
        public OpenCheckpoint bundled() {
            return FakeCheckpoint.bundled();
        }

        @Override
        public OpenCheckpoint open(Path file, Progress progress) {
            if (!Files.exists(file)) {
                throw new InputException("There is no file " + file.getFileName() + ".");
            }
            return new FakeCheckpoint(file.getFileName().toString(), Optional.of(file));
        }
    }

    private static final class Time extends Clock {

        private Instant now = Instant.parse(EARLIER);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @TempDir
    private Path folder;

    /** Loads that were asked for and not done yet, while they wait. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private boolean slow;
    private final ShellModel shell = new ShellModel(
            new Background(
                    work -> {
                        if (slow) {
                            waiting.add(work);
                        } else {
                            work.run();
                        }
                    },
                    Runnable::run,
                    Runnable::run),
            new Loader());
    private final Time time = new Time();
    private final List<RunCommand> sent = new ArrayList<>();
    private final FollowModel model = new FollowModel(
            shell,
            (run, command) -> {
                sent.add(command);
                return "ok";
            },
            Runnable::run,
            time);
    private RunDirectory run;
    private RunEntry entry;

    @BeforeEach
    void make() throws IOException {
        shell.start(Session.first());
        run = RunFolder.write(folder.resolve("one"), "running", EARLIER);
        entry = new RunEntry(new RunScan(time).one(run).orElseThrow());
    }

    private void load() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    private RunEntry other() throws IOException {
        RunDirectory two = RunFolder.write(folder.resolve("two"), "running", EARLIER);
        RunFolder.checkpoint(two, 40);
        return new RunEntry(new RunScan(time).one(two).orElseThrow());
    }

    private String shown() {
        return shell.selection().checkpoint().orElseThrow().name();
    }

    @Test
    void theNewestCheckpointIsShownAndTheNextFollows() throws IOException {
        model.follow(entry);
        assertThat(shell.followingProperty().get()).isEqualTo("Waiting for a checkpoint of one");
        assertThat(shown()).isEqualTo("fake");
        RunFolder.checkpoint(run, 10);
        RunFolder.checkpoint(run, 25);
        model.tick();
        assertThat(shown()).isEqualTo("step-000000025.safetensors");
        assertThat(shell.followingProperty().get()).isEqualTo("Following one: epoch 2.5, step 25");
        OpenCheckpoint opened = shell.selection().checkpoint().orElseThrow();
        model.tick();
        assertThat(shell.selection().checkpoint()).as("not loaded twice").containsSame(opened);
        RunFolder.checkpoint(run, 30);
        model.tick();
        assertThat(shown()).isEqualTo("step-000000030.safetensors");
        assertThat(shell.recent()).as("nothing a person opened").isEmpty();
        model.stop();
        assertThat(shell.followingProperty().get()).isEmpty();
        assertThat(shown()).isEqualTo("step-000000030.safetensors");
    }

    @Test
    void anotherCheckpointEndsIt() throws IOException {
        RunFolder.checkpoint(run, 10);
        model.follow(entry);
        shell.openBundledModel();
        assertThat(model.runProperty().get()).isNull();
        assertThat(shell.followingProperty().get()).isEmpty();
    }

    @Test
    void whatAPersonOpensMeanwhileIsNotGivenUpForTheNextCheckpoint() throws IOException {
        model.follow(entry);
        slow = true;
        Path own = Files.createFile(folder.resolve("own.safetensors"));
        shell.openCheckpoint(own);
        RunFolder.checkpoint(run, 10);
        model.tick();
        load();
        assertThat(shown()).isEqualTo("own.safetensors");
        assertThat(model.runProperty().get()).isNull();
    }

    @Test
    void whatWasBeingOpenedBeforeComesAndThenTheRunsNewest() throws IOException {
        slow = true;
        shell.openCheckpoint(Files.createFile(folder.resolve("own.safetensors")));
        RunFolder.checkpoint(run, 10);
        model.follow(entry);
        load();
        assertThat(shown()).isEqualTo("own.safetensors");
        model.tick();
        load();
        assertThat(shown()).isEqualTo("step-000000010.safetensors");
        assertThat(model.runProperty().get()).isSameAs(entry);
    }

    @Test
    void anotherRunIsFollowedWhileACheckpointIsOnItsWay() throws IOException {
        RunFolder.checkpoint(run, 10);
        RunEntry two = other();
        slow = true;
        model.follow(entry);
        model.follow(two);
        load();
        assertThat(model.runProperty().get()).isSameAs(two);
        assertThat(shown()).isEqualTo("step-000000040.safetensors");
        assertThat(shell.followingProperty().get()).startsWith("Following two");
    }

    @Test
    void whoStopsWhileACheckpointIsOnItsWayKeepsTheOneThatIsOpen() throws IOException {
        RunFolder.checkpoint(run, 10);
        slow = true;
        model.follow(entry);
        model.stop();
        load();
        assertThat(shown()).isEqualTo("fake");
        assertThat(shell.selection().checkpointNoteProperty().get()).isEmpty();

        model.follow(entry);
        shell.jobs().running().getFirst().cancel();
        load();
        assertThat(model.runProperty().get()).as("cancelled in the status bar").isNull();
        model.tick();
        load();
        assertThat(shown()).isEqualTo("fake");
    }

    @Test
    void aCheckpointThatIsGoneIsSaidAndTheNextTaken() throws IOException {
        Path gone = RunFolder.checkpoint(run, 10);
        Path aside = Files.createSymbolicLink(
                run.checkpoints().resolve("step-000000020.safetensors"), folder.resolve("none"));
        model.follow(entry);
        assertThat(shown()).isEqualTo("fake");
        assertThat(shell.followingProperty().get()).contains("There is no file step-000000020");
        Files.delete(aside);
        model.tick();
        assertThat(shown()).isEqualTo(gone.getFileName().toString());
    }

    @Test
    void theRunIsAskedForCheckpointsWhereWanted() throws IOException {
        RunFolder.checkpoint(run, 10);
        model.follow(entry);
        model.askEveryProperty().set(30);
        time.now = time.now.plusSeconds(29);
        model.tick();
        assertThat(sent).isEmpty();
        time.now = time.now.plusSeconds(1);
        model.tick();
        model.tick();
        assertThat(sent).containsExactly(RunCommand.CHECKPOINT);
        entry.see(entry.now().as(Condition.PAUSED, List.of()));
        time.now = time.now.plusSeconds(60);
        model.tick();
        assertThat(sent).as("a paused run learns nothing").hasSize(1);
    }
}
