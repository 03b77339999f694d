package ijepa.app.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import javax.imageio.ImageIO;

import ijepa.app.control.BlockRef;
import ijepa.app.shell.Background;
import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.FakeModelLoader;
import ijepa.app.shell.ImageSource;
import ijepa.app.shell.Job;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.ShellModel;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.Network;
import ijepa.renderer.map.BlockErrors;
import ijepa.renderer.map.Distance;
import ijepa.renderer.map.MapPanel;
import ijepa.renderer.predict.ImageSet;
import ijepa.renderer.predict.PositionSweep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attention, sweep, neighbours and comparison without a window. */
class QuestionModelsTest {

    private static final PatchGrid GRID = new PatchGrid(8, 8);
    private static final MaskLayout LAYOUT = new MaskLayout(
            GRID, List.of(new Block(0, 0, 6, 8)), List.of(new Block(1, 1, 2, 3), new Block(4, 4, 3, 3)), false);

    @TempDir
    private Path folder;

    private final FakeModelLoader loader = new FakeModelLoader();
    /** Work on the weights that was asked for and not done yet. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private final ShellModel shell = new ShellModel(new Background(waiting::add, Runnable::run, Runnable::run), loader);
    private PredictModel model;

    @BeforeEach
    void open() {
        model = new PredictModel(shell, folder.resolve("cache"));
        shell.selection().checkpointProperty().set(FakeCheckpoint.bundled());
        shell.selection().layout().replace(LAYOUT);
        byte[] rgb = new byte[64 * 64 * 3];
        Arrays.fill(rgb, (byte) 80);
        Image plain = new Image(64, 64, rgb);
        shell.selection()
                .imageProperty()
                .set(new OpenImage(new ImageSource.Pasted("plain", plain), plain, Fit.CENTRE_CROP));
        model.setActive(true);
        work();
    }

    private void work() {
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    private AttentionLane lane(Network network) {
        return model.attention().lanes().stream()
                .filter(lane -> lane.network() == network)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void attentionIsComputedOnlyWhileItIsLookedAt() {
        assertThat(lane(Network.TARGET_ENCODER).panelProperty().get()).isNull();
        model.modeProperty().set(PredictMode.ATTENTION);
        work();
        // Without a picked patch one of the first block is taken.
        int patch = model.pointer().anchorProperty().get();
        assertThat(LAYOUT.targetPatches(0)).contains(patch);
        double[] values = lane(Network.PREDICTOR).panelProperty().get().values();
        assertThat(Arrays.stream(values).filter(Double::isFinite).sum()).isCloseTo(1, within(1e-5));
        assertThat(lane(Network.ENCODER).panelProperty().get()).isNull();
        assertThat(lane(Network.ENCODER).noteProperty().get()).contains("does not see");

        model.pointer().pick(GRID.index(0, 0));
        assertThat(lane(Network.ENCODER).noteProperty().get()).isEmpty();
        assertThat(lane(Network.ENCODER).panelProperty().get().value(0))
                .isGreaterThan(lane(Network.ENCODER).panelProperty().get().value(5));
        model.pointer().pick(GRID.index(7, 0));
        assertThat(lane(Network.PREDICTOR).noteProperty().get()).contains("neither sees");
    }

    @Test
    void draggingOverPatchesAsksNothingNewUntilAnotherBlockIsMeant() {
        model.modeProperty().set(PredictMode.ATTENTION);
        work();
        model.pointer().sweep(GRID.index(1, 1));
        model.pointer().sweep(GRID.index(2, 2));
        assertThat(waiting).isEmpty();
        model.pointer().sweep(GRID.index(5, 5));
        assertThat(waiting).hasSize(1);
        work();
        assertThat(lane(Network.PREDICTOR).panelProperty().get().value(GRID.index(6, 6)))
                .isFinite();
    }

    @Test
    void whatAttentionPickedItselfIsLetGo() {
        model.modeProperty().set(PredictMode.ATTENTION);
        model.modeProperty().set(PredictMode.PREDICTION);
        assertThat(model.pointer().anchorProperty().get()).isEqualTo(PatchPointer.NONE);
    }

    @Test
    void thePointerIsFollowedWhereThatIsAsked() {
        model.pointer().pointedProperty().set(9);
        assertThat(model.pointer().anchorProperty().get()).isEqualTo(PatchPointer.NONE);
        model.pointer().followingProperty().set(true);
        model.pointer().pointedProperty().set(10);
        assertThat(model.panelsProperty().get().target().title()).contains("patch 10");
        model.pointer().followingProperty().set(false);
        assertThat(model.panelsProperty().get().target().title()).isEqualTo("Target embeddings");
    }

    @Test
    void theSweepIsOfTheSelectedBlockAndGoesWithTheLayout() {
        model.modeProperty().set(PredictMode.SWEEP);
        shell.selection().layout().selectedProperty().set(BlockRef.target(1));
        model.sweep().sweep();
        assertThat(model.sweep().runningProperty().get()).isTrue();
        work();
        assertThat(model.sweep().runningProperty().get()).isFalse();
        Subject subject = Subject.of(shell.selection()).orElseThrow();
        PositionSweep expected = PositionSweep.of(subject.model(), subject.tensor(), LAYOUT, 1, share -> {});
        assertThat(model.sweep().placesProperty().get().values())
                .isEqualTo(expected.patches().get(Distance.COSINE));
        model.distanceProperty().set(Distance.L2);
        assertThat(model.sweep().placesProperty().get().values())
                .isEqualTo(expected.patches().get(Distance.L2));
        shell.selection().layout().nudge(0, 1);
        assertThat(model.sweep().placesProperty().get()).isNull();
    }

    @Test
    void aSweepThatIsCancelledShowsNothing() {
        model.modeProperty().set(PredictMode.SWEEP);
        model.sweep().sweep();
        model.sweep().cancel();
        work();
        assertThat(model.sweep().placesProperty().get()).isNull();
        assertThat(shell.jobs().running()).isEmpty();
        model.sweep().contextsProperty().set(5);
        model.sweep().tryContexts();
        work();
        MapPanel spread = model.sweep().spreadProperty().get();
        assertThat(Arrays.stream(spread.values()).filter(Double::isFinite).count())
                .isEqualTo(6);
        assertThat(model.sweep().noteProperty().get()).isEmpty();
    }

    private Path pictures() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        for (int i = 0; i < 3; i++) {
            BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            picture.createGraphics().fillRect(0, 0, 20 * i, 64);
            ImageIO.write(picture, "png", pictures.resolve("p" + i + ".png").toFile());
        }
        return pictures;
    }

    @Test
    void neighboursComeFromAnIndexThatIsKept() throws IOException {
        // Indexing waits for the thread of the weights, so here it is the same one.
        ShellModel direct = FakeModelLoader.shell();
        NeighbourModel neighbours = new NeighbourModel(
                direct, folder.resolve("cache"), NeighbourModel::selectedBlock, NeighbourModel.SHOWN);
        direct.selection().checkpointProperty().set(FakeCheckpoint.bundled());
        direct.selection().layout().replace(LAYOUT);
        direct.selection().imageProperty().set(shell.selection().image().orElseThrow());
        neighbours.setActive(true);
        assertThat(neighbours.found()).isEmpty();
        neighbours.folderProperty().set(pictures());
        assertThat(neighbours.found()).hasSize(3);
        assertThat(neighbours.found().getFirst().block().height()).isEqualTo(2);
        assertThat(neighbours.found().getFirst().block().width()).isEqualTo(3);
        assertThat(neighbours.noteProperty().get()).contains("block 1 among 3 images");
        try (var files = Files.list(folder.resolve("cache"))) {
            assertThat(files.count()).isEqualTo(1);
        }
        double content = neighbours.found().getFirst().similarity();
        neighbours.contentProperty().set(false);
        assertThat(neighbours.found().getFirst().similarity()).isNotEqualTo(content);
        direct.selection().layout().selectedProperty().set(BlockRef.target(1));
        assertThat(neighbours.found().getFirst().block().height()).isEqualTo(3);
    }

    /** Neighbours of which the folder is read when {@link #waiting} is worked off. */
    private NeighbourModel neighboursOf(ShellModel slow) {
        NeighbourModel neighbours =
                new NeighbourModel(slow, folder.resolve("cache"), NeighbourModel::selectedBlock, NeighbourModel.SHOWN);
        slow.selection().checkpointProperty().set(FakeCheckpoint.bundled());
        slow.selection().layout().replace(LAYOUT);
        slow.selection().imageProperty().set(shell.selection().image().orElseThrow());
        neighbours.setActive(true);
        return neighbours;
    }

