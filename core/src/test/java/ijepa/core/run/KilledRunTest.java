package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed again and again ends as one that never was. */
@Timeout(120)
class KilledRunTest {

    @TempDir
    static Path folder;

    private static Path pictures;

    @BeforeAll
    static void draw() throws IOException {
        pictures = folder.resolve("pictures");
        TinyRun.draw(pictures, TinyRun.PICTURES);
    }

    @Test
    void killedAtAnyMomentItGoesOnToTheSameLossesAndWeights() throws Exception {
        RunDirectory whole = new RunDirectory(folder.resolve("whole"));
        assertThat(new PretrainRun(
                                TinyRun.request(pictures, whole.path(), false, CheckpointPolicy.STANDARD), line -> {})
                        .run())
                .isEqualTo(RunState.FINISHED);

        RunDirectory killed = new RunDirectory(folder.resolve("killed"));
        Files.createDirectories(killed.checkpoints());
        Random random = new Random();
        boolean beforeTheFirstStep = kill(killed, killed.path(), "status.json", 1, false);
        boolean afterSomeSteps = kill(killed, killed.path(), "metrics.jsonl", 1 + random.nextInt(12), true);
        boolean whileWriting = kill(killed, killed.checkpoints(), ".partial", 1 + random.nextInt(12), true);
        // On a machine that is busy with other things, this process may be too slow to kill all three.
        assertThat(beforeTheFirstStep || afterSomeSteps || whileWriting).isTrue();
        Process last = TinyRun.process(pictures, killed.path(), true).start();
        assertThat(last.waitFor()).isZero();

        assertThat(numbers(killed))
                .isEqualTo(numbers(whole))
                .hasSize(TinyRun.EPOCHS * (2 * TinyRun.STEPS_AN_EPOCH + 1) / 2);
        assertThat(officialLog(killed)).isEqualTo(officialLog(whole));
        long end = (long) TinyRun.EPOCHS * TinyRun.STEPS_AN_EPOCH;
        assertThat(Files.mismatch(
                        new CheckpointStore(killed.checkpoints()).file(end),
                        new CheckpointStore(whole.checkpoints()).file(end)))
                .as("first different byte of the last checkpoint")
                .isEqualTo(-1);
    }

    /** Starts the run and kills it when files with an ending were made or changed so often; whether it was in time. */
    private static boolean kill(RunDirectory run, Path watched, String ending, int times, boolean resume)
            throws Exception {
        Files.createDirectories(watched);
        try (WatchService watch = watched.getFileSystem().newWatchService()) {
            watched.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            Process process = TinyRun.process(pictures, run.path(), resume).start();
            // A run that ends by itself before that must not leave this waiting.
            process.onExit().thenRun(() -> close(watch));
            await(watch, ending, times);
            process.destroyForcibly();
            boolean inTime = process.waitFor() != 0;
            assertThat(RunStatus.read(run).orElseThrow().isDead(Instant.now())).isEqualTo(inTime);
            return inTime;
        }
    }

    private static void await(WatchService watch, String ending, int times) throws InterruptedException {
        int seen = 0;
        try {
            while (seen < times) {
                WatchKey key = watch.poll(60, TimeUnit.SECONDS);
                assertThat(key).as("a change of *" + ending).isNotNull();
                seen += key.pollEvents().stream()
                        .filter(event -> String.valueOf(event.context()).endsWith(ending))
                        .mapToInt(WatchEvent::count)
                        .sum();
                key.reset();
            }
        } catch (ClosedWatchServiceException ended) {
            // It was done before it could be killed.
        }
    }

    private static void close(WatchService watch) {
        try {
            watch.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All metrics without what a clock or the machine decides. */
    private static List<String> numbers(RunDirectory run) throws IOException {
        return new MetricsReader(run)
                .poll().stream()
                        .map(metric -> switch (metric) {
                            case Metric.Step step ->
                                List.of(
                                        step.step(),
                                        step.epoch(),
                                        step.iteration(),
                                        step.loss(),
                                        step.objective(),
                                        step.rates(),
                                        step.contextPatches(),
                                        step.targetPatches(),
                                        step.gradients(),
                                        step.spread());
                            case Metric.Named step -> List.of(step.step(), step.loss(), step.values());
                            case Metric.Probe probe ->
                                List.of(probe.stepsDone(), probe.epoch(), probe.accuracy(), probe.spread());
                        })
                        .map(List::toString)
                        .toList();
    }

    private static List<String> officialLog(RunDirectory run) throws IOException {
        return Files.readAllLines(run.officialCsv("tiny")).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }
}
