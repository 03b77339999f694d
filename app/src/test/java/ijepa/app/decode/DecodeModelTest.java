package ijepa.app.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecodeModelTest {

    private static final MaskLayout LAYOUT = new MaskLayout(
            new PatchGrid(8, 8),
            List.of(new Block(0, 0, 8, 8)),
            List.of(new Block(1, 1, 2, 3), new Block(4, 4, 3, 3)),
            false);

    /** Work that waits until it is let go, as that of another thread. */
    private final Queue<Runnable> work = new ArrayDeque<>();

    private final ShellModel shell =
            new ShellModel(new Background(work::add, Runnable::run, Runnable::run), new FakeModelLoader());
    private final Selection selection = shell.selection();
    private final FakeDecoder decoder = FakeDecoder.fitting();
    private final List<DecodeState> states = new ArrayList<>();
    private DecodeModel model;

    @BeforeEach
    void open() {
        model = new DecodeModel(shell);
        model.stateProperty().addListener((property, old, now) -> states.add(now));
        selection.checkpointProperty().set(FakeCheckpoint.bundled());
        selection.layout().replace(LAYOUT);
        selection.imageProperty().set(image(90));
        model.stepsProperty().set(6);
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
                        new FakeDecoder.Call(ConditionKind.BLOCK, 2, List.of(0L, 1L, 0L, 1L), 4),
                        new FakeDecoder.Call(ConditionKind.IMAGE, 1, List.of(0L, 1L), 4),
                        new FakeDecoder.Call(ConditionKind.BLOCK, 1, List.of(0L, 1L, 2L, 3L), 6),
                        new FakeDecoder.Call(ConditionKind.BLOCK, 1, List.of(0L, 1L, 2L, 3L), 6),
                        new FakeDecoder.Call(ConditionKind.IMAGE, 1, List.of(0L, 1L, 2L, 3L), 6));
        assertThat(rows()).hasSize(3).allMatch(DecodedGrid.Row::isDone);
        assertThat(rows().getFirst().slots()).extracting(DecodeModelTest::grey).containsExactly(10, 20, 30, 40);
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
        model.wholeProperty().set(false);
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
        model.thereProperty().set(true);
        model.betweenProperty().set(true);
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
        model.blocksProperty().set(false);
        model.thereProperty().set(false);
        model.betweenProperty().set(false);
        model.wholeProperty().set(false);
        assertThat(model.noteProperty().get()).startsWith("There is nothing to decode");
    }

    @Test
    void anotherPrecisionLoadsTheDecoderAnew() {
        decode();
        model.precisionProperty().set(Precision.BF16);
        workOff();
        assertThat(decoder.isClosed()).isTrue();
        assertThat(selection.decoder().orElseThrow().precision()).isEqualTo(Precision.BF16);
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
    }

    @Test
    void newSeedsLeaveThePinnedOnes() {
        model.seeds().pin(1, true);
        decode();
        model.seeds().draw();
        workOff();
        List<Long> seeds = model.seeds().numbers();
        assertThat(seeds.get(1)).isEqualTo(1);
        assertThat(seeds).doesNotHaveDuplicates();
        assertThat(seeds.getFirst()).isNotZero();
        assertThat(rows().getFirst().slots()).extracting(DecodedGrid.Slot::seed).isEqualTo(seeds);
        assertThatThrownBy(model::figure).hasMessageContaining("seeds in a row");
        model.samplesProperty().set(6);
        assertThat(model.seeds().numbers()).hasSize(6).doesNotHaveDuplicates().startsWith(seeds.toArray(Long[]::new));
    }

    @Test
    void unlockedSeedsAreNewForEveryImage() {
        decode();
        model.seeds().lockedProperty().set(false);
        selection.imageProperty().set(image(20));
        workOff();
        assertThat(model.seeds().numbers().getFirst()).isNotZero();
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
    }

    @Test
    void sendsFigureSixOrSeven() {
        decode();
        model.seeds().startAt(40);
        Optional<PanelSource> six = model.figure();
        assertThat(six).get().isInstanceOfSatisfying(PanelSource.Figure6.class, figure -> {
            assertThat(figure.layout()).isEqualTo(LAYOUT);
            assertThat(figure.decoding().seeds()).containsExactly(40, 41, 42, 43);
            assertThat(figure.decoding().steps()).isEqualTo(6);
            assertThat(figure.decoder().path()).endsWith("fake-decoder.safetensors");
        });
        model.blocksProperty().set(false);
        assertThat(model.figure()).get().isInstanceOf(PanelSource.Figure7.class);
    }
}
