package ijepa.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasksCommandTest {

    private static final Path GOLDEN = Path.of("../core/src/test/resources/golden");

    @TempDir
    private Path folder;

    private static JsonElement json(Path file) throws Exception {
        return JsonParser.parseString(Files.readString(file));
    }

    private static String pair(JsonObject from, String name) {
        JsonArray pair = from.getAsJsonArray(name);
        return pair.get(0).getAsString() + "," + pair.get(1).getAsString();
    }

    private static List<String> arguments(JsonObject golden) {
        JsonArray size = golden.getAsJsonArray("input_size");
        List<String> arguments = new ArrayList<>(List.of(
                "masks",
                "--image-size",
                size.get(0).getAsString() + "x" + size.get(1).getAsString(),
                "--patch-size",
                golden.get("patch_size").getAsString(),
                "--targets",
                golden.get("npred").getAsString(),
                "--contexts",
                golden.get("nenc").getAsString(),
                "--target-scale",
                pair(golden, "pred_mask_scale"),
                "--context-scale",
                pair(golden, "enc_mask_scale"),
                "--aspect",
                pair(golden, "aspect_ratio"),
                "--min-keep",
                golden.get("min_keep").getAsString(),
                "--batch-size",
                golden.get("batch_size").getAsString(),
                "--global-seed",
                golden.get("global_seed").getAsString(),
                "--iterations",
                Integer.toString(golden.getAsJsonArray("iterations").size())));
        if (golden.get("allow_overlap").getAsBoolean()) {
            arguments.add("--allow-overlap");
        }
        return arguments;
    }

    @Test
    void everyGoldenCaseComesOutAsItWasRecorded() throws Exception {
        JsonArray cases =
                json(GOLDEN.resolve("masks_multiblock.json")).getAsJsonObject().getAsJsonArray("cases");
        assertThat(cases).hasSizeGreaterThan(5);
        Path out = folder.resolve("masks.json");
        for (JsonElement expected : cases) {
            List<String> arguments = arguments(expected.getAsJsonObject());
            arguments.addAll(List.of("--json", out.toString()));
            CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(json(out).getAsJsonObject().getAsJsonArray("cases")).containsExactly(expected);
        }
    }

    @Test
    void theRandomCollatorsFileComesOutAsItWasRecorded() throws Exception {
        CommandRun run = CommandRun.of(
                "masks",
                "--sampler",
                "random",
                "--ratio",
                "0.4,0.6",
                "--batch-size",
                "3",
                "--global-seed",
                "2",
                "--iterations",
                "2",
                "--json",
                "-");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(JsonParser.parseString(run.out())).isEqualTo(json(GOLDEN.resolve("masks_random.json")));
    }

    @Test
    void aConfigurationGivesTheSameAsItsValuesAndOptionsGoBeforeIt() throws Exception {
        String config = GOLDEN.resolve("configs/in1k_vith14_ep300.yaml").toString();
        CommandRun fromFile = CommandRun.of("masks", "--config", config, "--batch-size", "4", "--json");
        assertThat(fromFile.status()).as(fromFile.err()).isZero();
        JsonObject one = JsonParser.parseString(fromFile.out())
                .getAsJsonObject()
                .getAsJsonArray("cases")
                .get(0)
                .getAsJsonObject();
        JsonObject golden = json(GOLDEN.resolve("masks_multiblock.json"))
                .getAsJsonObject()
                .getAsJsonArray("cases")
                .get(0)
                .getAsJsonObject();
        assertThat(one.getAsJsonArray("iterations").get(0))
                .isEqualTo(golden.getAsJsonArray("iterations").get(0));
        CommandRun changed = CommandRun.of(
                "masks",
                "--config",
                config,
                "--batch-size",
                "4",
                "--patch-size",
                "16",
                "--targets",
                "2",
                "--json",
                "-");
        assertThat(changed.out())
                .contains("\"patch_size\":16")
                .contains("\"npred\":2")
                .contains("\"nenc\":1");
    }

    @Test
    void theSummarySaysWhatTheBatchsCutTakes() {
        CommandRun alone = CommandRun.of("masks", "--patch-size", "14", "--batch-size", "1");
        assertThat(alone.status()).as(alone.err()).isZero();
        assertThat(alone.out())
                .contains("16 x 16 patches, 1 images, 1 iterations")
                .containsPattern("context: ([0-9.]+)% of the patches as drawn, \\1% after the cut")
                .contains("target blocks 7x6, context blocks 15x15");
        CommandRun crowd = CommandRun.of("masks", "--patch-size", "14", "--batch-size", "128");
        assertThat(crowd.out()).doesNotContainPattern("context: ([0-9.]+)% of the patches as drawn, \\1% after");
    }

    @Test
    void aCropOf32PixelsIsRefusedAtOnceWithWhatWorks() {
        CommandRun run = CommandRun.of("masks", "--image-size", "32", "--patch-size", "4");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("can never be satisfied: on a grid of 8 x 8 patches a target block may have only 9 patches")
                .contains("nearest setting that works on this grid is min_keep = 8")
                .contains("With min_keep = 10 the image must have at least 9 x 9 patches");
        assertThat(CommandRun.of("masks", "--image-size", "32", "--patch-size", "4", "--min-keep", "8")
                        .status())
                .isZero();
        assertThat(CommandRun.of("masks", "--image-size", "36", "--patch-size", "4")
                        .status())
                .isZero();
    }

    @Test
    void aGridTooSmallForAnyBlockIsRefused() {
        CommandRun run = CommandRun.of("masks", "--image-size", "32", "--patch-size", "16");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("No min_keep helps on this grid").contains("at least 9 x 9 patches");
    }

    @Test
    void badOptionsGetOneSentence() {
        assertThat(CommandRun.of("masks", "--image-size", "100").err())
                .contains("Patch size 16 does not divide an image of 100 x 100 pixels");
        assertThat(CommandRun.of("masks", "--image-size", "0").err()).contains("'0' is no image size");
        assertThat(CommandRun.of("masks", "--target-scale", "0.2").err()).contains("two numbers with a comma");
        assertThat(CommandRun.of("masks", "--target-scale", "0.2,0.1").err()).contains("upper end");
        assertThat(CommandRun.of("masks", "--target-scale", "0.2,3").err()).contains("shares of the image");
        assertThat(CommandRun.of("masks", "--batch-size", "0").err()).contains("--batch-size");
        assertThat(CommandRun.of("masks", "--config", "nowhere.yaml").err()).contains("nowhere.yaml does not exist");
        assertThat(CommandRun.of("masks", "--sampler", "random", "--min-keep", "3")
                        .err())
                .contains("only --ratio applies to it, so --min-keep would have no effect");
        assertThat(CommandRun.of("masks", "--ratio", "0.1,0.2").err())
                .contains("draws blocks, not a share of the patches, so --ratio would have no effect: leave it out.");
        assertThat(CommandRun.of("masks", "--json", folder.toString()).err()).contains("cannot be written");
    }

    @Test
    void theFigureOfStrategiesIsWrittenWithoutADisplay() throws Exception {
        Path picture = folder.resolve("grey.png");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());
        Path out = folder.resolve("strategies.png");
        CommandRun run = CommandRun.of("masks", "--figure", out.toString(), picture.toString(), picture.toString());
        assertThat(run.status()).as(run.err()).isZero();
        BufferedImage figure = ImageIO.read(out.toFile());
        assertThat(figure.getWidth()).isGreaterThan(2000);

        assertThat(CommandRun.of("masks", "--figure", out.toString()).err()).contains("needs images");
        assertThat(CommandRun.of("masks", picture.toString()).err()).contains("--figure");
        for (List<String> useless : List.of(
                List.of("--json", "masks.json"),
                List.of("--sampler", "random"),
                List.of("--ratio", "0.1,0.2"),
                List.of("--iterations", "2"),
                List.of("--no-allow-overlap"))) {
            List<String> arguments = new ArrayList<>(List.of("masks", picture.toString(), "--figure", out.toString()));
            arguments.addAll(useless);
            CommandRun refused = CommandRun.of(arguments.toArray(String[]::new));
            assertThat(refused.status()).as(useless.toString()).isEqualTo(2);
            assertThat(refused.err())
                    .contains(useless.getFirst().replace("no-", "") + " would have no effect: leave it out.");
        }
    }
}
