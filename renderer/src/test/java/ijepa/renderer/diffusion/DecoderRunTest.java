package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import ijepa.core.InputException;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.ModelFile;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockParameters;
import ijepa.core.mask.StrategyJson;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.run.Metric;
import ijepa.core.run.MetricsReader;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunKind;
import ijepa.core.run.RunListing;
import ijepa.core.run.RunState;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A decoder's training as a run: killed, taken up, lengthened, refused. */
@Timeout(300)
class DecoderRunTest {

    private static final int PICTURES = 8;
    private static final long STEPS = 5;

    @TempDir
    private static Path folder;

    private static Path pictures;
    private static Path model;

    /** Arguments: folder of this test, run directory. */
    public static void main(String[] arguments) {
        pictures = Path.of(arguments[0]).resolve("pictures");
        model = Path.of(arguments[0]).resolve("model.safetensors");
        RunState state = DecoderRun.of(
                        settings(Map.of()), new RunDirectory(Path.of(arguments[1])), false, false, line -> {})
                .run();
        System.exit(state == RunState.FINISHED ? 0 : 1);
    }

    @BeforeAll
    static void draw() throws IOException {
        pictures = Files.createDirectory(folder.resolve("pictures"));
        for (int i = 0; i < PICTURES; i++) {
            BufferedImage picture = new BufferedImage(40, 36, BufferedImage.TYPE_INT_RGB);
            for (int at = 0; at < 40 * 36; at++) {
                picture.setRGB(at % 40, at / 40, at % 40 < 5 * i ? 0xFF8000 + at : 0x2040A0);
            }
            ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
        }
        model = model("model.safetensors", 1);
    }

    private static Path model(String name, long seed) {
        ModelSpec spec = new ModelSpec(new EncoderSpec(32, 4, 32, 1, 2, 2), new PredictorSpec(16, 1, 2));
        Path file = folder.resolve(name);
        try (IJepa made = IJepa.load(spec, new Initialisation(spec, seed), new ComputeDevice.Cpu(), Precision.FP32)) {
            ModelFile.write(made, ElementType.F32, Map.of(), file);
        }
        return file;
    }

