package ijepa.app.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ijepa.core.run.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's directory as a window sees it, at every state. */
class FollowedRunModelTest {

    @TempDir
    Path folder;

    private final BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();

    private FollowedRunModel model(WrittenRun run) {
        return new FollowedRunModel(run.directory(), "run");
    }

    @Test
    void aFolderWithoutARunShowsNothing() throws IOException {
        WrittenRun run = new WrittenRun(folder);
        FollowedRunModel model = model(run);
        RunTail.Piece piece = new RunTail(run.directory()).next();
        assertThat(piece.changed()).isFalse();
        model.take(piece);
        assertThat(model.isAtWorkHere()).isFalse();
        assertThat(model.data().steps()).isZero();
    }

    @Test
    void stepsProbesLogAndStatusArrive() throws IOException {
        WrittenRun run = new WrittenRun(folder)
                .steps(0, 60, 0.4)
                .probe(50, 0.43)
                .log("begun\nepoch 1\n")
                .status("running", "", Instant.now());
        RunTail tail = new RunTail(run.directory());
        FollowedRunModel model = model(run);
        model.take(tail.next());
        model.take(tail.next());
        assertThat(model.data().steps()).isEqualTo(60);
        assertThat(model.data().newest(RunTag.LOSS)).isCloseTo(0.4, within(1e-6));
        assertThat(model.data().newest(RunTag.MEMORY)).isEqualTo(2);
        assertThat(model.data().newest(RunTag.EFFECTIVE_RANK)).isEqualTo(120.5);
        assertThat(model.data().newest(RunTag.PROBE_ACCURACY)).isCloseTo(0.43, within(1e-6));
        assertThat(model.data().places(RunTag.LOSS, RunAxis.EPOCH).at(50)).isCloseTo(1, within(1e-9));
        assertThat(model.log().shown()).containsExactly("begun", "epoch 1");
        assertThat(model.isAtWorkHere()).as("it runs elsewhere").isFalse();
        assertThat(model.findingsProperty().get()).isNotEmpty();
        run.steps(60, 61, 0.9);
        RunTail.Piece more = tail.next();
        assertThat(more.changed()).isTrue();
        assertThat(more.metrics()).hasSize(1);
    }

    @Test
    void aRunThatEndedIsDiagnosedOnceItIsReadHoweverLongThatTakes() throws IOException {
        WrittenRun run = new WrittenRun(folder).steps(0, 100, 0.4).status("finished", "", Instant.now());
        RunTail tail = new RunTail(run.directory(), 0);
        FollowedRunModel model = model(run);
        RunTail.Piece first = tail.next();
        assertThat(first.more()).isTrue();
        model.take(first);
        assertThat(model.findingsProperty().get()).isEmpty();
        RunTail.Piece last = tail.next();
        assertThat(last.metrics()).isEmpty();
        assertThat(last.changed()).as("that there is no more").isTrue();
        model.take(last);
        assertThat(model.findingsProperty().get()).isNotEmpty();
        assertThat(tail.next().changed()).isFalse();
    }

    @Test
    void aDecodersRunHasItsOwnCurvesItsSamplesAndNoDiagnosis() throws IOException {
        WrittenRun run = new WrittenRun(folder).decoderSteps(0, 3).decoderStatus();
        Path samples = Files.createDirectories(folder.resolve("samples"));
        Path newest = Files.createFile(samples.resolve("step-000001000.png"));
        Path oldest = Files.createFile(samples.resolve("step-000000500.png"));
        FollowedRunModel model = model(run);
        model.take(new RunTail(run.directory()).next());
        assertThat(model.sheetsProperty().get()).containsExactly(oldest, newest);
        assertThat(model.data().newest(RunTag.SQUARED_ERROR)).isCloseTo(1.25, within(1e-6));
        assertThat(model.data().holds(RunTag.LEARNING_RATE)).isTrue();
        assertThat(model.data().holds(RunTag.MOMENTUM)).isFalse();
        assertThat(model.findingsProperty().get()).isEmpty();
    }

    @Test
    void aRunThatFellSilentIsDead() throws IOException {
        WrittenRun run = new WrittenRun(folder)
                .steps(0, 5, 0.4)
                .status("running", "", Instant.now().minusSeconds(600));
        assertThat(new RunTail(run.directory()).next().dead()).isTrue();
    }

    @Test
    void aRunThatEndedForNoNumberIsDiagnosed() throws IOException {
        WrittenRun run = new WrittenRun(folder)
                .steps(0, 5, 0.4)
                .status("failed", "The loss became NaN: lower the learning rate.", Instant.now());
        RunTail tail = new RunTail(run.directory());
        assertThat(tail.next().failure()).isEmpty();
        Files.createFile(folder.resolve("diverged-step-5.safetensors"));
        FollowedRunModel model = model(run);
        RunTail.Piece piece = tail.next();
        model.take(piece);
        assertThat(model.findingsProperty().get().getFirst().kind()).isEqualTo(Finding.Kind.NO_NUMBER);
    }

    @Test
    void aRunThatGoesOnFromACheckpointReplacesItsLastSteps() throws IOException {
        WrittenRun run = new WrittenRun(folder).steps(0, 100, 0.4).probe(100, 0.5);
        RunTail tail = new RunTail(run.directory());
        FollowedRunModel model = model(run);
        model.take(tail.next());
        Files.delete(run.directory().metrics());
        run.steps(0, 60, 0.4).steps(60, 120, 0.2);
        for (RunTail.Piece piece = tail.next(); piece.changed(); piece = tail.next()) {
            model.take(piece);
        }
        assertThat(model.data().steps()).isEqualTo(120);
        assertThat(model.data().samples(RunTag.LOSS).get(59)).isEqualTo(0.4f);
        assertThat(model.data().samples(RunTag.LOSS).get(60)).isEqualTo(0.2f);
        assertThat(model.data().samples(RunTag.EFFECTIVE_RANK).size()).isEqualTo(6);
        assertThat(model.data().samples(RunTag.PROBE_ACCURACY).size()).isZero();
    }

    @Test
    void aFollowerBringsWhatIsWrittenUntilItIsClosed() throws Exception {
        WrittenRun run = new WrittenRun(folder).steps(0, 10, 0.4);
        FollowedRunModel model = model(run);
        model.follow(window::add);
        next().run();
        assertThat(model.data().steps()).isEqualTo(10);
        run.steps(10, 12, 0.4);
        Runnable second = next();
        run.steps(12, 30, 0.4);
        // Nothing more is read before the window has taken the last piece.
        assertThat(window).isEmpty();
        second.run();
        assertThat(model.data().steps()).isBetween(12, 30);
        for (int last = model.data().steps(); last < 30; last = model.data().steps()) {
            next().run();
        }
        run.steps(30, 40, 0.4);
        Runnable late = next();
        model.close();
        late.run();
        assertThat(model.data().steps()).isEqualTo(30);
    }

    private Runnable next() throws InterruptedException {
        Runnable piece = window.poll(20, TimeUnit.SECONDS);
        assertThat(piece).as("a piece within 20 seconds").isNotNull();
        return piece;
    }
}
