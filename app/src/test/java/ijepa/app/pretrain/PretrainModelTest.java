package ijepa.app.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import ijepa.app.shell.Background;
import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.ModelLoader;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.app.shell.ShellModel;
import ijepa.core.Progress;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.run.RunDirectory;
import ijepa.renderer.figure.recipe.PanelSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainModelTest {

    private static final String EARLIER = "2026-01-01T10:00:00Z";

    private static final class Loader implements ModelLoader {

        @Override
        public String startEngine() {
            return "CPU";
        }

        @Override
        public OpenCheckpoint bundled() {
            return FakeCheckpoint.bundled();
        }

        @Override
        public OpenCheckpoint open(Path file, Progress progress) {
            throw new UnsupportedOperationException("Nothing is opened here.");
        }
    }

    @TempDir
    private Path folder;

    private final ShellModel shell =
            new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), new Loader());
    private final List<String> told = new ArrayList<>();
    private PretrainModel model;

    @BeforeEach
    void make() {
        model = new PretrainModel(
                shell,
                new PretrainModel.Outside(
                        new RunFolders(folder.resolve("folders.json"), folder.resolve("runs")),
                        folder.resolve("curves.json"),
                        (run, arguments) -> new Launch(run, Instant.EPOCH, new CompletableFuture<>(), run.log(), 0),
                        (yaml, run, timing, progress, done, failed) -> {
                            done.accept(List.of());
                            return () -> {};
                        },
                        (yaml, run, timing, progress, done, failed) -> {
                            done.accept(List.of());
                            return () -> {};
                        },
                        (run, command) -> "ok",
                        run -> "nowhere",
                        (title, text) -> told.add(text),
                        Runnable::run,
                        Runnable::run,
                        Clock.fixed(Instant.parse("2026-01-03T10:00:00Z"), ZoneOffset.UTC)));
    }

    private void end(RunDirectory run, String state) throws IOException {
        RunFolder.status(run, state, EARLIER, "1", RunFolder.host(), "The loss is no number.", 20);
        model.tick();
    }

    @Test
    void whoeverLooksElsewhereIsTold() throws IOException {
        RunDirectory failing = RunFolder.write(folder.resolve("runs/failing"), "running", EARLIER);
        RunDirectory finishing = RunFolder.write(folder.resolve("runs/finishing"), "running", EARLIER);
        RunDirectory stopping = RunFolder.write(folder.resolve("runs/stopping"), "running", EARLIER);
        model.tick();
        assertThat(model.badgeProperty().get()).isEmpty();
        end(failing, "failed");
        assertThat(shell.notices().errorProperty().get().text())
                .isEqualTo("The run failing failed: The loss is no number.");
        end(finishing, "finished");
        assertThat(model.badgeProperty().get()).isEqualTo("2");
        end(stopping, "stopped");
        assertThat(model.badgeProperty().get()).as("somebody did that").isEqualTo("2");
        assertThat(shell.notices().informationProperty().get().text()).isEqualTo("The run stopping was stopped.");
        assertThat(told)
                .containsExactly("The run failing failed: The loss is no number.", "The run finishing has finished.");
        model.setActive(true);
        assertThat(model.badgeProperty().get()).isEmpty();
        model.setActive(false);
    }

    @Test
    void aDecoderIsTrainedForTheOpenCheckpointAndIsThenTheSelectedRun() throws IOException {
        Path weights = Files.createFile(folder.resolve("weights.safetensors"));
        shell.selection().checkpointProperty().set(new FakeCheckpoint("weights", Optional.of(weights)));
        model.newDecoder();
        assertThat(model.draftingProperty().get()).isTrue();
        assertThat(model.draftingDecoderProperty().get()).isTrue();
        assertThat(model.decoder().textProperty().get()).contains("checkpoint: " + weights);
        Path path = folder.resolve("runs/20260103-100000-decoder");
        assertThat(model.decoder().folderProperty().get()).isEqualTo(path.toString());
        model.useMasksForDecoder();
        assertThat(model.decoder().otherProblemsProperty().get()).isEmpty();
        model.startDecoder();
        assertThat(model.draftingProperty().get()).isFalse();
        assertThat(model.runs().selectedProperty().get().path()).isEqualTo(path);
        assertThat(path.resolve("launch-decoder.yaml"))
                .content()
                .contains("steps: 20000")
                .contains("strategy");
        // As it is edited again after a start that failed.
        model.decoder().textProperty().set("steps: 1\n");
        model.duplicate();
        assertThat(model.decoder().textProperty().get()).contains("checkpoint: " + weights);
        assertThat(model.draftingDecoderProperty().get()).isTrue();
        model.newRun();
        assertThat(model.draftingDecoderProperty().get()).isFalse();
    }

    @Test
    void aNewRunHasAFolderOfItsOwnAndIsThenTheSelectedOne() {
        model.newRun();
        assertThat(model.draftingProperty().get()).isTrue();
        Path path = folder.resolve("runs/20260103-100000");
        assertThat(model.draft().folderProperty().get()).isEqualTo(path.toString());
        model.start();
        assertThat(model.draftingProperty().get()).isFalse();
        assertThat(model.runs().selectedProperty().get().path()).isEqualTo(path);
        assertThat(model.draft().folderProperty().get())
                .as("the next gets another")
                .isEmpty();
    }

    @Test
    void whatIsOnTheScreenGoesToFigures() throws Exception {
        RunFolder.write(folder.resolve("runs/one"), "finished", EARLIER);
        assertThat(model.figure()).isEmpty();
        model.setActive(true);
        model.tick();
        RunDirectory one = new RunDirectory(folder.resolve("runs/one"));
        RunTail tail = new RunTail(one);
        model.curves().show(List.of(one));
        model.curves().firstProperty().get().close();
        model.curves().firstProperty().get().take(tail.next());
        assertThat(model.figure().orElseThrow().source())
                .isInstanceOfSatisfying(
                        PanelSource.Numbers.class,
                        numbers -> assertThat(numbers.chart().yTitle()).isEqualTo("Loss"));
        model.sendToFigures(model.curves().chart(RunChart.MEMORY).shown());
        assertThat(shell.selection().figures().items()).hasSize(1);
        assertThat(shell.notices().informationProperty().get())
                .as("Figures tells, and leads there")
                .isNull();
        model.newRun();
        assertThat(model.figure()).isEmpty();
        model.setActive(false);
    }

    @Test
    void aRunIsTakenAsTheBeginningOfAnother() throws IOException {
        RunFolder.write(folder.resolve("runs/one"), "finished", EARLIER);
        model.tick();
        model.draft().textProperty().set("a: 1");
        model.duplicate();
        assertThat(model.draftingProperty().get()).isTrue();
        assertThat(model.draft().textProperty().get()).startsWith("# A tiny model");
    }

    @Test
    void masksComeFromTheMasksWorkspaceEvenTwice() {
        shell.useForTraining(new MaskStrategy.Rasterized());
        assertThat(model.draftingProperty().get()).isTrue();
        assertThat(model.draft().field(RunField.SAMPLER).textProperty().get()).isEqualTo("rasterized");
        model.draft().field(RunField.SAMPLER).enter("random");
        shell.useForTraining(new MaskStrategy.Rasterized());
        assertThat(model.draft().field(RunField.SAMPLER).textProperty().get()).isEqualTo("rasterized");
        model.useMasks();
        assertThat(model.draft().field(RunField.SAMPLER).textProperty().get()).isEqualTo("multiblock");
    }
}
