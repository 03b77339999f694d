package ijepa.app.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import ijepa.app.shell.TrainingMasks;
import ijepa.core.InputException;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.core.preflight.Finding;
import ijepa.core.preflight.Finding.Level;
import ijepa.core.run.RunDirectory;
import ijepa.renderer.diffusion.DecoderSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewDecoderModelTest {

    @TempDir
    private Path folder;

    private final List<String> started = new ArrayList<>();
    private List<Finding> findings = List.of(new Finding(Level.PASSED, "disk", "Enough.", ""));
    private RuntimeException refusal;
    private final NewDecoderModel model = new NewDecoderModel(
            new CheckModel(
                    (yaml, run, timing, progress, done, failed) -> {
                        done.accept(findings);
                        return () -> {};
                    },
                    Runnable::run),
            new RunStart(this::launch, Runnable::run, Runnable::run));

    private Launch launch(RunDirectory run, List<String> arguments) {
        if (refusal != null) {
            throw refusal;
        }
        started.add(String.join(" ", arguments).replace(run.path().toString(), "RUN"));
        return new Launch(run, Instant.EPOCH, new CompletableFuture<>(), run.log(), 0);
    }

    private void start() {
        model.folderProperty().set(folder.resolve("run").toString());
        model.start(launch -> started.add("told"));
    }

    @Test
    void theFormWritesIntoTheTextWhichIsWhatIsTrainedWith() {
        model.field(DecoderField.IMAGE_SIZE).enter("32");
        model.field(DecoderField.LEARNING_RATE).enter("3e-4");
        model.field(DecoderField.CONDITIONS).enter("CACHED");
        model.field(DecoderField.PICTURES).enter("/pictures");
        assertThat(model.textProperty().get()).startsWith("# A decoder").contains("image_size: 32");
        DecoderSettings settings = DecoderSettings.parse(model.textProperty().get(), "test");
        assertThat(settings.imageSize()).isEqualTo(32);
        assertThat(settings.learningRate()).isEqualTo(3e-4);
        assertThat(settings.pictures()).isEqualTo("/pictures");
        assertThat(settings.width()).isEqualTo(DecoderSettings.STANDARD.width());
        assertThat(model.field(DecoderField.WIDTH).usualProperty().get()).isEqualTo("64");
        model.useCheckpoint(Optional.of(folder.resolve("weights.safetensors")));
        assertThat(model.field(DecoderField.CHECKPOINT).textProperty().get()).endsWith("weights.safetensors");
        model.useCheckpoint(Optional.empty());
        assertThat(DecoderSettings.parse(model.textProperty().get(), "test").checkpoint())
                .isNull();
    }

    @Test
    void masksAreTakenAndTakenAnew() {
        TrainingMasks masks = new TrainingMasks(new MaskStrategy.Rasterized(), new PatchGrid(8, 8));
        model.useMasks(new TrainingMasks(MaskStrategy.OneBlock.PUBLISHED, new PatchGrid(8, 8)));
        model.useMasks(masks);
        assertThat(model.otherProblemsProperty().get()).isEmpty();
        assertThat(model.textProperty().get()).containsOnlyOnce("masks:");
        assertThat(DecoderSettings.parse(model.textProperty().get(), "test")
                        .masks()
                        .get("strategy")
                        .getAsString())
                .isEqualTo("rasterized");
    }

    @Test
    void startsWhatTheCheckFindsFit() {
        start();
        assertThat(started).containsExactly("decoder train --settings RUN/launch-decoder.yaml --run RUN", "told");
        assertThat(folder.resolve("run/launch-decoder.yaml")).content().contains("steps: 20000");
        assertThat(model.startingProperty().get()).isFalse();
    }

    @Test
    void startsNothingThatIsNotFitOrNotUsableOrCannotBeStarted() {
        findings = List.of(new Finding(Level.FAILED, "pictures", "None.", ""));
        start();
        assertThat(started).isEmpty();
        assertThat(model.check().noteProperty().get()).contains("must be put right");
        model.field(DecoderField.STEPS).enter("many");
        assertThat(model.otherProblemsProperty().get()).contains("steps").contains("many");
        start();
        assertThat(model.launchProblemProperty().get()).startsWith("Put right first");
        model.textProperty().set("steps: [");
        assertThat(model.yamlProblemProperty().get()).isNotEmpty();
        model.textProperty().set("no_such_field: 3\n");
        assertThat(model.otherProblemsProperty().get()).contains("no_such_field");
        model.textProperty().set("steps: 5\n");
        findings = List.of();
        refusal = new InputException("No process could be started.");
        start();
        assertThat(model.launchProblemProperty().get()).isEqualTo("No process could be started.");
        model.folderProperty().set("");
        model.start(launch -> started.add("told"));
        assertThat(model.launchProblemProperty().get()).isEqualTo("Name a folder for the run.");
        assertThat(started).isEmpty();
    }
}