    private ShellModel withSlowFiles() {
        return new ShellModel(new Background(Runnable::run, waiting::add, Runnable::run), loader);
    }

    @Test
    void indexingEndsWithItsFolderAndItsCheckpoint() throws IOException {
        ShellModel slow = withSlowFiles();
        NeighbourModel neighbours = neighboursOf(slow);
        neighbours.folderProperty().set(Files.createDirectory(folder.resolve("empty")));
        Path pictures = pictures();
        neighbours.folderProperty().set(pictures);
        assertThat(slow.jobs().running()).extracting(Job::isCancelled).containsExactly(true, false);
        slow.selection().checkpointProperty().set(FakeCheckpoint.bundled());
        assertThat(slow.jobs().running()).extracting(Job::isCancelled).containsExactly(true, true, false);
        work();
        assertThat(neighbours.found()).hasSize(3);
        assertThat(neighbours.noteProperty().get()).contains("among 3 images");
        assertThat(neighbours.runningProperty().get()).isFalse();
    }

    @Test
    void indexingThatIsCancelledBeginsAgainOnlyWhenTheFolderIsChosenAgain() throws IOException {
        ShellModel slow = withSlowFiles();
        NeighbourModel neighbours = neighboursOf(slow);
        Path pictures = pictures();
        neighbours.lookIn(pictures);
        neighbours.cancel();
        slow.selection().layout().nudge(0, 1);
        slow.selection().layout().selectedProperty().set(BlockRef.target(1));
        assertThat(slow.jobs().running()).hasSize(1);
        work();
        assertThat(neighbours.noteProperty().get()).contains("Cancelled");
        neighbours.lookIn(pictures);
        slow.jobs().running().getFirst().cancel();
        work();
        slow.selection().layout().nudge(0, 1);
        assertThat(slow.jobs().running()).as("cancelled in the status bar").isEmpty();
        neighbours.lookIn(pictures);
        work();
        assertThat(neighbours.found()).hasSize(3);
    }

