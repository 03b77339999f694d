package ijepa.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ijepa.core.checkpoint.BundledModel;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.ModelFile;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderCommandTest {

    private static final Path PICTURES = Path.of("../sample-images");

    @TempDir
    private static Path folder;

    private static Path weights;
    private static Path decoder;
    private static Path picture;

    private static Path model(String name, int dim, long seed) {
        ModelSpec spec = new ModelSpec(new EncoderSpec(48, 8, dim, 1, 2, 2), new PredictorSpec(16, 1, 2));
        Path file = folder.resolve(name);
        try (IJepa model = IJepa.load(spec, new Initialisation(spec, seed), new ComputeDevice.Cpu(), Precision.FP32)) {
            ModelFile.write(model, ElementType.F32, Map.of(), file);
        }
        return file;
    }

    @BeforeAll
    static void train() throws Exception {
        weights = model("model.safetensors", 32, 1);
        decoder = folder.resolve("decoder.safetensors");
        Path few = Files.createDirectory(folder.resolve("few"));
        try (var files = Files.list(PICTURES)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(2)
                    .toList()) {
                picture = Files.copy(file, few.resolve(file.getFileName()));
            }
        }
        CommandRun run = CommandRun.of(
                "decoder",
                "train",
                "--checkpoint",
                weights.toString(),
                "--data",
                few.toString(),
                "--out",
                decoder.toString(),
                "--image-size",
                "16",
                "--width",
                "32",
                "--multipliers",
                "1,1",
                "--steps",
                "2",
                "--batch-size",
                "2",
                "--sheet-every",
                "1",
                "--run",
                folder.resolve("run").toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("  mse ").contains("finished after step 2 of 2");
        assertThat(folder.resolve("run/samples/step-000000001.png")).exists();
        CommandRun list = CommandRun.of("runs", folder.toString());
        assertThat(list.out()).containsPattern("run +decoder +finished +2/2");
    }

    private static CommandRun sample(Path checkpoint, Path out, String... more) {
        String[] fixed = {
            "decoder",
            "sample",
            picture.toString(),
            "--checkpoint",
            checkpoint.toString(),
            "--decoder",
            decoder.toString(),
            "--out",
            out.toString(),
            "--samples",
            "2",
            "--steps",
            "3"
        };
        String[] all = new String[fixed.length + more.length];
        System.arraycopy(fixed, 0, all, 0, fixed.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return CommandRun.of(all);
    }

    @Test
    void sheetAndSamplesAreWritten() throws Exception {
        Path out = folder.resolve("blocks");
        CommandRun run = sample(weights, out, "--inpaint", "--guidance", "2");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("8 samples in ");
        String base = picture.getFileName().toString().replace(".jpg", "");
        // Two times: margins, four panels of 150 and three gaps of 10.
        assertThat(ImageIO.read(out.resolve(base + ".png").toFile()).getWidth()).isEqualTo(2 * (56 + 4 * 150 + 3 * 10));
        assertThat(ImageIO.read(out.resolve(base + "-block4-2.png").toFile()).getWidth())
                .isEqualTo(16);
        CommandRun whole = sample(weights, folder.resolve("whole"), "--whole", "--sampler", "ddim");
        assertThat(whole.status()).as(whole.err()).isZero();
        assertThat(folder.resolve("whole").resolve(base + "-whole-2.png")).exists();
    }

    @Test
    void aDecoderOfOtherWeightsIsSaidAndOneOfAnotherDimensionRefused() {
        CommandRun other = sample(model("other.safetensors", 32, 2), folder.resolve("other"), "--whole");
        assertThat(other.status()).isZero();
        assertThat(other.err())
                .contains("warning: The decoder was trained with other weights (model.safetensors, digest ");
        CommandRun wide = sample(model("wide.safetensors", 64, 1), folder.resolve("wide"));
        assertThat(wide.status()).isEqualTo(2);
        assertThat(wide.err()).contains("embeddings of 32 numbers");
    }

    @Test
    void aRunGoesOnWithItsOwnSettingsAndOnlyWhatIsGivenChanges() throws Exception {
        String run = folder.resolve("run").toString();
        CommandRun longer = CommandRun.of("decoder", "train", "--resume", "--run", run, "--steps", "3");
        assertThat(longer.status()).as(longer.err()).isZero();
        assertThat(longer.out()).contains("going on after step 2").contains("finished after step 3 of 3");
        Path official = Path.of("../core/src/test/resources/golden/configs/in22k_vitg16_ep44.yaml");
        Path masks = folder.resolve("masks.yaml");
        Files.writeString(masks, Files.readString(official).replace("min_keep: 10", "min_keep: 3"));
        CommandRun other = CommandRun.of("decoder", "train", "--resume", "--run", run, "--masks", masks.toString());
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("settings are not those").contains("masks.min_keep: 10 then, 3 now");
        CommandRun unknown = CommandRun.of("decoder", "train", "--resume", "--run", run, "--masks", "stripes");
        assertThat(unknown.err()).contains("--masks is 'stripes'");
        assertThat(CommandRun.of("decoder", "train").err()).contains("name a folder of pictures with --data");
    }

    private static CommandRun evaluate(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "decoder",
                "evaluate",
                "--checkpoint",
                weights.toString(),
                "--decoder",
                decoder.toString(),
                "--data",
                PICTURES.toString(),
                "--steps",
                "2"));
        all.addAll(List.of(more));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void evaluationComparesWithOtherPictures() throws Exception {
        Path json = folder.resolve("evaluation.json");
        CommandRun run = evaluate("--pictures", "3", "--samples", "2", "--json", json.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("whole images: 3 pictures, 2 samples each, 2 steps of dpm++; looked for among ")
                .contains("blocks: 3 pictures")
                .containsPattern("mean reciprocal rank +[01]\\.");
        assertThat(run.err()).contains("image: decoding 3/3");
        JsonObject written = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertThat(written.get("trained_steps").getAsInt()).isEqualTo(2);
        assertThat(written.getAsJsonArray("kinds"))
                .hasSize(2)
                .allSatisfy(kind -> assertThat(
                                kind.getAsJsonObject().get("frechet_floor").getAsDouble())
                        .isPositive());
        CommandRun one = evaluate("--pictures", "2", "--samples", "1", "--kind", "image", "--json");
        assertThat(JsonParser.parseString(one.out())
                        .getAsJsonObject()
                        .getAsJsonArray("kinds")
                        .get(0)
                        .getAsJsonObject()
                        .get("spread")
                        .isJsonNull())
                .isTrue();
        // A hundred are asked for, and all there are taken; what cannot be written was at least printed.
        CommandRun all = evaluate("--samples", "1", "--kind", "image", "--json", folder.toString());
        assertThat(all.out()).containsPattern("whole images: (\\d+) pictures, .* among \\1 pictures");
        assertThat(all.status()).isEqualTo(2);
        assertThat(evaluate("--samples", "0").err()).contains("at least 1 sample, not 0");
    }

    @Test
    void aDecoderSaysWhatItIs() {
        CommandRun run = CommandRun.of("decoder", "inspect", decoder.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(decoder.toString())
                .containsPattern("image size +16")
                .containsPattern("predicts +velocity")
                .containsPattern("sketch +8")
                .containsPattern("trained steps +2")
                .containsPattern("learnt kinds +\\[block, image\\]")
                .containsPattern("dropping +0.1")
                .containsPattern("encoder +model.safetensors");
        JsonObject bundled = JsonParser.parseString(
                        CommandRun.of("decoder", "inspect", "--json").out())
                .getAsJsonObject();
        assertThat(bundled.get("encoder").getAsString()).isEqualTo(BundledModel.NAME);
        assertThat(bundled.getAsJsonArray("learnt_kinds")).hasSize(2);
        assertThat(bundled.get("dropping").getAsDouble()).isEqualTo(0.1);
        assertThat(bundled.get("parameters").getAsLong()).isBetween(1_000_000L, 20_000_000L);
        assertThat(CommandRun.of("inspect", decoder.toString()).err())
                .contains("is a decoder, not a checkpoint: 'ijepa decoder inspect");
    }

    @Test
    void withoutADecoderTheOneOfTheSmallModelDraws() {
        Path out = folder.resolve("bundled");
        CommandRun run = CommandRun.of(
                "decoder",
                "sample",
                picture.toString(),
                "--whole",
                "--out",
                out.toString(),
                "--samples",
                "1",
                "--steps",
                "2");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(out.resolve(picture.getFileName().toString().replace(".jpg", "-whole-1.png")))
                .exists();
        CommandRun other = CommandRun.of(
                "decoder",
                "sample",
                picture.toString(),
                "--checkpoint",
                weights.toString(),
                "--out",
                out.toString(),
                "--samples",
                "1");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("say with --decoder which was trained with it");
    }

    @Test
    void optionsThatCannotBeAreSaid() throws Exception {
        assertThat(sample(weights, folder, "--samples", "0").err()).isNotEmpty();
        assertThat(sample(weights, folder, "--sampler", "euler").err()).contains("use dpm++, ddim or ancestral");
        assertThat(sample(weights, folder, "--whole", "--inpaint").err()).contains("--inpaint fits blocks");
        assertThat(sample(weights, folder, "--whole", "--layout", "blocks.json").err())
                .contains("--whole decodes whole images, not blocks, so --layout would have no effect");
        assertThat(sample(weights, folder, "--eta", "0.5").err())
                .contains("Only --sampler ddim is told how much fresh noise to add, so --eta would have no effect");
        Path never = folder.resolve("never");
        CommandRun unchecked = CommandRun.of("decoder", "train", "--run", never.toString(), "--json");
        assertThat(unchecked.status()).isEqualTo(2);
        assertThat(unchecked.err()).contains("Without --check a run is started").contains("--json");
        assertThat(never).doesNotExist();
        assertThat(sample(weights, folder, "--steps", "2000").status()).isEqualTo(2);
        Path layout = folder.resolve("outside.json");
        Files.writeString(
                layout,
                "{\"rows\": 6, \"columns\": 6, \"context\": [], \"targets\": [{\"top\": 4, \"left\": 0, \"height\": 3, \"width\": 2}]}");
        CommandRun outside = sample(weights, folder, "--layout", layout.toString());
        assertThat(outside.status()).isEqualTo(2);
        assertThat(outside.err()).contains("does not fit the 6 x 6 grid");
    }
}
