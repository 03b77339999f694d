package ijepa.app.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

import ijepa.app.control.BlockRef;
import ijepa.app.predict.NeighbourModel;
import ijepa.app.shell.Background;
import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.FakeDecoder;
import ijepa.app.shell.FakeModelLoader;
import ijepa.app.shell.ImageSource;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.Selection;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.ConditionKind;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.map.Png;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeModelTest {

    private static final MaskLayout LAYOUT = new MaskLayout(
            new PatchGrid(8, 8),
            List.of(new Block(0, 0, 8, 8)),
            List.of(new Block(1, 1, 2, 3), new Block(4, 4, 3, 3)),
            false);

    @TempDir
    private Path folder;

    /** Work that waits until it is let go, as that of another thread. */
    private final Queue<Runnable> work = new ArrayDeque<>();

    private final FakeModelLoader models = new FakeModelLoader();
    private final ShellModel shell = new ShellModel(new Background(work::add, Runnable::run, Runnable::run), models);
    private final Selection selection = shell.selection();
    private final FakeDecoder decoder = FakeDecoder.fitting();
    private final List<DecodeState> states = new ArrayList<>();
    private DecodeModel model;

    @BeforeEach
    void open() {
        model = new DecodeModel(shell, folder.resolve("indices"), folder.resolve("decoding.json"));
        model.stateProperty().addListener((property, old, now) -> states.add(now));
        selection.checkpointProperty().set(FakeCheckpoint.bundled());
        selection.layout().replace(LAYOUT);
        selection.imageProperty().set(image(90));
        model.sampling().stepsProperty().set(6);
    }

    private static OpenImage image(int grey) {
        byte[] rgb = new byte[64 * 64 * 3];
        Arrays.fill(rgb, (byte) grey);
        Image plain = new Image(64, 64, rgb);
        return new OpenImage(new ImageSource.File(Path.of("plain-" + grey + ".png")), plain, Fit.CENTRE_CROP);
    }

    private void workOff() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private void decode() {
        selection.decoderProperty().set(decoder);
        model.setActive(true);
        workOff();
    }

    private List<DecodedGrid.Row> rows() {
        return model.gridProperty().get().rows();
    }

    private static int grey(DecodedGrid.Slot slot) {
        return slot.picture().orElseThrow().rgb()[0];
    }

    @Test
    void saysThatThereIsNoDecoder() {
        model.setActive(true);
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.NO_DECODER);
        assertThat(model.noteProperty().get()).contains("Ctrl+Shift+K").contains("ijepa decoder train");
        assertThat(model.gridProperty().get()).isNull();
    }

    @Test
    void restsUntilSomebodyLooks() {
        selection.decoderProperty().set(decoder);
        workOff();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.IDLE);
        assertThat(decoder.calls()).isEmpty();
    }

    @Test
    void previewsEveryRowThenRefinesOneAfterTheOther() {
        decode();
        assertThat(states)
                .containsExactly(DecodeState.IDLE, DecodeState.PREVIEWING, DecodeState.REFINING, DecodeState.DONE);
        assertThat(decoder.calls())
                .containsExactly(
                        new FakeDecoder.Call(ConditionKind.BLOCK, 2, List.of(0L, 1L, 0L, 1L), 4, 1),
                        new FakeDecoder.Call(ConditionKind.IMAGE, 1, List.of(0L, 1L), 4, 1),
                        new FakeDecoder.Call(ConditionKind.BLOCK, 1, List.of(0L, 1L, 2L, 3L), 6, 1),
                        new FakeDecoder.Call(ConditionKind.BLOCK, 1, List.of(0L, 1L, 2L, 3L), 6, 1),
                        new FakeDecoder.Call(ConditionKind.IMAGE, 1, List.of(0L, 1L, 2L, 3L), 6, 1));
        assertThat(rows()).hasSize(3).allMatch(DecodedGrid.Row::isDone);
        assertThat(rows().getFirst().slots()).extracting(DecodeModelTest::grey).containsExactly(10, 20, 30, 40);
    }

    @Test
    void whatTheDecoderDidNotLearnIsSaidInItsRowAndTheOthersAreDrawn() {
        decoder.learnOnly(ConditionKind.BLOCK);
        decode();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
        assertThat(decoder.calls()).extracting(FakeDecoder.Call::kind).containsOnly(ConditionKind.BLOCK);
        assertThat(rows().subList(0, 2)).allMatch(DecodedGrid.Row::isDone);
        assertThat(rows().getLast().note())
                .contains("trained without whole images")
                .contains("--image-share");
    }

    @Test
    void rowsOfWhichNoneWasLearntSayWhy() {
        decoder.learnOnly(ConditionKind.IMAGE);
        model.rows().wholeProperty().set(false);
        decode();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
        assertThat(decoder.calls()).isEmpty();
        assertThat(rows()).isNotEmpty().allMatch(row -> row.note().contains("trained without"));
    }

    @Test
    void showsEstimatesWhileTheyComeAndMeanAndSpreadAtTheEnd() {
        List<Double> shares = new ArrayList<>();
        List<Integer> greys = new ArrayList<>();
        model.gridProperty().addListener((property, old, now) -> {
            DecodedGrid.Slot first = now.rows().getFirst().slots().getFirst();
            if (first.picture().isPresent() && !first.isDone()) {
                shares.add(first.share());
                greys.add(grey(first));
            }
        });
        model.rows().wholeProperty().set(false);
        model.layout().replace(LAYOUT.withTargets(List.of(new Block(1, 1, 2, 3))));
        decode();
        // Four steps of preview and its end, then five of six; the sixth is the sample.
        assertThat(greys).containsExactly(13, 12, 11, 10, 10, 15, 14, 13, 12, 11);
        assertThat(shares).endsWith(1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 6.0, 5 / 6.0);
        var spread = rows().getFirst().spread().orElseThrow();
        assertThat(spread.mean().rgb()[0]).isEqualTo((byte) 25);
        // Of 10, 20, 30 and 40.
        assertThat(spread.overall()).isCloseTo(Math.sqrt(125), org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void movingABlockEndsTheOldSamplesWithinOneStep() {
        MaskLayout moved = LAYOUT.withTarget(0, new Block(2, 2, 2, 3));
        boolean[] done = {false};
        decoder.duringSteps(() -> {
            if (decoder.stepsTaken() == 10 && !done[0]) {
                done[0] = true;
                selection.layout().replace(moved);
            }
        });
        decode();
        // Ten steps of the old: four and four of previews, two of six; then all of the new.
        assertThat(decoder.stepsTaken()).isEqualTo(10 + 4 + 4 + 3 * 6);
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
        assertThat(model.gridProperty().get().request().layout()).isEqualTo(moved);
    }

    @Test
    void anotherImageOrCheckpointStartsAgainWithEmptySlots() {
        decode();
        int before = decoder.stepsTaken();
        selection.imageProperty().set(image(20));
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.PREVIEWING);
        assertThat(rows().getFirst().slots()).allMatch(slot -> slot.picture().isEmpty());
        workOff();
        assertThat(decoder.stepsTaken()).isEqualTo(2 * before);
        selection.checkpointProperty().set(FakeCheckpoint.bundled());
        workOff();
        assertThat(decoder.stepsTaken()).isEqualTo(3 * before);
    }

    @Test
    void cancelKeepsWhatIsThereAndDrawsAgainWhenAsked() {
        decoder.duringSteps(() -> {
            if (decoder.stepsTaken() == 11) {
                model.cancel();
            }
        });
        decode();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.CANCELLED);
        assertThat(decoder.stepsTaken()).isEqualTo(11);
        assertThat(rows().getFirst().slots().getFirst().share()).isEqualTo(2 / 6.0);
        model.again();
        workOff();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
    }

    @Test
    void makesRoomWhileACheckpointIsOpened() {
        decoder.duringSteps(() -> {
            if (decoder.stepsTaken() == 10) {
                selection.checkpointNoteProperty().set("Opening other");
            }
        });
        decode();
        assertThat(decoder.stepsTaken()).isEqualTo(10);
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.IDLE);
        selection.checkpointNoteProperty().set("");
        workOff();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
    }

    @Test
    void leavingEndsTheWorkAndComingBackDoesNotRepeatWhatIsDone() {
        decode();
        int before = decoder.stepsTaken();
        model.setActive(false);
        model.setActive(true);
        workOff();
        assertThat(decoder.stepsTaken()).isEqualTo(before);
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
    }

    @Test
    void refusesADecoderOfAnotherDimension() {
        selection.decoderProperty().set(new FakeDecoder("fake", 16));
        model.setActive(true);
        workOff();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.WRONG_DECODER);
        assertThat(model.noteProperty().get()).contains("16 numbers").contains("have 8");
        assertThat(model.gridProperty().get()).isNull();
        decode();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
        assertThat(model.noteProperty().get()).isEmpty();
    }

    @Test
    void warnsOfADecoderForOtherWeights() {
        selection.decoderProperty().set(new FakeDecoder("other", 8));
        model.setActive(true);
        workOff();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
        assertThat(model.warningProperty().get()).contains("weights of other");
        selection.decoderProperty().set(decoder);
        workOff();
        assertThat(model.warningProperty().get()).isEmpty();
    }

    @Test
    void saysWhyDrawingFailed() {
        decoder.failWith(new InputException("The device has no memory."));
        decode();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.FAILED);
        assertThat(model.noteProperty().get()).isEqualTo("The device has no memory.");
        decoder.failWith(null);
        model.again();
        workOff();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
    }

    @Test
    void decodesWhatIsThereAndTheWayBetweenBlocks() {
        model.rows().thereProperty().set(true);
        model.rows().betweenProperty().set(true);
        decode();
        assertThat(rows())
                .extracting(DecodedGrid.Row::subject)
                .containsExactly(
                        new RowSubject.Predicted(0),
                        new RowSubject.There(0),
                        new RowSubject.Predicted(1),
                        new RowSubject.There(1),
                        new RowSubject.Between(0, 1),
                        new RowSubject.Whole());
        assertThat(rows().get(4).slots()).hasSize(7).allMatch(slot -> slot.seed() == 0 && slot.isDone());
        model.rows().blocksProperty().set(false);
        model.rows().thereProperty().set(false);
        model.rows().betweenProperty().set(false);
        model.rows().wholeProperty().set(false);
        assertThat(model.noteProperty().get()).startsWith("There is nothing to decode");
    }

    @Test
    void anotherPrecisionLoadsTheDecoderAnew() {
        decode();
        model.sampling().precisionProperty().set(Precision.BF16);
        workOff();
        assertThat(decoder.isClosed()).isTrue();
        assertThat(selection.decoder().orElseThrow().machine().precision()).isEqualTo(Precision.BF16);
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
    }

    @Test
    void anotherDeviceLoadsTheDecoderAnewAndStaysForTheNext() {
        decode();
        assertThat(model.sampling().devices()).containsExactly("auto", "cpu");
        model.sampling().deviceProperty().set("cpu");
        workOff();
        assertThat(decoder.isClosed()).isTrue();
        assertThat(selection.decoder().orElseThrow().machine().device()).isEqualTo("cpu");
        shell.openDecoder(Path.of("other-decoder.safetensors"));
        workOff();
        assertThat(selection.decoder().orElseThrow().machine().device()).isEqualTo("cpu");
    }

    @Test
    void decodesTheWayFromAnyBlockToAnyOther() {
        model.rows().betweenProperty().set(true);
        model.rows().fromBlockProperty().set(2);
        model.rows().toBlockProperty().set(1);
        decode();
        assertThat(rows()).extracting(DecodedGrid.Row::subject).contains(new RowSubject.Between(1, 0));
        // There is no third block, and no way from a block to itself.
        model.rows().toBlockProperty().set(3);
        model.rows().fromBlockProperty().set(1);
        workOff();
        assertThat(rows()).extracting(DecodedGrid.Row::subject).noneMatch(RowSubject::isStrip);
    }

    @Test
    void decodesTheWayFromOneImageToAnother() {
        model.rows().betweenImagesProperty().set(true);
        assertThat(model.rows().fromNoteProperty().get()).contains("plain-90.png: now open another");
        OpenImage first = selection.image().orElseThrow();
        decode();
        assertThat(rows()).hasSize(3);
        selection.imageProperty().set(image(20));
        workOff();
        assertThat(rows()).extracting(DecodedGrid.Row::subject).contains(new RowSubject.BetweenImages(first));
        DecodedGrid.Row way = rows().getLast();
        assertThat(way.slots()).hasSize(7).allMatch(slot -> slot.seed() == 0 && slot.isDone());
        assertThat(way.spread()).isEmpty();
        assertThat(model.rows().fromNoteProperty().get()).isEqualTo("From plain-90.png to the shown image.");
    }

    private Path run(int checkpoints) throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Files.createDirectories(run.resolve("checkpoints"));
        for (int i = 1; i <= checkpoints; i++) {
            Files.createFile(run.resolve("checkpoints").resolve(String.format("step-%08d.safetensors", 100 * i)));
        }
        return run;
    }

    @Test
    void decodesTheSelectedBlockAtTheCheckpointsOfARunFromTheSameSeeds() throws IOException {
        model.rows().runProperty().set(run(10));
        assertThat(model.rows().runNoteProperty().get()).startsWith("8 of the 10 checkpoints of run");
        decode();
        List<DecodedGrid.Row> run = rows().subList(3, 11);
        assertThat(run)
                .extracting(row -> RowPainter.title(row.subject()))
                .startsWith("At step 100: block 1, what is predicted")
                .endsWith("At step 1000: block 1, what is predicted");
        assertThat(run).allMatch(DecodedGrid.Row::isDone).allSatisfy(row -> {
            assertThat(row.note()).isEqualTo(DecodeWork.OTHER_WEIGHTS);
            assertThat(row.slots()).extracting(DecodedGrid.Slot::seed).containsExactly(0L, 1L, 2L, 3L);
        });
        model.layout().selectedProperty().set(BlockRef.target(1));
        workOff();
        assertThat(RowPainter.title(rows().getLast().subject())).startsWith("At step 1000: block 2");
        model.rows().blocksProperty().set(false);
        workOff();
        assertThat(RowPainter.title(rows().getLast().subject())).startsWith("At step 1000: whole image");
        List<FakeCheckpoint> opened = models.opened();
        assertThat(opened).hasSize(8).noneMatch(FakeCheckpoint::isClosed);
        model.rows().runProperty().set(null);
        workOff();
        assertThat(opened).allMatch(FakeCheckpoint::isClosed);
    }

    @Test
    void aRunWithoutCheckpointsSaysSo() throws IOException {
        model.rows().runProperty().set(run(0));
        assertThat(model.rows().runNoteProperty().get()).contains("no checkpoint yet");
        decode();
        assertThat(rows()).hasSize(3);
    }

    @Test
    void showsTheNearestRealBlocksOfEveryBlock() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int grey : new int[] {10, 60, 200, 250}) {
            Files.write(pictures.resolve(grey + ".png"), Png.of(image(grey).original()));
        }
        // The index is made elsewhere and asks the thread of the weights, so that must not wait here.
        ShellModel direct = FakeModelLoader.shell();
        direct.selection().checkpointProperty().set(FakeCheckpoint.bundled());
        direct.selection().layout().replace(LAYOUT);
        direct.selection().imageProperty().set(image(90));
        direct.selection().decoderProperty().set(decoder);
        DecodeModel looking = new DecodeModel(direct, folder.resolve("indices"), folder.resolve("other.json"));
        looking.setActive(true);
        NeighbourModel neighbours = looking.neighbours();
        neighbours.folderProperty().set(pictures);
        assertThat(neighbours.found())
                .extracting(NeighbourModel.Neighbour::asked)
                .containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(neighbours.found().getLast().block().height()).isEqualTo(3);
        neighbours.folderProperty().set(null);
        assertThat(neighbours.found()).isEmpty();
    }

    @Test
    void remembersHowWasDecodedLast() throws IOException {
        decode();
        model.sampling().samplerProperty().set(SamplerChoice.DDIM);
        model.sampling().seeds().startAt(70);
        model.sampling().seeds().pin(1, true);
        model.sampling().samplesProperty().set(5);
        model.rows().wholeProperty().set(false);
        model.neighbours().folderProperty().set(Files.createDirectories(folder.resolve("gone")));
        model.rows().runProperty().set(run(2));
        model.setActive(false);
        workOff();
        Files.delete(folder.resolve("gone"));
        DecodeModel next = new DecodeModel(shell, folder.resolve("indices"), folder.resolve("decoding.json"));
        assertThat(next.sampling().samplerProperty().get()).isEqualTo(SamplerChoice.DDIM);
        assertThat(next.sampling().stepsProperty().get()).isEqualTo(6);
        assertThat(next.sampling().seeds().numbers()).containsExactly(70L, 71L, 72L, 73L, 74L);
        assertThat(next.sampling().seeds().seeds().get(1).pinned()).isTrue();
        assertThat(next.sampling().samplesProperty().get()).isEqualTo(5);
        assertThat(next.rows().wholeProperty().get()).isFalse();
        assertThat(next.neighbours().folderProperty().get()).isNull();
        assertThat(next.rows().runProperty().get()).isEqualTo(folder.resolve("run"));
        Files.writeString(folder.resolve("decoding.json"), "{\"steps\": -3, \"sampler\": \"no\", \"seeds\": []}");
        DecodeModel fresh = new DecodeModel(shell, folder.resolve("indices"), folder.resolve("decoding.json"));
        assertThat(fresh.sampling().stepsProperty().get()).isEqualTo(25);
        assertThat(fresh.sampling().samplerProperty().get()).isEqualTo(SamplerChoice.DPM);
        assertThat(fresh.sampling().seeds().numbers()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void sendsASampleToFiguresWhereOneCanShowIt() {
        model.sampling().seeds().pin(1, true);
        decode();
        DecodeRequest request = model.gridProperty().get().request();
        model.sendToFigures(request, new RowSubject.Predicted(1), 3);
        assertThat(selection.figures().items()).singleElement().satisfies(item -> {
            assertThat(item.title()).isEqualTo("Block 2: what is predicted, seed 3");
            PanelSource.Figure6 figure = (PanelSource.Figure6) item.source();
            assertThat(figure.blocks()).containsExactly(1);
            assertThat(figure.decoding().seeds()).containsExactly(3);
        });
        assertThat(shell.notices().informationProperty().get())
                .as("Figures tells, and leads there")
                .isNull();
        assertThat(DecodeFigures.sample(request, new RowSubject.Between(0, 1), 3))
                .isEmpty();
        assertThat(DecodeFigures.has(new RowSubject.There(0))).isFalse();
    }

    @Test
    void saysWhatPicturesWereMadeFrom() {
        decode();
        assertThat(DecodedFacts.json(model.gridProperty().get(), "Block 1"))
                .contains("\"sha256\": \"" + decoder.digest() + "\"")
                .contains("\"weights_digest\": \"fake\"")
                .contains("\"sampler\": \"dpm++\"")
                .contains("\"denoising_steps\": 6")
                .contains("\"name\": \"plain-90.png\"")
                .containsPattern("\"seeds\": \\[\\s*0,\\s*1,\\s*2,\\s*3\\s*]");
    }

    @Test
    void weightsAreHashedInTheBackground() {
        selection.decoderProperty().set(decoder);
        model.setActive(true);
        assertThat(model.gridProperty().get().weights()).isEmpty();
        assertThat(DecodedFacts.json(model.gridProperty().get(), "Nothing yet")).doesNotContain("weights_digest");
        workOff();
        assertThat(model.gridProperty().get().weights()).isEqualTo("fake");
    }

    @Test
    void guidanceDrawsAgainAndIsSaidOfPicturesAndInFigures() {
        decode();
        int before = decoder.calls().size();
        assertThat(decoder.calls()).allMatch(call -> call.guidance() == 1);
        model.sampling().guidanceProperty().set(3);
        workOff();
        assertThat(decoder.calls().subList(before, decoder.calls().size()))
                .isNotEmpty()
                .allMatch(call -> call.guidance() == 3);
        DecodeRequest request = model.gridProperty().get().request();
        assertThat(DecodedFacts.json(model.gridProperty().get(), "Block 1")).contains("\"guidance\": 3.0");
        model.sendToFigures(request, new RowSubject.Predicted(1), 3);
        assertThat(selection.figures().items())
                .singleElement()
                .satisfies(item -> assertThat(
                                ((PanelSource.Figure6) item.source()).decoding().guidance())
                        .isEqualTo(3));
    }

    @Test
    void newSeedsLeaveThePinnedOnes() {
        model.sampling().seeds().pin(1, true);
        decode();
        model.sampling().seeds().draw();
        workOff();
        List<Long> seeds = model.sampling().seeds().numbers();
        assertThat(seeds.get(1)).isEqualTo(1);
        assertThat(seeds).doesNotHaveDuplicates();
        assertThat(seeds.getFirst()).isNotZero();
        assertThat(rows().getFirst().slots()).extracting(DecodedGrid.Slot::seed).isEqualTo(seeds);
        assertThatThrownBy(model::figure).hasMessageContaining("seeds in a row");
        model.sampling().samplesProperty().set(6);
        assertThat(model.sampling().seeds().numbers())
                .hasSize(6)
                .doesNotHaveDuplicates()
                .startsWith(seeds.toArray(Long[]::new));
    }

    @Test
    void unlockedSeedsAreNewForEveryImage() {
        decode();
        model.sampling().seeds().lockedProperty().set(false);
        selection.imageProperty().set(image(20));
        workOff();
        assertThat(model.sampling().seeds().numbers().getFirst()).isNotZero();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
    }

    @Test
    void sendsFigureSixOrSeven() {
        decode();
        model.sampling().seeds().startAt(40);
        Optional<PanelSource> six = model.figure();
        assertThat(six).get().isInstanceOfSatisfying(PanelSource.Figure6.class, figure -> {
            assertThat(figure.layout()).isEqualTo(LAYOUT);
            assertThat(figure.decoding().seeds()).containsExactly(40, 41, 42, 43);
            assertThat(figure.decoding().steps()).isEqualTo(6);
            assertThat(figure.decoder().path()).endsWith("fake-decoder.safetensors");
        });
        model.rows().blocksProperty().set(false);
        assertThat(model.figure()).get().isInstanceOf(PanelSource.Figure7.class);
    }
}