    @Test
    void aFolderThatCannotBeIndexedIsNotTriedAgainWithEveryEdit() throws IOException {
        ShellModel slow = withSlowFiles();
        NeighbourModel neighbours = neighboursOf(slow);
        neighbours.lookIn(Files.createDirectory(folder.resolve("empty")));
        work();
        String why = neighbours.noteProperty().get();
        slow.selection().layout().selectedProperty().set(BlockRef.target(1));
        assertThat(slow.jobs().running()).isEmpty();
        assertThat(neighbours.noteProperty().get()).isEqualTo(why).contains("empty");
    }

    @Test
    void anotherCheckpointIsComparedAndItsFailureSaid() throws IOException {
        model.modeProperty().set(PredictMode.COMPARE);
        work();
        assertThat(model.compare().ownErrorProperty().get()).isNotNull();
        assertThat(model.compare().encodersProperty().get()).isNotNull();
        assertThat(model.compare().otherErrorProperty().get()).isNull();
        Path other = Files.createFile(folder.resolve("other.safetensors"));
        model.compare().pathProperty().set(other);
        work();
        assertThat(loader.opened()).hasSize(1);
        assertThat(model.compare().otherPredictedProperty().get().title()).isEqualTo("other.safetensors");
        Subject subject = Subject.of(shell.selection()).orElseThrow();
        double expected = BlockErrors.of(subject.model().predict(subject.tensor(), LAYOUT), Distance.COSINE)
                .mean()
                .predicted();
        assertThat(model.compare().curveProperty().get()).containsExactly(expected);
        // An edit asks both again and opens nothing anew.
        shell.selection().layout().nudge(0, 1);
        work();
        assertThat(loader.opened()).hasSize(1);
        model.compare().pathProperty().set(folder.resolve("missing"));
        assertThat(model.compare().noteProperty().get()).contains("There is no checkpoint or run");
    }

