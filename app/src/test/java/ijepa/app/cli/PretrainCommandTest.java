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
                bad("so --no-timing and --json would have no effect: leave them out", "--no-timing", "--json"),
                bad("optimization.epochs is 0 but must be", "--epochs=0"),
                bad("optimization.epochs is -3 but must be", "--epochs=-3"),
                bad("optimization.epochs is 'many' but must be a whole number", "--epochs=many"),
                bad("optimization.warmup is 3.0 but must be from 0 to the run's 2 epochs", "--warmup=3"),
                bad("optimization.lr is -0.1 but must be above 0", "--lr=-0.1"),
                bad("optimization.lr is 'NaN' but must be a number", "--lr=NaN"),
                bad("optimization.ema is [1.5, 1.0] but must be two rising numbers from 0 to 1", "--momentum=1.5"),
                bad("--weight-decay takes two numbers with a comma", "--weight-decay=0.4"),
                bad("data.crop_scale is [0.3] but must be a list of two numbers", "--crop-scale=0.3"),
                bad("data.batch_size is 0 but must be from 1", "--batch-size=0"),
                bad("pictures has 4 pictures, fewer than one batch of 5: lower data.batch_size", "--batch-size=5"),
                bad("data.crop_size is 16 but must be a multiple of mask.patch_size, which is 32", "--patch-size=32"),
                bad("mask.patch_size is 0 but must be from 1", "--patch-size=0"),
                bad("These masks can never be satisfied", "--min-keep=60"),
                bad("mask.min_keep is -1 but must be 0 or more", "--min-keep=-1"),
                bad("meta.pred_depth is 0 but must be from 1", "--predictor-depth=0"),
                bad("workbench.loader.cache_gb is -1.0 but must be from 0", "--cache-gb=-1"),
                bad("workbench.device.threads is -1 but must be from 0", "--threads=-1"),
                bad("workbench.device.name is 'gpu' but must be auto, cpu or cuda:N", "--device=gpu"),
                bad("workbench.loader.largest_unreadable_share is 1.5", "--max-unreadable=1.5"),
                bad("workbench.checkpointing.keep_last is 0 but must be from 1", "--keep-last=0"),
                bad("keep_every_epochs is 3 but must be 0 or a multiple", "--checkpoint-every=2", "--keep-every=3"),
                bad("meta.model_name is 'vit_enormous' but must be one of vit_tiny, ", "--model=enormous"),
                bad("workbench.sampler.kind is 'spiral' but must be one of multiblock, ", "--masks=spiral"),
                bad("workbench.sampler.layout is missing", "--masks=layout"),
                bad("Only --masks layout takes a layout, so --layout would have no effect", "--layout=blocks.json"),
                bad("so --spread-scope would have no effect", "--spread=0", "--spread-scope=tokens"),
                bad("so --accept-changes would have no effect", "--accept-changes"),
                bad("Unknown option: '--epoch=3'", "--epoch=3"),
                bad("there is no such field; the nearest is optimization.lr", "--set=optimization.ln=3"),
                bad("--set lr=3 should be section.field=value", "--set=lr=3"),
                bad("There is no recipe 'large'", "--recipe=large"),
                bad("none.yaml does not exist", "--config=none.yaml"),
                bad("--config and --recipe are two places for the same", "--config=none.yaml", "--recipe=small"),
                bad("There is no folder", "--probe=nowhere"),
                bad("There is no run directory", "--resume"));
    }

    private static Arguments bad(String message, String... options) {
        return Arguments.of(message, options);
    }

    @ParameterizedTest
    @MethodSource
    void badInput(String message, String[] options) {
        CommandRun refused = pretrain(pictures, options);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).startsWith("ijepa: ").contains(message);
        assertThat(refused.err().lines().count()).as("one clear message").isLessThanOrEqualTo(3);
    }

    @Test
    void whatAnOptionRefusesIsSaidWithoutTheProgramsOwnNames() {
        assertThat(pretrain(pictures, "--weight-decay=0.4").err().lines())
                .containsExactly(
                        "ijepa: --weight-decay takes two numbers with a comma, such as 0.04,0.4.",
                        "See ijepa pretrain --help.");
        assertThat(CommandRun.of("decoder", "train", "--masks", "stripes").err().lines())
                .containsExactly(
                        "ijepa: --masks is 'stripes', which is neither multiblock, unbiased, rasterized, block or"
                                + " random nor a file that can be read.",
                        "See ijepa decoder train --help.");
    }

    @Test
    void aRunGoesOnFromItsDirectoryAlone() throws IOException {
        assertThat(pretrain(pictures, "--lr=0.005", "--no-flip", "--set=optimization.final_lr=2e-5")
                        .status())
                .isZero();
        assertThat(run.resolve("params-ijepa.yaml"))
                .content()
                .contains("  lr: 0.005\n")
                .contains("  start_lr: 0.001\n")
                .contains("  final_lr: 2.0e-05\n")
                .contains("use_horizontal_flip: false")
                .contains("pictures: " + pictures);
        CommandRun again = CommandRun.of("pretrain", "--resume", "--run", run.toString());
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.out()).contains("going on after step 4").contains("schedule: 2 epochs, batch 2");

        String[] changed = {"pretrain", "--resume", "--run", run.toString(), "--epochs=3", "--seed=1"};
        assertThat(CommandRun.of(changed).err())
                .contains("optimization.epochs: 2 then, 3 now")
                .contains("workbench.seed: 0 then, 1 now")
                .contains("--accept-changes");
        List<String> accepted = new ArrayList<>(List.of(changed));
        accepted.add("--accept-changes");
        assertThat(CommandRun.of(accepted.toArray(String[]::new)).out()).contains("finished after step 6 of 6");
        assertThat(CommandRun.of("pretrain", "--resume").err()).contains("--resume needs --run");
    }

    @Test
    void aConfigurationFileIsReadAndOptionsGoBeforeIt() throws IOException {
        assertThat(pretrain(pictures).status()).isZero();
        Path config = Files.copy(run.resolve("params-ijepa.yaml"), folder.resolve("mine.yaml"));
        Path second = folder.resolve("second");
        CommandRun trained = CommandRun.of(
                "pretrain", "--config", config.toString(), "--run", second.toString(), "--epochs=1", "--masks=random");
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("finished after step 2 of 2").contains("masks: random");
        assertThat(second.resolve("params-ijepa.yaml"))
                .content()
                .contains("epochs: 1")
                .contains("kind: random");
    }

    @Test
    void aCheckStartsNothing() throws IOException {
        CommandRun good = pretrain(pictures, "--check", "--no-timing");
        assertThat(good.status()).as(good.out()).isZero();
        assertThat(good.out())
                .contains("4 pictures in no classes: 2 steps an epoch")
                .contains("This run can be started.");
        assertThat(run).doesNotExist();

        CommandRun wrong = pretrain(pictures, "--check", "--lr=-1", "--epochs=0");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.out())
                .contains("optimization.lr is -1.0")
                .contains("optimization.epochs is 0")
                .contains("This run cannot be started.");

        CommandRun missing = pretrain(folder.resolve("nowhere"), "--check", "--no-timing", "--json");
        assertThat(missing.status()).isEqualTo(1);
        JsonObject report = JsonParser.parseString(missing.out()).getAsJsonObject();
        assertThat(report.get("fit").getAsBoolean()).isFalse();
        assertThat(report.get("findings").toString()).contains("There is no folder");
    }

    @Test
    void recipesAreListed() {
        assertThat(CommandRun.of("pretrain", "--recipe", "list").out())
                .contains("small ")
                .contains("official-vith14 ");
        assertThat(CommandRun.of("pretrain", "--help").out())
                .contains("ijepa pretrain --resume --run runs/first")
                .contains("optimization.epochs");
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
