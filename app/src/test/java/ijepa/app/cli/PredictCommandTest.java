package ijepa.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import javax.imageio.ImageIO;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.ModelFile;
import ijepa.core.checkpoint.SafetensorsFile;
import ijepa.core.image.Fit;
import ijepa.core.image.ImageReading;
import ijepa.core.image.ImageTensor;
import ijepa.core.image.Normalisation;
import ijepa.core.mask.Block;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.Embeddings;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Network;
import ijepa.core.model.Prediction;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.renderer.map.Baselines;
import ijepa.renderer.map.BlockErrors;
import ijepa.renderer.map.Distance;
import ijepa.renderer.predict.AttentionChoice;
import ijepa.renderer.predict.AttentionLook;
import ijepa.renderer.predict.LayerLook;
import ijepa.renderer.predict.PositionSweep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {

    private static final ComputeDevice CPU = new ComputeDevice.Cpu();
    private static final ModelSpec SPEC =
            new ModelSpec(new EncoderSpec(48, 8, 16, 2, 2, 4), new PredictorSpec(8, 1, 2));
    private static final PatchGrid GRID = SPEC.encoder().grid();

    @TempDir
    private static Path folder;

    private static Path weights;
    private static Path cat;

    @TempDir
    private Path predictions;

    private int status = -1;
    private String err = "";

    @BeforeAll
    static void writeModelAndPicture() throws IOException {
        weights = folder.resolve("tiny.safetensors");
        try (IJepa model = IJepa.load(SPEC, new Initialisation(SPEC, 5), CPU, Precision.FP32)) {
            ModelFile.write(model, ElementType.F32, Map.of(), weights);
        }
        cat = folder.resolve("cat.jpg");
        Files.write(cat, sample("cat.jpg"));
    }

    private static byte[] sample(String name) throws IOException {
        try (var stream = PredictCommandTest.class.getResourceAsStream("/ijepa/sample-images/" + name)) {
            return stream.readAllBytes();
        }
    }

    private void predict(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("predict", "--device", "cpu", "--out", predictions.toString()));
        if (!List.of(arguments).contains("--checkpoint")) {
            all.addAll(List.of("--checkpoint", weights.toString()));
        }
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        status = run.status();
        err = run.err();
    }

    /** What the window computes for the same choice. */
    private static Prediction expected(Fit fit, int side, MaskLayout layout) {
        ImageTensor image = Normalisation.apply(fit.apply(ImageReading.read(cat), side));
        try (Checkpoint checkpoint = Checkpoint.open(weights, OptionalInt.empty());
                IJepa model = IJepa.load(checkpoint.spec(), checkpoint.parameters(), CPU, Precision.FP32)) {
            return model.predict(image, layout);
        }
    }

    private static long[] longs(int[] patches) {
        return Arrays.stream(patches).asLongStream().toArray();
    }

    private void assertHolds(SafetensorsFile file, String name, Embeddings vectors) {
        assertThat(file.entry(name).sizes()).as(name).containsExactly(vectors.count(), vectors.dimension());
        assertThat(file.floats(name)).as(name).isEqualTo(vectors.values());
    }

    @Test
    void tensorsAreBitForBitWhatTheModelSays() {
        predict(cat, "--seed", 3, "--iteration", 2, "--tensors");
        assertThat(status).as(err).isZero();
        MaskLayout layout = new MultiBlockSampler(MultiBlockSettings.nearestToPublished(GRID)).draw(2, 3);
        Prediction expected = expected(Fit.CENTRE_CROP, 48, layout);
        try (SafetensorsFile file = SafetensorsFile.open(predictions.resolve("cat.safetensors"))) {
            assertThat(file.entries()).hasSize(4 + 3 * layout.targets().size());
            assertThat(file.entry("image").sizes()).containsExactly(3, 48, 48);
            assertThat(file.floats("image")).isEqualTo(expected.image().values());
            assertThat(file.longs("context_indices")).isEqualTo(longs(layout.contextPatches()));
            assertHolds(file, "context_out", expected.context());
            assertHolds(file, "target_full", expected.targetFull());
            for (int m = 0; m < layout.targets().size(); m++) {
                assertThat(file.longs("target_indices/" + m)).isEqualTo(longs(layout.targetPatches(m)));
                assertHolds(file, "target/" + m, expected.blocks().get(m).target());
                assertHolds(file, "predicted/" + m, expected.blocks().get(m).predicted());
            }
        }
    }

    @Test
    void sheetAndNumbersAreWritten() throws IOException {
        predict(cat);
        assertThat(status).as(err).isZero();
        assertThat(ImageIO.read(predictions.resolve("cat.png").toFile()).getWidth())
                .isEqualTo(2528);
        assertThat(predictions.resolve("cat.safetensors")).doesNotExist();
        JsonObject json = json("cat.json");
        MaskLayout layout = LayoutJson.read(json.get("layout").toString(), "the report");
        assertThat(layout).isEqualTo(new MultiBlockSampler(MultiBlockSettings.nearestToPublished(GRID)).draw(0, 0));
        assertThat(json.get("checkpoint").getAsString()).isEqualTo(weights.toString());
        assertThat(json.get("precision").getAsString()).isEqualTo("fp32");
        assertThat(json.get("device").getAsString()).isEqualTo("cpu");
        assertThat(json.getAsJsonObject("sampler").get("seed").getAsLong()).isZero();
        Prediction expected = expected(Fit.CENTRE_CROP, 48, layout);
        for (Distance distance : Distance.values()) {
            JsonObject errors = json.getAsJsonObject("errors").getAsJsonObject(distance.key());
            BlockErrors.Entry first =
                    BlockErrors.of(expected, distance).blocks().getFirst();
            JsonObject block = errors.getAsJsonArray("blocks").get(0).getAsJsonObject();
            assertThat(block.get("predicted").getAsDouble()).isEqualTo(first.predicted());
            assertThat(block.get("mean_embedding").getAsDouble()).isEqualTo(first.meanEmbedding());
            assertThat(block.get("nearest_context").getAsDouble()).isEqualTo(first.nearestContext());
            assertThat(errors.getAsJsonObject("mean").get("predicted").getAsDouble())
                    .isEqualTo(BlockErrors.of(expected, distance).mean().predicted());
        }
    }

    private JsonObject json(String name) throws IOException {
        return JsonParser.parseString(Files.readString(predictions.resolve(name)))
                .getAsJsonObject();
    }

    @Test
    void layoutFitAndSizeAreFollowed() throws IOException {
        MaskLayout layout = new MaskLayout(
                new PatchGrid(4, 4), List.of(new Block(0, 0, 4, 4)), List.of(new Block(1, 1, 2, 2)), false);
        Path blocks = folder.resolve("blocks.json");
        Files.writeString(blocks, LayoutJson.write(layout));
        predict(cat, "--layout", blocks, "--image-size", 32, "--fit", "letterbox", "--tensors", "--distance", "l2");
        assertThat(status).as(err).isZero();
        Prediction expected = expected(Fit.LETTERBOX, 32, layout);
        try (SafetensorsFile file = SafetensorsFile.open(predictions.resolve("cat.safetensors"))) {
            assertThat(file.floats("image")).isEqualTo(expected.image().values());
            assertHolds(file, "predicted/0", expected.blocks().getFirst().predicted());
        }
        assertThat(json("cat.json").getAsJsonObject("sampler").get("file").getAsString())
                .isEqualTo(blocks.toString());
    }

    @Test
    void oneBadPictureDoesNotStopTheOthers() throws IOException {
        Path text = folder.resolve("text.jpg");
        Files.writeString(text, "This is no picture.");
        Path cut = folder.resolve("cut.jpg");
        byte[] whole = Files.readAllBytes(cat);
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        Path missing = folder.resolve("missing.jpg");
        predict(text, cut, missing, cat);
        assertThat(status).isEqualTo(2);
        List<String> lines = err.lines().toList();
        assertThat(lines).hasSize(3).allMatch(line -> line.startsWith("ijepa: "));
        assertThat(lines.get(0)).contains(text.toString(), "not a picture");
        assertThat(lines.get(1)).contains(cut.toString(), "cut short");
        assertThat(lines.get(2)).contains("There is no file " + missing);
        try (var files = Files.list(predictions)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("cat.png", "cat.json");
        }
    }

    @Test
    void layoutOfAnotherGridIsRefusedOnce() throws IOException {
        Path blocks = folder.resolve("other.json");
        Files.writeString(
                blocks,
                LayoutJson.write(new MaskLayout(
                        new PatchGrid(5, 5), List.of(new Block(0, 0, 5, 5)), List.of(new Block(1, 1, 2, 2)), false)));
        predict(cat, cat, "--layout", blocks);
        assertThat(status).isEqualTo(2);
        assertThat(err.lines()).singleElement().asString().contains(blocks.toString(), "5 x 5", "6 x 6");
    }

    @Test
    void layoutWithNothingToSeeIsRefusedOnce() throws IOException {
        Path blocks = folder.resolve("covered.json");
        Files.writeString(
                blocks,
                LayoutJson.write(
                        new MaskLayout(GRID, List.of(new Block(1, 1, 2, 2)), List.of(new Block(0, 0, 4, 4)), false)));
        predict(cat, cat, "--layout", blocks);
        assertThat(status).isEqualTo(2);
        assertThat(err.lines()).singleElement().asString().contains(blocks.toString(), "nothing to predict it from");
    }

    @Test
    void encoderAloneIsRefusedOnce() throws IOException {
        ModelSpec encoders = new ModelSpec(SPEC.encoder(), Optional.empty());
        Path file = folder.resolve("encoders.safetensors");
        try (IJepa model = IJepa.load(encoders, new Initialisation(encoders, 5), CPU, Precision.FP32)) {
            ModelFile.write(model, ElementType.F32, Map.of(), file);
        }
        predict(cat, cat, "--checkpoint", file);
        assertThat(status).isEqualTo(2);
        assertThat(err.lines()).singleElement().asString().contains(file.toString(), "no predictor");
    }

    @Test
    void wrongOptionsAreNamed() {
        predict(cat, "--image-size", 50);
        assertThat(status).isEqualTo(2);
        assertThat(err).contains("Patch size 8 does not divide");
        predict(cat, "--layout", cat, "--seed", 1);
        assertThat(status).isEqualTo(2);
        assertThat(err).contains("--layout gives the blocks");
        predict(cat, "--fit", "squash");
        assertThat(status).isEqualTo(2);
        assertThat(err).contains("'squash' is none of crop, stretch, letterbox");
    }

    @Test
    void namesNeverMeet() {
        Path here = Path.of("here");
        List<PredictionOutputs> outputs = PredictionOutputs.of(
                List.of(
                        Path.of("a", "cat.jpg"),
                        Path.of("b", "cat.jpg"),
                        Path.of("c", "CAT-2.webp"),
                        here.resolve("dog.png"),
                        Path.of("no-extension")),
                here);
        assertThat(outputs.stream().map(output -> output.sheet().getFileName().toString()))
                .containsExactly("cat.png", "cat-2.png", "CAT-2-2.png", "dog-2.png", "no-extension.png");
    }

    private double[] doubles(SafetensorsFile file, String name) {
        double[] values = new double[(int) file.entry(name).elements()];
        file.show(name, bytes -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes.get(
                        ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), (long) i * Double.BYTES);
            }
        });
        return values;
    }

    /** The window asks the same methods of the same model for the same layout. */
    @Test
    void panelsAreBitForBitWhatTheWindowShows() throws IOException {
        MaskLayout layout = new MaskLayout(
                GRID, List.of(new Block(0, 0, 6, 6)), List.of(new Block(1, 1, 2, 3), new Block(4, 2, 2, 2)), false);
        Path blocks = folder.resolve("blocks.json");
        Files.writeString(blocks, LayoutJson.write(layout));
        predict(
                cat,
                "--layout",
                blocks,
                "--tensors",
                "--npz",
                "--attention",
                "target_encoder:2:1",
                "--attention",
                "predictor:1",
                "--rollout",
                "encoder",
                "--layer",
                "encoder:1",
                "--sweep",
                "--uncertainty",
                3,
                "--block",
                2,
                "--compare",
                weights,
                "--compare",
                weights);
        assertThat(status).as(err).isZero();
        ImageTensor image = Normalisation.apply(Fit.CENTRE_CROP.apply(ImageReading.read(cat), 48));
        try (Checkpoint checkpoint = Checkpoint.open(weights, OptionalInt.empty());
                IJepa model = IJepa.load(checkpoint.spec(), checkpoint.parameters(), CPU, Precision.FP32);
                SafetensorsFile file = SafetensorsFile.open(predictions.resolve("cat.safetensors"))) {
            AttentionChoice choice = new AttentionChoice(Network.TARGET_ENCODER, 2, 1);
            int middle = layout.targetPatches(1)[2];
            assertThat(doubles(file, "attention/target_encoder:2:1"))
                    .isEqualTo(AttentionLook.of(model, image, layout, choice, 0).from(middle));
            AttentionChoice ofPredictor = new AttentionChoice(Network.PREDICTOR, 1, AttentionChoice.MEAN);
            assertThat(doubles(file, "attention/predictor:1"))
                    .isEqualTo(AttentionLook.of(model, image, layout, ofPredictor, 1)
                            .from(middle));
            int[] seen = layout.contextPatches();
            assertThat(doubles(file, "rollout/encoder"))
                    .isEqualTo(AttentionLook.rollout(model, image, layout, Network.ENCODER, 0)
                            .from(seen[seen.length / 2]));
            assertHolds(
                    file,
                    "layer/encoder:1",
                    LayerLook.of(model, image, layout, Network.ENCODER, 1).features());
            assertThat(doubles(file, "sweep"))
                    .isEqualTo(PositionSweep.of(model, image, layout, 1, share -> {})
                            .patches()
                            .get(Distance.COSINE));
            assertThat(doubles(file, "compare/1/error")).isEqualTo(doubles(file, "compare/2/error"));
            assertThat(file.entry("uncertainty/by_context").sizes()).containsExactly(3);
            JsonObject block = JsonParser.parseString(Files.readString(predictions.resolve("cat.json")))
                    .getAsJsonObject()
                    .getAsJsonObject("errors")
                    .getAsJsonObject("l2")
                    .getAsJsonArray("blocks")
                    .get(1)
                    .getAsJsonObject();
            Prediction prediction = model.predict(image, layout);
            Baselines.Rivals rivals =
                    new Baselines.Rivals(Baselines.imageMean(prediction), false, model.predictUntrained(prediction));
            assertThat(block.get("untrained_predictor").getAsDouble())
                    .isEqualTo(BlockErrors.of(prediction, Distance.L2, rivals)
                            .blocks()
                            .get(1)
                            .untrained());
        }
        for (String panel : List.of(
                "attention-target_encoder-2-1",
                "layer-encoder-1",
                "rollout-encoder",
                "sweep",
                "uncertainty-spread",
                "compare-2-error")) {
            assertThat(ImageIO.read(predictions.resolve("cat." + panel + ".png").toFile()))
                    .as(panel)
                    .isNotNull();
        }
        assertThat(predictions.resolve("cat.npz")).isNotEmptyFile();
    }

    @Test
    void neighboursAreListedAndTheirIndexIsKept() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        for (String name : List.of("cat.jpg", "coffee.jpg", "rocket.jpg")) {
            Files.write(pictures.resolve(name), sample(name));
        }
        String before = System.getProperty("ijepa.cache");
        System.setProperty("ijepa.cache", folder.resolve("cache").toString());
        try {
            predict(cat, "--neighbours", pictures, "--set", pictures);
        } finally {
            if (before == null) {
                System.clearProperty("ijepa.cache");
            } else {
                System.setProperty("ijepa.cache", before);
            }
        }
        assertThat(status).as(err).isZero();
        JsonObject report = JsonParser.parseString(Files.readString(predictions.resolve("cat.json")))
                .getAsJsonObject();
        assertThat(report.getAsJsonArray("neighbours")).hasSize(3);
        assertThat(report.get("mean_embedding_of").getAsString()).isEqualTo("image set");
        try (var files = Files.list(folder.resolve("cache/neighbours"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void neighboursOfAnotherImageSizeAreRefused() {
        predict(cat, "--image-size", 64, "--neighbours", folder);
        assertThat(status).isEqualTo(2);
        assertThat(err)
                .contains("--neighbours finds blocks among pictures of the model's own 48 x 48 pixels")
                .contains("leave --image-size or --neighbours out");
        assertThat(predictions).isEmptyDirectory();
    }

    @Test
    void anEncoderAloneStillShowsItsPanels() throws IOException {
        Path alone = folder.resolve("encoder.safetensors");
        try (Checkpoint checkpoint = Checkpoint.open(weights, OptionalInt.empty())) {
            ModelFile.write(
                    new ModelSpec(SPEC.encoder(), Optional.empty()),
                    checkpoint.parameters(),
                    List.of(Network.TARGET_ENCODER),
                    ElementType.F32,
                    Map.of(),
                    alone);
        }
        predict(cat, "--checkpoint", alone, "--attention", "target_encoder:1", "--layer", "encoder:2", "--npz");
        assertThat(status).as(err).isZero();
        assertThat(predictions.resolve("cat.attention-target_encoder-1.png")).isNotEmptyFile();
        assertThat(predictions.resolve("cat.layer-encoder-2.png")).isNotEmptyFile();
        assertThat(predictions.resolve("cat.npz")).isNotEmptyFile();
        assertThat(predictions.resolve("cat.json")).doesNotExist();
        predict(cat, "--checkpoint", alone, "--rollout", "predictor");
        assertThat(status).isEqualTo(2);
        assertThat(err).contains("no predictor");
        predict(cat, "--checkpoint", alone);
        assertThat(status).isEqualTo(2);
        assertThat(err).contains("--attention");
    }

    @Test
    void whatCannotBeAskedIsSaid() {
        predict(cat, "--attention", "target_encoder");
        assertThat(status).isEqualTo(2);
        assertThat(err).contains("NETWORK:LAYER");
        predict(cat, "--attention", "target_encoder:9");
        assertThat(err).contains("target encoder has layers 1 to 2");
        predict(cat, "--attention", "encoder:1:5");
        assertThat(err).contains("heads 1 to 2");
        predict(cat, "--layer", "decoder:1");
        assertThat(err).contains("'decoder' is no network");
        predict(cat, "--sweep", "--block", 9);
        assertThat(err).contains("no target block 9");
        predict(cat, "--rollout", "encoder", "--patch", "9,9");
        assertThat(err).contains("--patch takes ROW,COLUMN");
    }
}
