package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ijepa.core.InputException;
import ijepa.core.config.PretrainFile;
import ijepa.core.config.Recipe;
import ijepa.core.eval.NearestNeighbourProbe;
import ijepa.core.mask.Block;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a configuration to a run and back. */
@Timeout(60)
class RunRequestTest {

    @TempDir
    Path folder;

    private Path pictures;
    private RunDirectory directory;

    @BeforeEach
    void draw() throws IOException {
        pictures = folder.resolve("pictures");
        TinyRun.draw(pictures, 8);
        directory = new RunDirectory(folder.resolve("run"));
    }

    /** The smallest model of a published size on 8 x 8 patches. */
    private PretrainFile file(String... more) {
        List<String> overrides = new ArrayList<>(List.of(
                "data.crop_size=16",
                "data.batch_size=4",
                "mask.patch_size=2",
                "meta.pred_emb_dim=24",
                "meta.pred_depth=1",
                "meta.use_bfloat16=false",
                "optimization.epochs=1",
                "optimization.warmup=0",
                "workbench.device.name=cpu",
                "workbench.pictures=" + pictures));
        overrides.addAll(List.of(more));
        return Recipe.named(Recipe.USUAL).read(overrides);
    }

    private RunState run(PretrainFile file, boolean resume, List<String> lines) {
        return new PretrainRun(RunRequest.of(file, directory, resume, false), lines::add).run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multiblock", "random", "block", "rasterized", "layout"})
    void everySamplerTrains(String kind) throws IOException {
        MaskLayout layout = new MaskLayout(
                new PatchGrid(8, 8), List.of(new Block(0, 0, 8, 8)), List.of(new Block(2, 2, 2, 3)), false);
        Path file = Files.writeString(folder.resolve("layout.json"), LayoutJson.write(layout));
        List<String> lines = new ArrayList<>();
        assertThat(run(file("workbench.sampler.kind=" + kind, "workbench.sampler.layout=" + file), false, lines))
                .isEqualTo(RunState.FINISHED);
        assertThat(new MetricsReader(directory).poll())
                .hasSize(2)
                .allSatisfy(metric -> assertThat(((Metric.Step) metric).loss()).isPositive());
        assertThat(lines).anyMatch(line -> line.startsWith("masks: ")).anyMatch(line -> line.startsWith("schedule: "));
    }

    @Test
    void aRunGoesOnFromItsOwnParametersAlone() {
        PretrainFile first =
                file("workbench.checkpointing.keep_last=2", "workbench.loader.cache_gb=0.5", "optimization.lr=5e-4");
        assertThat(run(first, false, new ArrayList<>())).isEqualTo(RunState.FINISHED);
        PretrainFile read = directory.configuration(List.of());
        assertThat(read).isEqualTo(first.absolute(directory.path()));
        List<String> lines = new ArrayList<>();
        assertThat(run(read, true, lines)).isEqualTo(RunState.FINISHED);
        assertThat(lines).anyMatch(line -> line.startsWith("going on after step 2"));
        assertThatThrownBy(() -> run(
                        directory.configuration(List.of("optimization.lr=0.25", "workbench.loader.ahead=3")),
                        true,
                        lines))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("optimization.lr: 5.0E-4 then, 0.25 now");
    }

    @Test
    void theSectionOfOurOwnDecidesWhatARunDoesBesides() {
        RunRequest request = RunRequest.of(
                file(
                        "logging.write_tag=mine",
                        "workbench.device.threads=3",
                        "workbench.loader.largest_unreadable_share=0.25",
                        "workbench.checkpointing={every_epochs: 2, every_minutes: 5, keep_last: 4, keep_every_epochs: 6}",
                        "workbench.model_file=" + folder.resolve("model.safetensors"),
                        "workbench.probe={folder: " + pictures + ", every_epochs: 3, neighbours: 5, temperature: 0.1}"),
                directory,
                false,
                true);
        assertThat(request.writeTag()).isEqualTo("mine");
        assertThat(request.threads()).isEqualTo(3);
        assertThat(request.device()).hasToString("cpu");
        assertThat(request.maxUnreadable()).isEqualTo(0.25);
        assertThat(request.checkpoints()).isEqualTo(new CheckpointPolicy(2, 5, 4, 6));
        assertThat(request.modelFile()).contains(folder.resolve("model.safetensors"));
        RunRequest.Probe probe = request.probe().orElseThrow();
        assertThat(probe.everyEpochs()).isEqualTo(3);
        assertThat(probe.probe().vote()).isEqualTo(new NearestNeighbourProbe.Vote(5, 0.1));
        assertThat(request.acceptChanges()).isTrue();
    }

    @Test
    void theOfficialFoldersHoldTrainAndVal() throws IOException {
        Path set = folder.resolve("sets/ours");
        TinyRun.draw(set.resolve("train"), 8);
        TinyRun.draw(set.resolve("val"), 4);
        String[] official = {
            "data.root_path=" + folder.resolve("sets"), "data.image_folder=ours/", "workbench.pictures=null"
        };
        RunRequest request = RunRequest.of(file(official), directory, false, false);
        assertThat(request.pictures().root()).isEqualTo(set.resolve("train"));
        assertThat(request.pictures().size()).isEqualTo(8);
        assertThat(request.probe()).isPresent();
        // Pictures of another set's classes there are no reason to refuse a run that did not ask for them.
        Files.move(set.resolve("val/bar"), set.resolve("val/other"));
        assertThat(RunRequest.of(file(official), directory, false, false).probe())
                .isEmpty();
        assertThatThrownBy(() ->
                        RunRequest.of(file("workbench.probe.folder=" + set.resolve("val")), directory, false, false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("The classes below");
    }

    @Test
    void picturesThatAreNotThereGetTheWaysToNameThem() {
        assertThatThrownBy(() ->
                        RunRequest.of(file("workbench.pictures=" + folder.resolve("nowhere")), directory, false, false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("There is no folder")
                .hasMessageContaining("data.root_path");
    }

    @Test
    void aFolderWithoutARunHasNoConfiguration() throws IOException {
        assertThatThrownBy(() -> directory.configuration(List.of())).hasMessageContaining("There is no run directory");
        Files.createDirectories(directory.path());
        assertThatThrownBy(() -> directory.configuration(List.of()))
                .hasMessageContaining("params-ijepa.yaml is missing");
    }
}