    /** Pictures in batches of 3, so that epochs of 2 steps end within the run; a checkpoint after every step. */
    private static DecoderSettings settings(Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "checkpoint",
                model.toString(),
                "pictures",
                pictures.toString(),
                "image_size",
                16,
                "width",
                32,
                "multipliers",
                List.of(1.0, 1.0),
                "batch_size",
                3,
                "steps",
                STEPS,
                "learning_rate",
                2e-3,
                "checkpoint_minutes",
                1e-12,
                "sheet_every",
                4));
        values.put("warmup", 0);
        values.put("precision", "FP32");
        values.put("device", "cpu");
        values.put("threads", 2);
        values.putAll(more);
        return DecoderSettings.of(values);
    }

    private static RunState run(Path directory, boolean resume, Map<String, Object> more, List<String> lines) {
        return DecoderRun.of(settings(more), new RunDirectory(directory), resume, false, lines::add)
                .run();
    }

    private static Path checkpoint(Path run, long step) {
        return run.resolve(String.format("checkpoints/step-%09d.safetensors", step));
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

    @Test
    void aRateThatFallsTowardsTheEndDependsOnWhereThatIs() throws IOException {
        Path directory = folder.resolve("annealed");
        Map<String, Object> annealed =
                new HashMap<>(Map.of("sheet_every", 0, "steps", 4, "warmup", 2, "anneal", 2, "batch_size", 1));
        assertThat(run(directory, false, annealed, new ArrayList<>())).isEqualTo(RunState.FINISHED);
        assertThat(new MetricsReader(new RunDirectory(directory)).poll())
                .extracting(metric -> ((Metric.Named) metric).values().get("lr"))
                .containsExactly(1e-3, 2e-3, 2e-3, 1e-3);
        annealed.put("steps", 6);
        assertThatThrownBy(() -> run(directory, true, annealed, new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("steps: 4 then, 6 now");
        assertThatThrownBy(() -> settings(Map.of("anneal", 6)).config())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("annealing is 6 but must be from 0 to the run's 5 steps");
    }

    @Test
    void aRunStartsFromADecodersWeightsAndWritesOneToDrawWith() throws Exception {
        Path first = folder.resolve("first");
        Path file = folder.resolve("decoder.safetensors");
        Map<String, Object> short1 = Map.of("sheet_every", 0, "steps", 1);
        Map<String, Object> more = new HashMap<>(short1);
        more.put("sketch", 0);
        run(first, false, more, new ArrayList<>());
        more.remove("sketch");
        more.put("start_from", checkpoint(first, 1).toString());
        more.put("decoder_file", file.toString());
        List<String> lines = new ArrayList<>();
        assertThat(run(folder.resolve("second"), false, more, lines)).isEqualTo(RunState.FINISHED);
        assertThat(lines).anyMatch(line -> line.contains("which were trained for 1 steps"));
        try (Decoder written = Decoder.load(file, new ComputeDevice.Cpu(), Precision.FP32);
                Decoder checkpoint = Decoder.load(
                        checkpoint(folder.resolve("second"), 1), new ComputeDevice.Cpu(), Precision.FP32)) {
            assertThat(written.trainedSteps()).isEqualTo(2);
            assertThat(checkpoint.trainedSteps()).isEqualTo(2);
        }
        // A half-size file holds the average alone and can be started from, too.
        more.put("start_from", file.toString());
        assertThat(run(folder.resolve("third"), false, more, lines)).isEqualTo(RunState.FINISHED);
        // What was learnt of small pictures goes on with larger ones; attention acts on level 1, 8 of 16 and 16 of 32
        // pixels.
        more.put("image_size", 32);
        more.put("attention", List.of(16));
        assertThat(run(folder.resolve("larger"), false, more, lines)).isEqualTo(RunState.FINISHED);
        try (Decoder larger = Decoder.load(file, new ComputeDevice.Cpu(), Precision.FP32)) {
            assertThat(larger.spec().unet().imageSize()).isEqualTo(32);
            assertThat(larger.trainedSteps()).isEqualTo(4);
        }
        // Or with a level more, which starts by halving and doubling.
        more.put("multipliers", List.of(1.0, 1.0, 1.0));
        more.put("attention", List.of(8));
        more.put("start_from", checkpoint(first, 1).toString());
        assertThat(run(folder.resolve("deeper"), false, more, lines)).isEqualTo(RunState.FINISHED);
        assertThat(lines).anyMatch(line -> line.contains("with one level more for larger pictures"));
        more.put("predicts", "NOISE");
        assertThatThrownBy(() -> run(folder.resolve("other"), false, more, lines))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a decoder that predicts the velocity, but these settings ask for the noise");
        more.remove("predicts");
        // The first had no sketch, all others have.
        more.put("start_from", file.toString());
        more.put("sketch", 0);
        assertThatThrownBy(() -> run(folder.resolve("blind"), false, more, lines))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("takes a sketch of its condition, but these settings have none")
                .hasMessageContaining("to its side, 8.");
        more.put("sketch", 4);
        assertThatThrownBy(() -> run(folder.resolve("coarser"), false, more, lines))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has sketches of 8 pixels a side, but these settings ask for 4")
                .hasMessageContaining("set sketch (--sketch) to 8");
        more.remove("sketch");
        more.put("width", 64);
        assertThatThrownBy(() -> run(folder.resolve("fourth"), false, more, lines))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a decoder of another shape");
    }

    @Test
    void whatADecoderDidNotLearnIsRefusedUntilItHas() {
        Map<String, Object> blocks = new HashMap<>(Map.of("sheet_every", 0, "steps", 1, "image_share", 0, "drop", 0));
        run(folder.resolve("blocks"), false, blocks, new ArrayList<>());
        Path learnt = checkpoint(folder.resolve("blocks"), 1);
        Sampler sampler = new Sampler.DpmSolver();
        float[] embedding = new float[32];
        try (Decoder decoder = Decoder.load(learnt, new ComputeDevice.Cpu(), Precision.FP32)) {
            Decoder.Request whole =
                    new Decoder.Request(ConditionKind.IMAGE, embedding, new long[1], sampler, 1, 1, Optional.empty());
            assertThatThrownBy(() -> decoder.sample(whole, SamplingListener.NONE))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("was trained without whole images and cannot draw them: decode blocks");
            Decoder.Request guided =
                    new Decoder.Request(ConditionKind.BLOCK, embedding, new long[1], sampler, 1, 2, Optional.empty());
            assertThatThrownBy(() -> decoder.sample(guided, SamplingListener.NONE))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("Guidance is 2.0")
                    .hasMessageContaining("not trained with conditions dropped");
            Decoder.Request plain =
                    new Decoder.Request(ConditionKind.BLOCK, embedding, new long[1], sampler, 1, 1, Optional.empty());
            assertThat(decoder.sample(plain, SamplingListener.NONE)).isPresent();
        }
        blocks.putAll(Map.of("image_share", 1, "drop", 0.2, "start_from", learnt.toString()));
        run(folder.resolve("images-after-blocks"), false, blocks, new ArrayList<>());
        try (DecoderFile.Stored both = DecoderFile.open(checkpoint(folder.resolve("images-after-blocks"), 1))) {
            assertThat(both.conditioning().learnt())
                    .isEqualTo(new LearntConditions(
                            Set.of(ConditionKind.BLOCK, ConditionKind.IMAGE), OptionalDouble.of(0.2)));
        }
    }

    @Test
    void anotherEncoderAndOtherSettingsAreRefused() {
        Path directory = folder.resolve("refused");
        Map<String, Object> short1 = Map.of("sheet_every", 0, "steps", 1);
        run(directory, false, short1, new ArrayList<>());
        Map<String, Object> other = new HashMap<>(short1);
        other.put("checkpoint", model("other.safetensors", 2).toString());
        assertThatThrownBy(() -> run(directory, true, other, new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessageMatching(".* other weights \\(model.safetensors, digest [0-9a-f]{8}\\) than these"
                        + " \\(other.safetensors, digest [0-9a-f]{8}\\).*");
        other.put("start_from", checkpoint(directory, 1).toString());
        assertThatThrownBy(() -> run(folder.resolve("for-other"), false, other, new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessageMatching(".* other weights \\(model.safetensors, digest [0-9a-f]{8}\\) than these"
                        + " \\(other.safetensors, digest [0-9a-f]{8}\\).*");
        Map<String, Object> faster = new HashMap<>(short1);
        faster.put("learning_rate", 1e-3);
        assertThatThrownBy(() -> run(directory, true, faster, new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("learning_rate: 0.002 then, 0.001 now");
        Map<String, Object> coarser = new HashMap<>(short1);
        coarser.put("sketch", 4);
        assertThatThrownBy(() -> DecoderRun.of(settings(coarser), new RunDirectory(directory), true, true, line -> {})
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("refused has sketches of 8 pixels a side, but these settings ask for 4");
        Map<String, Object> shorter = new HashMap<>(short1);
        shorter.put("steps", 2);
        Path beyond = folder.resolve("beyond");
        run(beyond, false, shorter, new ArrayList<>());
        assertThatThrownBy(() -> DecoderRun.of(settings(short1), new RunDirectory(beyond), true, true, line -> {})
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 steps are done and steps (--steps) is 1: give at least 2");
        assertThat(DecoderPreflight.look(settings(short1), new RunDirectory(beyond), true, line -> {})
                        .isFit())
                .isFalse();
        assertThatThrownBy(() -> run(directory, false, short1, new ArrayList<>()))
                .hasMessageContaining("holds a run already");
        assertThatThrownBy(() -> DecoderSettings.read(new RunDirectory(folder.resolve("nowhere"))))
                .hasMessageContaining("There is no run directory");
    }

    @Test
    void aDecoderGoesOnForOtherWeightsWithAScaleAndSketchesOfTheirs() throws Exception {
        Path first = folder.resolve("for-model");
        Map<String, Object> other = new HashMap<>(Map.of("sheet_every", 0, "steps", 1));
        run(first, false, other, new ArrayList<>());
        other.put("start_from", checkpoint(first, 1).toString());
        other.put("checkpoint", model("another.safetensors", 3).toString());
        Path second = folder.resolve("for-another");
        List<String> lines = new ArrayList<>();
        assertThat(DecoderRun.of(settings(other), new RunDirectory(second), false, true, lines::add)
                        .run())
                .isEqualTo(RunState.FINISHED);
        assertThat(lines)
                .anyMatch(line -> line.contains("Going on all the same, as asked"))
                .anyMatch(line -> line.contains("their sketches are measured anew"));
        try (DecoderFile.Stored before = DecoderFile.open(checkpoint(first, 1));
                DecoderFile.Stored after = DecoderFile.open(checkpoint(second, 1))) {
            assertThat(after.step()).isEqualTo(2);
            assertThat(after.spec().encoder()).isNotEqualTo(before.spec().encoder());
            assertThat(after.conditioning().scale())
                    .usingRecursiveComparison()
                    .isNotEqualTo(before.conditioning().scale());
            assertThat(after.conditioning().sketch())
                    .usingRecursiveComparison()
                    .isNotEqualTo(before.conditioning().sketch());
        }
    }

    @Test
    void masksOfEverySamplerTrain() {
        List<MaskStrategy> strategies = Arrays.asList(
                new MaskStrategy.UnbiasedMultiBlock(MultiBlockParameters.PUBLISHED),
                new MaskStrategy.Rasterized(),
                MaskStrategy.OneBlock.PUBLISHED,
                MaskStrategy.RandomPatches.PUBLISHED);
        for (MaskStrategy strategy : strategies) {
            Path directory = folder.resolve("masks-" + strategy.kind());
            List<String> lines = new ArrayList<>();
            assertThat(run(
                            directory,
                            false,
                            Map.of(
                                    "masks",
                                    StrategyJson.toJson(strategy),
                                    "steps",
                                    1,
                                    "sheet_every",
                                    1,
                                    "image_share",
                                    0,
                                    "batch_size",
                                    PICTURES),
                            lines))
                    .as(strategy.toString())
                    .isEqualTo(RunState.FINISHED);
            // One picture of the batch is kept back for it.
            assertThat(lines)
                    .anyMatch(line -> line.matches("sketches of blocks, 8 pixels a side: .* explains -?\\d+% of .*"));
        }
    }

    @Test
    void aRunFromBeforeThereWasAChoicePredictsNoiseWithoutASketch() throws IOException {
        Path directory = Files.createDirectories(folder.resolve("older"));
        String all = settings(Map.of()).yaml();
        Files.writeString(
                directory.resolve("params-decoder.yaml"),
                all.lines()
                        .filter(line -> !line.matches("(predicts|sketch):.*"))
                        .collect(Collectors.joining("\n")));
        DecoderSettings older = DecoderSettings.read(new RunDirectory(directory));
        assertThat(older.predicts()).isEqualTo(PredictionType.NOISE);
        assertThat(older.sketch()).isZero();
        assertThat(DecoderSettings.parse(all, "all").predicts()).isEqualTo(PredictionType.VELOCITY);
    }

    @Test
    void settingsThatCannotBeAreNamed() throws IOException {
        assertThatThrownBy(() -> DecoderSettings.of(Map.of("stepz", 3)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no field stepz");
        assertThatThrownBy(() -> settings(Map.of("steps", "many")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("steps is \"many\"");
        assertThatThrownBy(() -> settings(Map.of("precision", "fp8")).config())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("must each have a value");
        assertThatThrownBy(() -> settings(Map.of("batch_size", 0)).config())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("batch size is 0 but must be at least 1 picture");
        assertThatThrownBy(() -> settings(Map.of("keep_last", 0)).policy())
                .isInstanceOf(InputException.class)
                .hasMessage("keep_last is 0 but must be at least 1.");
        assertThatThrownBy(() ->
                        settings(Map.of("checkpoint_every", 2, "keep_every", 3)).policy())
                .isInstanceOf(InputException.class)
                .hasMessage("keep_every is 3 but must be a multiple of checkpoint_every, which is 2.");
        assertThatThrownBy(() -> settings(Map.of("groups", 32)).config())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 32 channels for 32 groups of a norm: give each at least two");
        assertThatThrownBy(() -> settings(Map.of("image_size", 15)).config())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("image size must be a multiple of 2");
        Path directory = Files.createDirectories(folder.resolve("damaged"));
        Files.writeString(directory.resolve("params-decoder.yaml"), "steps: [");
        assertThatThrownBy(() -> DecoderSettings.read(new RunDirectory(directory)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("params-decoder.yaml is no YAML");
        Files.move(directory.resolve("params-decoder.yaml"), directory.resolve("params-ijepa.yaml"));
        assertThatThrownBy(() -> DecoderSettings.read(new RunDirectory(directory)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is of another kind, pretraining, not decoder");
    }
}
