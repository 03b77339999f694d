package ijepa.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PretrainCommandTest {

    @TempDir
    private Path folder;

    private Path pictures;
    private Path run;

    @BeforeEach
    void draw() throws IOException {
        pictures = Files.createDirectories(folder.resolve("pictures"));
        run = folder.resolve("run");
        for (int i = 0; i < 4; i++) {
            draw("picture" + i + ".png", 24);
        }
    }

    private void draw(String name, int side) throws IOException {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < side; x++) {
            picture.setRGB(x, x, 0xFF00FF);
        }
        ImageIO.write(picture, "png", pictures.resolve(name).toFile());
    }

    private CommandRun pretrain(Path from, String... more) {
        // What is given replaces these; an option may be given only once.
        Map<String, String> options = new LinkedHashMap<>(Map.of(
                "--run", run.toString(),
                "--image-size", "16",
                "--patch-size", "2",
                "--predictor-dim", "24",
                "--predictor-depth", "1",
                "--epochs", "2",
                "--warmup", "1",
                "--batch-size", "2",
                "--min-keep", "2"));
        List<String> arguments = new ArrayList<>(List.of("pretrain", from.toString()));
        for (String option : more) {
            options.remove(option.split("=")[0]);
            arguments.add(option);
        }
        options.forEach((name, value) -> arguments.add(name + "=" + value));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void aRunIsKeptInItsDirectoryAndListed() throws IOException {
        Path list = Files.writeString(
                folder.resolve("list.txt"), "# by name\npictures/picture2.png\n\npictures/picture0.png\n");
        Path model = folder.resolve("model.safetensors");
        CommandRun trained = pretrain(list, "--out=" + model);
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("2 pictures, 1 steps an epoch").contains("finished after step 2 of 2");
        assertThat(model).exists();
        assertThat(run.resolve("params-ijepa.yaml"))
                .content()
                .contains("epochs: 2")
                .contains("model_name: vit_tiny");
        assertThat(Files.readAllLines(run.resolve("jepa_r0.csv"))).hasSize(3);

        assertThat(CommandRun.of("runs", folder.toString()).out())
                .contains(run.toString())
                .contains("finished")
                .contains("2/2 (100%)");
        JsonObject listed = JsonParser.parseString(
                        CommandRun.of("runs", folder.toString(), "--json").out())
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        assertThat(listed.get("state").getAsString()).isEqualTo("finished");
        assertThat(listed.get("step").getAsLong()).isEqualTo(2);

        assertThat(pretrain(list).err()).contains("holds a run already");
    }

    static Stream<Arguments> badInput() {
        return Stream.of(
                bad("optimization.epochs is 0 but must be", "--epochs=0"),
                bad("optimization.epochs is -3 but must be", "--epochs=-3"),
                bad("optimization.warmup is 3.0 but must be between 0 and the run's 2 epochs", "--warmup=3"),
                bad("optimization.lr is -0.1 but must be positive", "--lr=-0.1"),
                bad("optimization.lr is NaN but must be positive", "--lr=NaN"),
                bad("optimization.ema[0] is 1.5 but must be between 0 and 1", "--momentum=1.5"),
                bad("data.batch_size is 0 but must be at least 1", "--batch-size=0"),
                bad("pictures has 4 pictures, fewer than one batch of 5: lower data.batch_size", "--batch-size=5"),
                bad("Patch size 32 does not divide an image of 16 x 16 pixels", "--patch-size=32"),
                bad("Patch size 0 does not divide", "--patch-size=0"),
                bad("These masks can never be satisfied", "--min-keep=60"),
                bad("mask.min_keep must be 0 or more, not -1", "--min-keep=-1"),
                bad("The predictor needs at least one block, not 0", "--predictor-depth=0"),
                bad("loader.cache_bytes is -1000000000 but must be 0 or more", "--cache-gb=-1"),
                bad("device.threads (--threads) is -1 but must be 0 or more", "--threads=-1"),
                bad("data.max_unreadable (--max-unreadable) is 1.5", "--max-unreadable=1.5"),
                bad("checkpoints.keep_last is 0 but must be at least 1", "--keep-last=0"),
                bad("Invalid value for option '--model': expected one of [TINY, ", "--model=enormous"),
                bad("Unknown option: '--epoch=3'", "--epoch=3"),
                bad("There is no run directory", "--resume"));
    }

    private static Arguments bad(String message, String option) {
        return Arguments.of(message, option);
    }

    @ParameterizedTest
    @MethodSource
    void badInput(String message, String option) {
        CommandRun refused = pretrain(pictures, option);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).startsWith("ijepa: ").contains(message);
        assertThat(refused.err().lines().count()).as("one clear message").isLessThanOrEqualTo(3);
    }

    @Test
    void foldersWithoutUsablePictures() throws IOException {
        assertThat(pretrain(folder.resolve("nowhere")).err())
                .contains("There is no folder")
                .contains("nowhere");
        assertThat(pretrain(Files.createDirectory(folder.resolve("empty"))).err())
                .contains("empty holds no picture");
        Path list = Files.writeString(folder.resolve("list.txt"), "pictures/picture0.png\nnotes.doc\n");
        assertThat(pretrain(list).err())
                .contains("list.txt, line 2: 'notes.doc' does not end as a picture's name does");
        Path one = Files.writeString(folder.resolve("one.txt"), "pictures/picture0.png\n");
        assertThat(pretrain(one).err()).contains("has 1 picture, fewer than one batch of 2");
    }

    @Test
    void picturesSmallerThanAPatchAreNotUsed() throws IOException {
        for (int i = 0; i < 4; i++) {
            draw("picture" + i + ".png", 1);
        }
        CommandRun refused = pretrain(pictures);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("No picture in " + pictures + " can be used")
                .contains("1 x 1 pixels, smaller than a patch of 2");
    }

    @Test
    void aRunDirectoryThatCannotBeWritten() throws IOException {
        run = Files.writeString(folder.resolve("file"), "").resolve("run");
        CommandRun refused = pretrain(pictures);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("cannot be written").contains("name a folder that you may write to");
    }
}
