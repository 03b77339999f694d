package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import ijepa.core.run.Metric;
import ijepa.core.run.MetricsReader;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunKind;
import ijepa.core.run.RunListing;
import ijepa.core.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A decoder's training as a run: killed, taken up, lengthened. */
@Timeout(300)
class DecoderRunTest extends DecoderRunFixture {

    /** Arguments: folder of this test, run directory. */
    public static void main(String[] arguments) {
        pictures = Path.of(arguments[0]).resolve("pictures");
        model = Path.of(arguments[0]).resolve("model.safetensors");
        RunState state = DecoderRun.of(
                        settings(Map.of()), new RunDirectory(Path.of(arguments[1])), false, false, line -> {})
                .run();
        System.exit(state == RunState.FINISHED ? 0 : 1);
    }

    private static Process process(Path run) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules=jdk.incubator.vector",
                        "-Dai.djl.offline=true",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DecoderRunTest.class.getName(),
                        folder.toString(),
                        run.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("OMP_WAIT_POLICY", "passive");
        return builder.start();
    }

    /** Starts the run and kills it when files with an ending were changed so often. */
    private static void kill(Path run, Path watched, String ending, int times) throws Exception {
        Files.createDirectories(watched);
        try (WatchService watch = watched.getFileSystem().newWatchService()) {
            watched.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            Process process = process(run);
            // A run that ends by itself before that must not leave this waiting.
            process.onExit().thenRun(() -> close(watch));
            int seen = 0;
            while (seen < times) {
                WatchKey key = watch.poll(60, TimeUnit.SECONDS);
                assertThat(key).as("a change of *" + ending).isNotNull();
                seen += key.pollEvents().stream()
                        .filter(event -> String.valueOf(event.context()).endsWith(ending))
                        .mapToInt(WatchEvent::count)
                        .sum();
                key.reset();
            }
            process.destroyForcibly();
            process.waitFor();
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

    @Test
    void killedAtAnyMomentItGoesOnToTheSameWeights() throws Exception {
        Path whole = folder.resolve("whole");
        List<String> lines = new ArrayList<>();
        assertThat(run(whole, false, Map.of(), lines)).isEqualTo(RunState.FINISHED);
        Path killed = folder.resolve("killed");
        Random random = new Random();
        // One kill at some moment; the rest is done here, where the engine has started already.
        if (random.nextBoolean()) {
            kill(killed, killed, "metrics.jsonl", 1 + random.nextInt(3));
        } else {
            kill(killed, killed.resolve("checkpoints"), ".partial", 1 + random.nextInt(3));
        }
        assertThat(run(killed, true, Map.of(), new ArrayList<>())).isEqualTo(RunState.FINISHED);

        assertThat(Files.mismatch(checkpoint(killed, STEPS), checkpoint(whole, STEPS)))
                .as("first different byte of the last checkpoint")
                .isEqualTo(-1);
        assertThat(numbers(killed)).isEqualTo(numbers(whole)).hasSize((int) STEPS);
        for (String sheet : List.of("step-000000004.png", "step-000000005.png")) {
            assertThat(Files.mismatch(
                            killed.resolve("samples").resolve(sheet),
                            whole.resolve("samples").resolve(sheet)))
                    .as(sheet)
                    .isEqualTo(-1);
        }
        // Seven panels a row, four whole images and four blocks.
        BufferedImage sheet =
                ImageIO.read(whole.resolve("samples/step-000000005.png").toFile());
        assertThat(List.of(sheet.getWidth(), sheet.getHeight())).isEqualTo(List.of(7 * 20 + 4, 8 * 20 + 4));
        assertThat(lines).anyMatch(line -> line.contains("  mse ") && line.contains("  vb "));
        try (Stream<Path> files = Files.list(whole)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("tfevents.*", "tfevents")))
                    .containsExactlyInAnyOrder(
                            "checkpoints",
                            "events.out.tfevents",
                            "log.txt",
                            "metrics.jsonl",
                            "params-decoder.yaml",
                            "run.lock",
                            "samples",
                            "status.json");
        }
        assertThat(RunListing.below(whole, Instant.now()))
                .singleElement()
                .satisfies(listed -> assertThat(listed.kind()).isEqualTo(RunKind.DECODER))
                .satisfies(
                        listed -> assertThat(listed.status().progress().step()).isEqualTo(STEPS));
    }

    private static List<String> numbers(Path run) throws IOException {
        return new MetricsReader(new RunDirectory(run))
                .poll().stream()
                        .map(Metric.Named.class::cast)
                        .map(step -> List.of(step.step(), step.epoch(), step.loss(), step.values())
                                .toString())
                        .toList();
    }

    @Test
    void aLengthenedRunIsTheLongerOneFromTheBeginning() throws Exception {
        Path longer = folder.resolve("longer");
        Path lengthened = folder.resolve("lengthened");
        Map<String, Object> noSheets =
                new HashMap<>(Map.of("sheet_every", 0, "steps", 3, "conditions", "CACHED", "image_share", 0.67));
        noSheets.putAll(Map.of("precision", "BF16", "predicts", "NOISE"));
        assertThat(run(longer, false, noSheets, new ArrayList<>())).isEqualTo(RunState.FINISHED);
        Map<String, Object> shorter = new HashMap<>(noSheets);
        shorter.put("steps", 2);
        assertThat(run(lengthened, false, shorter, new ArrayList<>())).isEqualTo(RunState.FINISHED);
        DecoderSettings own = DecoderSettings.read(new RunDirectory(lengthened));
        assertThat(own.steps()).isEqualTo(2);
        assertThat(own.config()).isEqualTo(settings(shorter).config());
        assertThat(run(lengthened, true, noSheets, new ArrayList<>())).isEqualTo(RunState.FINISHED);
        assertThat(Files.mismatch(checkpoint(longer, 3), checkpoint(lengthened, 3)))
                .isEqualTo(-1);
        assertThat(longer.resolve("samples")).doesNotExist();
    }
}