    @Test
    void aRunsCheckpointsMakeACurve() throws IOException {
        Path checkpoints = Files.createDirectories(folder.resolve("run/checkpoints"));
        for (int step : new int[] {30, 10, 20}) {
            Files.createFile(checkpoints.resolve(String.format("step-%09d.safetensors", step)));
        }
        model.modeProperty().set(PredictMode.COMPARE);
        work();
        model.compare().pathProperty().set(folder.resolve("run"));
        assertThat(model.compare().ownErrorProperty().get()).isNull();
        List<List<Boolean>> came = new ArrayList<>();
        model.compare()
                .curveProperty()
                .addListener((property, old, curve) -> came.add(Arrays.stream(curve)
                        .mapToObj(error -> !Double.isNaN(error))
                        .toList()));
        List<Boolean> withOther = new ArrayList<>();
        model.compare()
                .ownErrorProperty()
                .addListener((property, old, panel) ->
                        withOther.add(model.compare().otherPredictedProperty().get() != null));
        work();
        // The open one first, then the one that is looked at, which is the last, then the others.
        assertThat(withOther).startsWith(false);
        assertThat(came).endsWith(List.of(false, false, true), List.of(true, false, true), List.of(true, true, true));
        assertThat(loader.opened())
                .extracting(FakeCheckpoint::name)
                .containsExactly(
                        "step-000000030.safetensors", "step-000000010.safetensors", "step-000000020.safetensors");
        assertThat(model.compare().steps()).containsExactly(10, 20, 30);
        assertThat(model.compare().curveProperty().get()).hasSize(3);
        assertThat(model.compare().positionProperty().get()).isEqualTo(2);
        model.compare().positionProperty().set(0);
        assertThat(model.compare().otherPredictedProperty().get().title()).isEqualTo("step 10");
    }

    @Test
    void anEditDoesNotWaitForTheRestOfARun() throws IOException {
        Path checkpoints = Files.createDirectories(folder.resolve("run/checkpoints"));
        for (int step = 1; step <= 5; step++) {
            Files.createFile(checkpoints.resolve("step-" + step + ".safetensors"));
        }
        model.modeProperty().set(PredictMode.COMPARE);
        work();
        boolean[] moved = {false};
        model.compare().curveProperty().addListener((property, old, curve) -> {
            long there = Arrays.stream(curve).filter(Double::isFinite).count();
            if (there == 1 && !moved[0]) {
                moved[0] = true;
                shell.selection().layout().replace(LAYOUT.withTarget(0, new Block(0, 0, 2, 3)));
            }
        });
        model.compare().pathProperty().set(folder.resolve("run"));
        waiting.poll().run();
        assertThat(moved[0]).isTrue();
        assertThat(loader.opened())
                .as("the one that is looked at, and no other yet")
                .hasSize(1);
        work();
        assertThat(model.compare().curveProperty().get()).hasSize(5).doesNotContain(Double.NaN);
    }

