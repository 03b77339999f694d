package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ijepa.core.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run is steered through its socket. */
@Timeout(60)
class RunControlTest {

    @TempDir
    Path folder;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private void awaitLine(String part) throws InterruptedException {
        String line;
        do {
            line = said.poll(30, TimeUnit.SECONDS);
            assertThat(line).as("a line with " + part).isNotNull();
        } while (!line.contains(part));
    }

    /** Steps that a run told of; its probes, an epoch apart, are told beside them. */
    private static long steps(RunDirectory directory) throws IOException {
        return new MetricsReader(directory)
                .poll().stream().filter(Metric.OfStep.class::isInstance).count();
    }

    private void steer(RunDirectory directory) throws Exception {
        Path pictures = folder.resolve("pictures");
        TinyRun.draw(pictures, TinyRun.PICTURES);
        CheckpointPolicy onlyWhenTold = new CheckpointPolicy(0, 0, 5, 0);
        PretrainRun run = new PretrainRun(TinyRun.request(pictures, directory.path(), false, onlyWhenTold), said::add);
        CompletableFuture<RunState> ended = CompletableFuture.supplyAsync(
                run::run, task -> Thread.ofPlatform().daemon().start(task));
        awaitLine("pictures, ");
        RunControl control = new RunControl(directory);
        assertThat(control.send(RunCommand.PAUSE)).isEqualTo("pausing after this step");
        awaitLine("paused after step");
        RunStatus status = RunStatus.read(directory).orElseThrow();
        assertThat(status.state()).isEqualTo(RunState.PAUSED);
        assertThat(status.isDead(Instant.now())).isFalse();
        long step = steps(directory);

        assertThat(control.send(RunCommand.CHECKPOINT)).isEqualTo("the checkpoint holds " + step + " steps");
        assertThat(new CheckpointStore(directory.checkpoints()).file(step)).exists();
        assertThat(control.send(RunCommand.RESUME)).isEqualTo("going on");
        awaitLine("resumed");
        assertThat(control.send(RunCommand.PAUSE)).startsWith("pausing");
        awaitLine("paused after step");
        assertThat(control.send(RunCommand.STOP)).isEqualTo("stopping after this step");
        assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(RunState.STOPPED);

        long end = steps(directory);
        assertThat(end).isGreaterThanOrEqualTo(step);
        assertThat(new CheckpointStore(directory.checkpoints()).file(end)).exists();
        assertThatThrownBy(() -> control.send(RunCommand.PAUSE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("No process listens");
    }

    @Test
    void pausesResumesWritesAndStops() throws Exception {
        RunDirectory directory = new RunDirectory(folder.resolve("run"));
        steer(directory);
        assertThat(directory.controlSocket()).doesNotExist();
    }

    @Test
    void aPathTooLongForASocketIsNoHindrance() throws Exception {
        steer(new RunDirectory(folder.resolve("a-long-name-".repeat(12)).resolve("run")));
    }

    @Test
    void unknownCommandsAreAnswered() {
        assertThat(RunCommand.parse(" Pause \n")).contains(RunCommand.PAUSE);
        assertThat(RunCommand.parse("explode")).isEmpty();
    }

    @Test
    void listsRunsAndTellsTheDead() throws Exception {
        RunDirectory alive = new RunDirectory(Files.createDirectories(folder.resolve("runs/alive")));
        RunDirectory dead = new RunDirectory(Files.createDirectories(folder.resolve("runs/dead")));
        RunStatus status = RunStatus.starting(RunKind.PRETRAINING, Instant.parse("2026-01-01T00:00:00Z"), 5)
                .in(RunState.RUNNING, "");
        Files.writeString(alive.status(), status.toJson());
        RunStatus.Worker gone =
                new RunStatus.Worker(status.process().pid(), status.process().host(), "2001-01-01T00:00:00Z");
        Files.writeString(
                dead.status(),
                new RunStatus(
                                RunKind.DECODER,
                                status.state(),
                                "",
                                gone,
                                status.started(),
                                status.heartbeat(),
                                status.progress(),
                                "")
                        .toJson());
        Files.writeString(Files.createDirectories(folder.resolve("runs/other")).resolve("status.json"), "{\"a\":");
        assertThat(RunListing.below(folder.resolve("runs"), Instant.now()))
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.state())
                        .isEqualTo(Map.of(alive, "running", dead, "dead").get(run.directory())))
                .allSatisfy(run -> assertThat(run.kind())
                        .isEqualTo(Map.of(alive, RunKind.PRETRAINING, dead, RunKind.DECODER)
                                .get(run.directory())));
        Files.writeString(alive.status(), status.toJson().replace("\"kind\": \"pretraining\",", ""));
        assertThat(RunStatus.read(alive).orElseThrow().kind()).isEqualTo(RunKind.PRETRAINING);
    }
}
