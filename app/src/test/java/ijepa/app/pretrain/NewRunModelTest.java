package ijepa.app.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import ijepa.app.shell.TrainingMasks;
import ijepa.core.InputException;
import ijepa.core.config.Recipe;
import ijepa.core.config.StepSection;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockParameters;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.Range;
import ijepa.core.preflight.Finding;
import ijepa.core.preflight.Finding.Level;
import ijepa.core.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewRunModelTest {

    private static final Finding GOOD = new Finding(Level.PASSED, "disk", "Enough.", "");
    private static final Finding WARNING = new Finding(Level.WARNED, "sizes", "Small.", "Look.");
    private static final Finding FAILURE = new Finding(Level.FAILED, "pictures", "None.", "");

    /** Answers when it is told to. */
    private static final class Looking implements Preflight {

        private int looks;
        private boolean cancelled;
        private boolean timed;
        private Consumer<String> progress;
        private Consumer<List<Finding>> done;
        private Consumer<Throwable> failed;

        @Override
        public Runnable look(
                String yaml,
                RunDirectory run,
                boolean timing,
                Consumer<String> said,
                Consumer<List<Finding>> found,
                Consumer<Throwable> failure) {
            looks++;
            timed = timing;
            progress = said;
            done = found;
            failed = failure;
            return () -> cancelled = true;
        }
    }

    @TempDir
    private Path folder;

    private final Looking looking = new Looking();
    private final List<String> started = new ArrayList<>();
    private RuntimeException refusal;
    private final CheckModel check = new CheckModel(looking, Runnable::run);
    private final NewRunModel model = new NewRunModel(check, new RunStart(this::launch, Runnable::run, Runnable::run));

    private Launch launch(RunDirectory run, List<String> arguments) {
        if (refusal != null) {
            throw refusal;
        }
        started.add(String.join(" ", arguments).replace(run.path().toString(), "RUN"));
        return new Launch(run, Instant.EPOCH, new CompletableFuture<>(), run.log(), 0);
    }

    private FieldModel field(RunField field) {
        return model.field(field);
    }

    @Test
    void theFormWritesIntoTheTextAndCommentsStay() {
        String before = model.textProperty().get();
        field(RunField.RATE).enter("3e-4");
        field(RunField.MOMENTUM).enter("0.99");
        field(RunField.DEVICE).enter("cpu");
        assertThat(model.textProperty().get())
                .startsWith(before.lines().findFirst().orElseThrow())
                .contains("  lr: 0.0003\n")
                .contains("  ema:\n  - 0.99\n  - 1.0\n")
                .endsWith("  device:\n    name: cpu\n");
        assertThat(field(RunField.RATE).textProperty().get()).as("as typed").isEqualTo("3e-4");
        assertThat(model.fileProperty().get().optimization().lr()).isEqualTo(3e-4);
        assertThat(model.config()).isPresent();
    }

    @Test
    void theTextIsShownInTheForm() {
        model.textProperty().set(model.textProperty().get().replace("batch_size: 32", "batch_size: 16 # small"));
        assertThat(field(RunField.BATCH_SIZE).textProperty().get()).isEqualTo("16");
        assertThat(field(RunField.FINAL_RATE).textProperty().get()).isEqualTo("1e-6");
        assertThat(field(RunField.SEED).textProperty().get()).isEmpty();
        assertThat(field(RunField.SEED).usualProperty().get()).isEqualTo("0");
        assertThat(field(RunField.DEVICE).usualProperty().get()).isEqualTo("auto");
    }

    @Test
    void everyFieldHasAPlaceInTheConfiguration() {
        model.useRecipe(Recipe.named("official-vith14"));
        for (RunField field : RunField.values()) {
            String value = field(field).usualProperty().get();
            boolean mayBeNone = field == RunField.PICTURES || field == RunField.LAYOUT || field == RunField.PROBE;
            assertThat(value.isEmpty()).as(field.path()).isEqualTo(mayBeNone);
        }
    }

    @Test
    void problemsAreShownAtTheirFields() {
        field(RunField.RATE).enter("fast");
        field(RunField.CROP_SIZE).enter("63");
        field(RunField.CROP_FROM).enter("2");
        assertThat(field(RunField.RATE).problemProperty().get())
                .contains("optimization.lr is 'fast' but must be a number");
        assertThat(field(RunField.CROP_SIZE).problemProperty().get())
                .contains("63")
                .contains("the nearest is 64");
        assertThat(field(RunField.CROP_FROM).problemProperty().get())
                .contains("[2.0, 1.0]")
                .contains("is usual");
        assertThat(field(RunField.BATCH_SIZE).problemProperty().get()).isEmpty();
        assertThat(model.fileProperty().get()).isNull();
        model.start(launch -> {});
        assertThat(model.launchProblemProperty().get()).contains("Put the marked fields right");

        field(RunField.RATE).enter("0.001");
        field(RunField.CROP_SIZE).enter("64");
        field(RunField.CROP_FROM).enter("0.2");
        assertThat(model.fileProperty().get()).isNotNull();
        assertThat(field(RunField.RATE).problemProperty().get()).isEmpty();

        field(RunField.SAMPLER).enter("unbiased");
        field(RunField.ACCUMULATE).enter("4");
        field(RunField.REGULARISER).enter("sigreg");
        field(RunField.CLIP).enter("1.5");
        field(RunField.RECOMPUTE).enter("true");
        assertThat(model.textProperty().get()).contains("kind: unbiased");
        assertThat(model.fileProperty().get().workbench().step()).isEqualTo(new StepSection(4, 1.5, true));
        assertThat(model.textProperty().get()).contains("kind: sigreg");
        field(RunField.ACCUMULATE).enter("0");
        assertThat(field(RunField.ACCUMULATE).problemProperty().get()).contains("workbench.step.accumulate is 0");
        field(RunField.ACCUMULATE).enter("1");
        field(RunField.SAMPLER).enter("multiblock");
        model.textProperty().set(model.textProperty().get().replace("num_enc_masks: 1", "num_enc_masks: 99"));
        assertThat(model.otherProblemsProperty().get()).contains("mask.num_enc_masks is 99");
    }

    @Test
    void aTextThatIsNoYamlIsSaidWithItsPlace() {
        String before = model.textProperty().get();
        model.textProperty().set(before.replaceFirst("lr: 0", "lr: [0"));
        assertThat(model.yamlProblemProperty().get()).contains("The YAML is not YAML in line");
        assertThat(model.fileProperty().get()).isNull();
        String broken = model.textProperty().get();
        field(RunField.BATCH_SIZE).enter("8");
        assertThat(model.textProperty().get()).as("the form cannot write").isEqualTo(broken);
        model.textProperty().set(before);
        assertThat(model.yamlProblemProperty().get()).isEmpty();
        assertThat(field(RunField.BATCH_SIZE).textProperty().get()).isEqualTo("32");
    }

    @Test
    void fieldsOfOtherSamplersAreOutOfSight() {
        assertThat(field(RunField.TARGETS).concernedProperty().get()).isTrue();
        assertThat(field(RunField.RATIO_FROM).concernedProperty().get()).isFalse();
        field(RunField.SAMPLER).enter("random");
        assertThat(field(RunField.TARGETS).concernedProperty().get()).isFalse();
        assertThat(field(RunField.RATIO_FROM).concernedProperty().get()).isTrue();
        field(RunField.RATIO_FROM).enter("0.3");
        assertThat(model.fileProperty().get().workbench().sampler().ratio().from())
                .isEqualTo(0.3);
    }

    @Test
    void recipesKeepTheChosenPictures() {
        field(RunField.PICTURES).enter("/pictures/of mine");
        model.useRecipe(Recipe.named("official-vith14"));
        assertThat(model.fileProperty().get().workbench().pictures()).contains("/pictures/of mine");
        assertThat(field(RunField.MODEL).textProperty().get()).isEqualTo("vit_huge");
        field(RunField.PICTURES).enter("");
        assertThat(model.fileProperty().get().workbench().pictures()).isEmpty();
    }

    @Test
    void masksAreTakenFromTheMasksWorkspace() {
        PatchGrid grid = new PatchGrid(14, 14);
        model.useMasks(
                new TrainingMasks(new MaskStrategy.MultiBlock(MultiBlockParameters.PUBLISHED.withTargets(2)), grid),
                folder);
        assertThat(model.fileProperty().get().mask().numPredMasks()).isEqualTo(2);
        assertThat(model.maskNoteProperty().get())
                .contains("Multi-block, as published")
                .contains("Min keep is lower")
                .contains("14 x 14 patches; this run has 8 x 8");
        model.useMasks(new TrainingMasks(new MaskStrategy.RandomPatches(new Range(0.5, 0.5)), grid), folder);
        assertThat(field(RunField.SAMPLER).textProperty().get()).isEqualTo("random");

        MaskLayout layout = new MaskLayout(
                new PatchGrid(8, 8), List.of(new Block(0, 0, 8, 8)), List.of(new Block(1, 1, 2, 2)), false);
        model.useMasks(new TrainingMasks(new MaskStrategy.Custom(layout), layout.grid()), folder.resolve("layouts"));
        assertThat(model.fileProperty().get()).isNotNull();
        assertThat(field(RunField.LAYOUT).textProperty().get())
                .startsWith(folder.resolve("layouts").toString());
        model.useMasks(new TrainingMasks(new MaskStrategy.Custom(layout), layout.grid()), Path.of("/proc/none"));
        assertThat(model.maskNoteProperty().get()).contains("cannot be kept");
    }

    @Test
    void theCheckIsShownAndForgottenWhenAnythingChanges() {
        model.folderProperty().set(folder.resolve("run").toString());
        model.look();
        assertThat(check.runningProperty().get()).isTrue();
        assertThat(looking.timed).isTrue();
        looking.progress.accept("headers read: 100");
        assertThat(check.noteProperty().get()).isEqualTo("Headers read: 100\u2026");
        looking.done.accept(List.of(GOOD, WARNING));
        assertThat(check.findings()).containsExactly(GOOD, WARNING);
        assertThat(check.noteProperty().get()).isEqualTo("This run can be started. Look at 1 warning first.");

        field(RunField.EPOCHS).enter("41");
        assertThat(check.findings()).isEmpty();
        check.timingProperty().set(false);
        model.look();
        assertThat(looking.timed).isFalse();
        check.cancel();
        assertThat(looking.cancelled).isTrue();
        looking.done.accept(List.of(GOOD));
        assertThat(check.findings()).as("cancelled").isEmpty();
        model.look();
        looking.failed.accept(new InputException("No process."));
        assertThat(check.noteProperty().get()).isEqualTo("No process.");
        assertThat(check.runningProperty().get()).isFalse();
    }

    @Test
    void aStartIsCheckedAndOnlyFailuresBlockIt() throws IOException {
        Path run = folder.resolve("run");
        model.start(launch -> {});
        assertThat(model.launchProblemProperty().get()).isEqualTo("Name a folder for the run.");
        model.folderProperty().set(run.toString());
        model.start(launch -> {});
        assertThat(model.startingProperty().get()).isTrue();
        looking.done.accept(List.of(GOOD, FAILURE));
        assertThat(started).isEmpty();
        assertThat(model.startingProperty().get()).isFalse();
        assertThat(check.noteProperty().get()).startsWith("1 thing must be put right");
        model.start(launch -> {});
        assertThat(looking.looks).as("nothing changed since").isEqualTo(1);

        field(RunField.EPOCHS).enter("41");
        model.start(launch -> {});
        field(RunField.EPOCHS).enter("42");
        assertThat(model.startingProperty().get())
                .as("it was changed meanwhile")
                .isFalse();
        model.start(launch -> {});
        looking.done.accept(List.of(WARNING));
        assertThat(started).containsExactly("pretrain --config RUN/launch.yaml --run RUN");
        assertThat(run.resolve(NewRunModel.CONFIGURATION))
                .hasContent(model.textProperty().get());
    }

    @Test
    void whatKeepsARunFromStartingIsSaid() throws IOException {
        model.folderProperty()
                .set(Files.writeString(folder.resolve("file"), "")
                        .resolve("run")
                        .toString());
        model.start(launch -> {});
        looking.done.accept(List.of(GOOD));
        assertThat(model.launchProblemProperty().get())
                .contains("cannot be written")
                .contains("Choose another");
        refusal = new InputException("No process could be started.");
        model.folderProperty().set(folder.resolve("run").toString());
        model.start(launch -> {});
        looking.done.accept(List.of(GOOD));
        assertThat(model.launchProblemProperty().get()).isEqualTo("No process could be started.");
        assertThat(model.startingProperty().get()).isFalse();
        model.folderProperty().set("\0");
        model.start(launch -> {});
        assertThat(model.launchProblemProperty().get()).contains("is no path");
    }

    @Test
    void aReportIsReadAndNoneIsExplained() {
        assertThat(PreflightProcess.parse(
                        "{\"fit\":true,\"findings\":[{\"level\":\"warned\",\"topic\":\"sizes\",\"text\":\"Small.\",\"remedy\":\"Look.\"}]}",
                        0,
                        ""))
                .containsExactly(WARNING);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> PreflightProcess.parse("", 137, "killed"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("exit status 137")
                .hasMessageContaining("more memory");
    }
}
