package ijepa.app.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ijepa.app.control.BlockRef;
import ijepa.app.control.LayoutState;
import ijepa.app.shell.Background;
import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.ImageSource;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.Selection;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.mask.Block;
import ijepa.core.mask.DrawnLayout;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockParameters;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.Range;
import ijepa.core.mask.TorchGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskModelTest {

    private static final PatchGrid GRID = new PatchGrid(16, 16);

    private final Selection selection = new Selection(Runnable::run, Runnable::run);
    private final AtomicInteger predictions = new AtomicInteger();
    private final MaskModel model = new MaskModel(
            selection, new Background(Runnable::run, Runnable::run, Runnable::run), predictions::incrementAndGet);

    MaskModelTest() {
        model.sampling().chooseGrid(GRID);
    }

    private MaskLayout layout() {
        return model.layout().state().layout();
    }

    @Test
    void thePictureIsWhatThatPlaceOfTheBatchIsTrainedOn() {
        model.sampling().seedProperty().set(5);
        model.sampling().iterationProperty().set(7);
        model.sampling().batchSizeProperty().set(32);
        model.sampling().positionProperty().set(9);
        var batch = new MultiBlockSampler(MultiBlockSettings.published(GRID)).sample(7, 32, new TorchGenerator(12));
        DrawnLayout drawn = model.sampling().drawnProperty().get();
        assertThat(layout()).isEqualTo(batch.drawn(9));
        int[] seen = batch.context()[0][9];
        assertThat(layout().contextPatches()).startsWith(seen);
        assertThat(drawn.cut().size()).isEqualTo(layout().contextPatches().length - seen.length);
        assertThat(model.cutProperty().get()).isEqualTo(drawn.cut());
        assertThat(model.summaryProperty().get())
                .contains("cuts off " + drawn.cut().size());
    }

    @Test
    void aRunsPlacesFollowFromAllItsIterationsBefore() {
        model.sampling().batchSizeProperty().set(4);
        model.sampling().positionProperty().set(2);
        model.sampling().seedProperty().set(3);
        model.sampling().ofRunProperty().set(true);
        model.sampling().iterationProperty().set(130);
        MultiBlockSampler sampler = new MultiBlockSampler(MultiBlockSettings.published(GRID));
        TorchGenerator places = new TorchGenerator(3);
        for (int step = 0; step < 130; step++) {
            sampler.sample(step, 4, places);
        }
        assertThat(layout()).isEqualTo(sampler.sample(130, 4, places).drawn(2));
        model.sampling().iterationProperty().set(0);
        assertThat(layout())
                .isEqualTo(sampler.sample(0, 4, new TorchGenerator(3)).drawn(2));
    }

    @Test
    void whatIsEditedIsNoLongerHatchedAndStaysWhenOnlyTheBatchChanges() {
        model.layout().selectedProperty().set(BlockRef.target(0));
        model.layout().deleteSelected();
        MaskLayout edited = layout();
        assertThat(model.cutProperty().get()).isNull();
        model.sampling().batchSizeProperty().set(128);
        assertThat(layout()).isEqualTo(edited);
        model.layout().undo();
        assertThat(model.cutProperty().get())
                .isEqualTo(model.sampling().drawnProperty().get().cut());
    }

    @Test
    void anImpossibleSettingSaysWhyAndWhatWorksAndTheLayoutStays() {
        MaskLayout before = layout();
        model.first().minKeepProperty().set(100);
        assertThat(model.verdictProperty().get().kind()).isEqualTo(Verdict.Kind.IMPOSSIBLE);
        assertThat(model.verdictProperty().get().text())
                .contains("can never be satisfied")
                .contains("nearest setting that works");
        assertThat(layout()).isEqualTo(before);
        model.sampling().strategyProperty().set(MaskStrategy.MultiBlock.PUBLISHED.nearestOn(GRID));
        assertThat(model.verdictProperty().get().kind()).isEqualTo(Verdict.Kind.PUBLISHED);
    }

    @Test
    void theVerdictTellsWhatTheCutDoes() {
        model.setActive(true);
        assertThat(model.verdictProperty().get().text())
                .contains("published settings")
                .contains("At batch 64")
                .contains("lower rows");
        model.sampling().batchSizeProperty().set(1);
        assertThat(model.verdictProperty().get().text()).contains("next to nothing");
        model.first().kindProperty().set(MaskStrategy.Kind.RASTERIZED);
        assertThat(model.verdictProperty().get().text())
                .contains("quadrant")
                .contains("15.5")
                .doesNotContain("At batch");
    }

    @Test
    void everyKindOfStrategyCanBeChosenAndDrawn() {
        for (MaskStrategy.Kind kind : MaskStrategy.Kind.values()) {
            model.first().kindProperty().set(kind);
            assertThat(model.sampling().strategyProperty().get().kind()).isEqualTo(kind);
            assertThat(model.sampling().problemProperty().get()).isEmpty();
            assertThat(layout().isPredictable()).as(kind.title()).isTrue();
        }
        model.first().kindProperty().set(MaskStrategy.Kind.RANDOM);
        model.first().ratio().high().set(0.9);
        assertThat(model.sampling().strategyProperty().get())
                .isEqualTo(new MaskStrategy.RandomPatches(new Range(0.6, 0.9)));
        model.first().ratio().low().set(0.95);
        assertThat(model.verdictProperty().get().kind()).isEqualTo(Verdict.Kind.IMPOSSIBLE);
    }

    @Test
    void twoStrategiesAreCountedSideBySideAndWrittenAsNumbers() {
        model.setActive(true);
        assertThat(model.statistics().resultProperty().get().second()).isEmpty();
        model.comparingProperty().set(true);
        model.second().strategyProperty().set(new MaskStrategy.Rasterized());
        StatisticsModel.Result result = model.statistics().resultProperty().get();
        assertThat(result.first().orElseThrow().draws()).isEqualTo(100_000);
        assertThat(result.second().orElseThrow().contextPatches().mean()).isEqualTo(64);

        String probabilities = StatisticsCsv.probabilities(result);
        assertThat(probabilities.lines()).hasSize(1 + 2 * 256);
        assertThat(probabilities.lines().skip(1).findFirst().orElseThrow()).startsWith("A,0,0,0.");
        assertThat(StatisticsCsv.truncation(result).lines()).hasSize(1 + 2 * 13).contains("B,4096,0.25000,1.00000");
        assertThat(StatisticsCsv.sizes(result)).contains("B,context_patches,64,100000");
        assertThat(Plots.truncation(result).series()).hasSize(2);
        assertThat(Plots.contextShare(result).series()).hasSize(2).allSatisfy(series -> {
            double all = 0;
            for (double share : series.y()) {
                all += share;
            }
            assertThat(all).isBetween(0.999, 1.001);
        });
        model.setActive(false);
    }

    @Test
    void theCheckpointsGridIsNeededToPredict() {
        FakeCheckpoint checkpoint = FakeCheckpoint.bundled();
        selection.checkpointProperty().set(checkpoint);
        assertThat(model.gridNoteProperty().get()).isEmpty();
        model.predict();
        assertThat(predictions).hasValue(1);
        LayoutState before = model.layout().state();
        model.sampling().chooseGrid(GRID);
        assertThat(model.gridNoteProperty().get()).contains("16").contains("8");
        model.predict();
        assertThat(predictions).hasValue(1);
        model.layout().undo();
        assertThat(model.layout().state()).isEqualTo(before);
        assertThat(model.sampling().gridProperty().get()).isEqualTo(before.grid());
        model.layout().redo();
        model.useCheckpointGrid();
        assertThat(model.predictableProperty().get()).isTrue();
    }

    @Test
    void gridsNeedNotBeSquareAndThePictureTakesTheirShape() {
        Image wide = new Image(320, 240, new byte[320 * 240 * 3]);
        selection.checkpointProperty().set(FakeCheckpoint.bundled());
        model.sampling().chooseGrid(new PatchGrid(12, 12));
        selection.imageProperty().set(new OpenImage(new ImageSource.Pasted("wide", wide), wide, Fit.CENTRE_CROP));
        model.usePictureShape();
        assertThat(model.sampling().gridProperty().get()).isEqualTo(new PatchGrid(12, 16));
        Image shaped = model.picture().pictureProperty().get();
        assertThat(shaped.width() * 12).isEqualTo(shaped.height() * 16);
        assertThat(model.gridNoteProperty().get()).contains("12 \u00d7 16").contains("square pictures");
        assertThat(model.predictableProperty().get()).isFalse();
        model.setActive(true);
        for (MaskStrategy.Kind kind : MaskStrategy.Kind.values()) {
            model.first().kindProperty().set(kind);
            assertThat(model.sampling().problemProperty().get()).isEmpty();
            assertThat(layout().grid()).isEqualTo(new PatchGrid(12, 16));
            assertThat(layout().isPredictable()).as(kind.title()).isTrue();
            assertThat(model.statistics().resultProperty().get().first()).isPresent();
        }
        model.setActive(false);
        model.useCheckpointGrid();
        assertThat(model.predictableProperty().get()).isTrue();
        assertThat(model.picture().pictureProperty().get())
                .isSameAs(selection.image().orElseThrow().square());
    }

    @Test
    void theSmallestAndFlattestGridsDrawOrSayWhyNot() {
        for (PatchGrid grid : List.of(
                new PatchGrid(MaskModel.SHORTEST_SIDE, MaskModel.SHORTEST_SIDE),
                new PatchGrid(MaskModel.SHORTEST_SIDE, MaskModel.LONGEST_SIDE),
                new PatchGrid(MaskModel.LONGEST_SIDE, 5))) {
            model.sampling().chooseGrid(grid);
            if (model.sampling().problemProperty().get().isEmpty()) {
                assertThat(layout().grid()).isEqualTo(grid);
            } else {
                assertThat(model.verdictProperty().get().kind()).isEqualTo(Verdict.Kind.IMPOSSIBLE);
                assertThat(model.sampling().gridProperty().get()).isEqualTo(grid);
            }
        }
    }

    @Test
    void comingDrawsAreThoseThatSpaceBrings() {
        model.upcoming().setActive(true);
        List<UpcomingModel.Draw> draws = List.copyOf(model.upcoming().draws());
        assertThat(draws).hasSize(UpcomingModel.COUNT);
        model.sampling().next();
        assertThat(layout()).isEqualTo(draws.getFirst().layout());
        model.upcoming().goTo(draws.get(10));
        assertThat(layout()).isEqualTo(draws.get(10).layout());
        assertThat(model.sampling().iterationProperty().get()).isEqualTo(11);
    }

    @Test
    void lockedBlocksSurviveNewDrawsAndUndoGoesBack() {
        model.layout().selectedProperty().set(BlockRef.target(1));
        model.layout().toggleLock();
        MaskLayout before = layout();
        model.sampling().next();
        assertThat(layout().targets().get(1)).isEqualTo(before.targets().get(1));
        assertThat(layout()).isNotEqualTo(before);
        model.layout().undo();
        assertThat(layout()).isEqualTo(before);
    }

    @Test
    void ownPresetsAreKeptAndForgotten(@TempDir Path folder) throws Exception {
        OwnPresets presets = new OwnPresets(folder.resolve("own").resolve("presets.json"));
        MaskStrategy wide = new MaskStrategy.MultiBlock(MultiBlockParameters.PUBLISHED.withTargets(6));
        presets.keep("Six", wide);
        presets.keep(
                "Mine",
                new MaskStrategy.Custom(
                        new MaskLayout(GRID, List.of(new Block(0, 0, 4, 4)), List.of(new Block(8, 8, 4, 4)), false)));
        assertThat(presets.load()).extracting("title").containsExactly("Six", "Mine");
        assertThat(presets.load().getFirst().strategy()).isEqualTo(wide);
        presets.forget("Six");
        assertThat(presets.load()).hasSize(1);
        assertThat(Files.readString(folder.resolve("own/presets.json"))).contains("\"custom\"");
    }
}