    @Test
    void whatCameBeforeACheckpointThatCannotBeOpenedStays() throws IOException {
        Path checkpoints = Files.createDirectories(folder.resolve("run/checkpoints"));
        Files.createFile(checkpoints.resolve("step-000000010.safetensors"));
        Files.createFile(checkpoints.resolve("step-000000020.safetensors"));
        loader.refuse("step-000000010.safetensors");
        model.modeProperty().set(PredictMode.COMPARE);
        model.compare().pathProperty().set(folder.resolve("run"));
        work();
        assertThat(model.compare().noteProperty().get()).contains("step-000000010.safetensors is no checkpoint");
        assertThat(model.compare().otherPredictedProperty().get().title()).isEqualTo("step 20");
        assertThat(model.compare().curveProperty().get()[0]).isNaN();
        assertThat(model.compare().runningProperty().get()).isFalse();
    }

    @Test
    void ofAnotherPictureOrOtherWeightsNothingIsLeftToCompare() throws IOException {
        CompareModel compare = model.compare();
        Path checkpoints = Files.createDirectories(folder.resolve("run/checkpoints"));
        for (int step : new int[] {10, 20, 30}) {
            Files.createFile(checkpoints.resolve(String.format("step-%09d.safetensors", step)));
        }
        model.modeProperty().set(PredictMode.COMPARE);
        compare.pathProperty().set(folder.resolve("run"));
        work();
        compare.positionProperty().set(1);
        assertThat(compare.otherErrorProperty().get()).isNotNull();
        Image other = new Image(64, 64, new byte[64 * 64 * 3]);
        shell.selection()
                .imageProperty()
                .set(new OpenImage(new ImageSource.Pasted("other", other), other, Fit.CENTRE_CROP));
        assertThat(compare.otherErrorProperty().get()).isNull();
        assertThat(compare.ownErrorProperty().get()).isNull();
        assertThat(compare.encodersProperty().get()).isNull();
        assertThat(compare.curveProperty().get()).isEmpty();
        work();
        assertThat(compare.otherErrorProperty().get()).isNotNull();
        assertThat(compare.positionProperty().get()).isEqualTo(1);
        shell.selection().checkpointProperty().set(FakeCheckpoint.bundled());
        assertThat(compare.ownErrorProperty().get()).isNull();
        work();
        assertThat(compare.ownErrorProperty().get()).isNotNull();
    }

    @Test
    void theFilmstripsMeanFollowsTheFit() {
        ShellModel direct = FakeModelLoader.shell();
        PredictModel other = new PredictModel(direct, folder);
        direct.openSamples();
        direct.selection().checkpointProperty().set(FakeCheckpoint.bundled());
        other.set().wantedProperty().set(true);
        ImageSet cropped = other.set().setProperty().get();
        direct.selection().fitProperty().set(Fit.LETTERBOX);
        assertThat(other.set().setProperty().get()).isNotNull().isNotSameAs(cropped);
    }

    @Test
    void baselinesAreThoseOfTheFilmstripWhereThatIsAsked() {
        ShellModel direct = FakeModelLoader.shell();
        PredictModel other = new PredictModel(direct, folder);
        direct.openSamples();
        direct.selection().checkpointProperty().set(FakeCheckpoint.bundled());
        direct.selection().layout().replace(LAYOUT);
        direct.selection().imageProperty().set(shell.selection().image().orElseThrow());
        other.setActive(true);
        double own = other.errors().rows().getFirst().errors().meanEmbedding();
        assertThat(other.errors().rows().getFirst().errors().untrained()).isPositive();
        other.set().wantedProperty().set(true);
        assertThat(other.set().noteProperty().get())
                .isEqualTo("Mean of " + direct.strip().size() + " images");
        assertThat(other.errors().rows().getFirst().errors().meanEmbedding()).isNotEqualTo(own);
        int[] colours = other.panelsProperty().get().target().colours();
        other.colouringProperty().set(EmbeddingChoice.Colouring.SET);
        assertThat(other.panelsProperty().get().target().colours()).isNotEqualTo(colours);
    }
}
