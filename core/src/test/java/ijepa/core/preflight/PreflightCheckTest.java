package ijepa.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ijepa.core.InputException;
import ijepa.core.config.PretrainFile;
import ijepa.core.config.Recipe;
import ijepa.core.preflight.Finding.Level;
import ijepa.core.run.PretrainRun;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunRequest;
import ijepa.core.run.RunState;
import ijepa.core.train.PretrainConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightCheckTest {

    @TempDir
    private Path folder;

    private Path pictures;
    private Path run;

    @BeforeEach
    void draw() throws IOException {
        pictures = folder.resolve("pictures");
        run = folder.resolve("run");
        for (int i = 0; i < 10; i++) {
            draw(i % 2 == 0 ? "even" : "odd", "picture" + i + ".png", 20 + i);
        }
    }

    private Path draw(String name, String file, int side) throws IOException {
        Path made = Files.createDirectories(pictures.resolve(name)).resolve(file);
        ImageIO.write(new BufferedImage(side, side + 1, BufferedImage.TYPE_INT_RGB), "png", made.toFile());
        return made;
    }

    private PretrainFile file(String... more) {
        List<String> overrides = new ArrayList<>(List.of(
                "data.crop_size=16",
                "data.batch_size=4",
                "mask.patch_size=2",
                "meta.pred_emb_dim=24",
                "meta.pred_depth=1",
                "workbench.device.name=cpu",
                "workbench.pictures=" + pictures));
        overrides.addAll(List.of(more));
        return Recipe.named(Recipe.USUAL).read(overrides);
    }

    private PreflightReport check(boolean timing, String... more) {
        return new PreflightCheck(
                        file(more),
                        new RunDirectory(run),
                        Beginning.NEW,
                        new PreflightCheck.Extent(1000, timing),
                        line -> {})
                .run();
    }

    private static Finding about(PreflightReport report, String topic, Level level) {
        return report.findings().stream()
                .filter(finding -> finding.topic().equals(topic) && finding.level() == level)
                .findFirst()
                .orElseThrow(() -> new AssertionError(topic + " in " + report.toJson()));
    }

    @Test
    void goodDataPassesAndNothingIsWritten() {
        PreflightReport report = check(true, "optimization.lr=5e-4", "optimization.epochs=44");
        assertThat(report.isFit()).isTrue();
        assertThat(about(report, "pictures", Level.PASSED).text())
                .isEqualTo("10 pictures in 2 classes: 2 steps an epoch, 2 left out of each.");
        assertThat(about(report, "sizes", Level.PASSED).text())
                .isEqualTo("10 of 10 headers read: shorter sides of 20 to 29 pixels, half of them 25 or more.");
        assertThat(about(report, "learning rate", Level.WARNED).text())
                .contains("2.0e-06 by the linear rule and 4.4e-05 by the square-root rule");
        assertThat(about(report, "memory", Level.PASSED).text()).contains("million parameters");
        assertThat(about(report, "time", Level.PASSED).text()).contains("for 44 epochs");
        assertThat(report.findings()).extracting(Finding::topic).contains("disk", "device", "probe", "run directory");
        assertThat(run).doesNotExist();
    }

    @Test
    void checkpointsThatStayForEverCount() {
        String few = about(check(false), "disk", Level.PASSED).text();
        String many = about(
                        check(false, "workbench.checkpointing.keep_every_epochs=1", "optimization.epochs=44"),
                        "disk",
                        Level.PASSED)
                .text();
        assertThat(few).contains("; 4 at once");
        assertThat(many).contains("; 48 at once");
    }

    @Test
    void theCutToTheShortestIsShown() {
        MaskForecast alone = MaskForecast.of(file().masking(), 1, 0, 100);
        MaskForecast many = MaskForecast.of(file().masking(), 64, 0, 100);
        assertThat(alone.keptShare()).isEqualTo(alone.drawnShare());
        assertThat(many.keptShare()).isLessThan(0.8 * many.drawnShare());
        assertThat(many.targets()).isEqualTo(4);
        PreflightReport report = check(false, "data.batch_size=10");
        assertThat(about(report, "masks", Level.WARNED).text()).contains("after a batch of 10 is cut to its shortest");
        PreflightReport parts = check(true, "data.batch_size=5", "workbench.step.accumulate=2");
        assertThat(about(parts, "masks", Level.WARNED).text()).contains("after a batch of 10 is cut to its shortest");
        assertThat(about(parts, "pictures", Level.PASSED).text()).contains("1 step an epoch");
        assertThat(about(parts, "time", Level.PASSED).text()).contains("A step takes");
        PreflightReport unbiased = check(true, "data.batch_size=10", "workbench.sampler.kind=unbiased");
        assertThat(about(unbiased, "masks", Level.PASSED).text()).contains("nothing is cut");
        assertThat(about(unbiased, "time", Level.PASSED).text()).contains("A step takes");
        PreflightReport random = check(false, "workbench.sampler.kind=random");
        assertThat(about(random, "masks", Level.PASSED).text()).contains("to predict 1 target");
    }

    @Test
    void badDataFailsWithItsReason() throws IOException {
        Path broken = Files.writeString(pictures.resolve("odd/broken.png"), "no picture");
        Path small = draw("odd", "small.png", 1);
        PreflightReport lenient = check(false);
        assertThat(lenient.isFit()).isTrue();
        assertThat(about(lenient, "headers", Level.WARNED).text())
                .contains("2 pictures cannot be used")
                .contains(broken.toString());
        PreflightReport strict = check(false, "workbench.loader.largest_unreadable_share=0.1");
        assertThat(strict.isFit()).isFalse();
        assertThat(about(strict, "headers", Level.FAILED).text()).contains("more than the share of 0.1");
        for (int i = 0; i < 10; i++) {
            Files.writeString(pictures.resolve((i % 2 == 0 ? "even" : "odd") + "/picture" + i + ".png"), "");
        }
        assertThat(about(check(false), "headers", Level.FAILED).text()).contains("No other can.");
        assertThat(small).exists();
        assertThat(about(check(false, "data.batch_size=13"), "pictures", Level.FAILED)
                        .text())
                .contains("has 12 pictures, fewer than one batch of 13");
        assertThat(about(check(false, "workbench.pictures=" + folder.resolve("nowhere")), "pictures", Level.FAILED)
                        .text())
                .contains("There is no folder");
    }

    @Test
    void whatWouldBeRefusedAtTheStartIsSaidBefore() throws IOException {
        assertThat(about(check(false, "data.crop_size=32"), "sizes", Level.WARNED)
                        .remedy())
                .contains("smaller than a crop of 32");
        assertThat(about(check(false, "workbench.probe.folder=" + run), "probe", Level.FAILED)
                        .text())
                .contains("There is no folder");
        Files.createDirectories(run);
        Files.writeString(run.resolve("params-ijepa.yaml"), "");
        assertThat(about(check(false), "run directory", Level.FAILED).text()).contains("holds a run already");
        run = Files.writeString(folder.resolve("file"), "").resolve("run");
        assertThat(about(check(false), "run directory", Level.FAILED).text()).contains("file is a file");
    }

    @Test
    void aRunThatWouldGoOnIsComparedWithTheOneThatIsThere() throws IOException {
        String[] settings = {"optimization.epochs=1", "optimization.warmup=0", "optimization.lr=5e-4"};
        assertThat(new PretrainRun(RunRequest.of(file(settings), new RunDirectory(run), false, false), line -> {})
                        .run())
                .isEqualTo(RunState.FINISHED);
        assertThat(about(resumed(Beginning.RESUMED, settings), "resumption", Level.PASSED)
                        .text())
                .contains("go on after step 2", "with the settings and pictures that it was started with");

        String[] other = {"optimization.epochs=1", "optimization.warmup=0", "optimization.lr=0.002"};
        PreflightReport changed = resumed(Beginning.RESUMED, other);
        assertThat(changed.isFit()).isFalse();
        String text = about(changed, "resumption", Level.FAILED).text();
        assertThat(text).contains("optimization.lr: 5.0E-4 then, 0.002 now", "--accept-changes");
        assertThatThrownBy(() -> new PretrainRun(
                                RunRequest.of(file(other), new RunDirectory(run), true, false), line -> {})
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessage(text);
        PreflightReport accepted = resumed(Beginning.RESUMED_WITH_CHANGES, other);
        assertThat(accepted.isFit()).isTrue();
        assertThat(about(accepted, "resumption", Level.WARNED).remedy()).contains("all the same");

        draw("odd", "another.png", 20);
        assertThat(about(resumed(Beginning.RESUMED, settings), "resumption", Level.FAILED)
                        .text())
                .contains("pictures are not those");

        Path checkpoint = new RunDirectory(run).newestCheckpoint();
        byte[] cut = Arrays.copyOf(Files.readAllBytes(checkpoint), 1000);
        Files.write(checkpoint, cut);
        assertThat(about(resumed(Beginning.RESUMED, settings), "resumption", Level.FAILED)
                        .text())
                .contains("are damaged");
        assertThat(checkpoint).hasBinaryContent(cut);
    }

    private PreflightReport resumed(Beginning beginning, String... more) {
        return new PreflightCheck(
                        file(more),
                        new RunDirectory(run),
                        beginning,
                        new PreflightCheck.Extent(1000, false),
                        line -> {})
                .run();
    }

    @Test
    void unknownFieldsAreNamed() {
        PretrainFile file = PretrainFile.parse(
                file().toYaml().replace("  lr:", "  optimiser: lars\n  lr:"), "mine.yaml", List.of());
        PreflightReport report = new PreflightCheck(
                        file, new RunDirectory(run), Beginning.NEW, new PreflightCheck.Extent(10, false), line -> {})
                .run();
        assertThat(about(report, "configuration", Level.WARNED).text()).contains("optimization.optimiser");
    }

    @Test
    void aWrongConfigurationIsAReportToo() {
        InputException wrong =
                catchThrowableOfType(InputException.class, () -> file("optimization.lr=-1", "data.batch_size=none"));
        PreflightReport report = PreflightReport.refused(wrong);
        assertThat(report.findings()).hasSize(2).allMatch(finding -> finding.level() == Level.FAILED);
        JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();
        assertThat(json.get("fit").getAsBoolean()).isFalse();
        assertThat(json.get("findings")
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .keySet())
                .containsExactly("level", "topic", "text", "remedy");
    }

    @Test
    void memoryGrowsWithTheBatchAndTheModel() {
        MemoryEstimate small = estimate("data.batch_size=4", "workbench.sampler.kind=random");
        MemoryEstimate batch = estimate("data.batch_size=8", "workbench.sampler.kind=random");
        MemoryEstimate model = estimate(
                "data.batch_size=4",
                "workbench.sampler.kind=random",
                "meta.model_name=vit_small",
                "meta.pred_emb_dim=24");
        assertThat(batch.activations()).isCloseTo(2 * small.activations(), within(2L));
        assertThat(batch.state()).isEqualTo(small.state());
        MemoryEstimate again = estimate(
                "data.batch_size=8", "workbench.sampler.kind=random", "workbench.step.checkpoint_activations=true");
        assertThat(again.activations()).isLessThan(batch.activations() / 2);
        MemoryEstimate parts =
                estimate("data.batch_size=4", "workbench.sampler.kind=random", "workbench.step.accumulate=2");
        assertThat(parts.activations()).isEqualTo(small.activations());
        assertThat(parts.state()).isGreaterThan(small.state());
        assertThat(model.state()).isGreaterThan(3 * small.state());
    }

    private MemoryEstimate estimate(String... overrides) {
        PretrainConfig config = PretrainConfig.of(file(overrides));
        return MemoryEstimate.of(
                config, MaskForecast.of(config.masks(), config.loader().batchSize(), 0, 20), true);
    }
}
