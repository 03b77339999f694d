package ijepa.app.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.FakeDecoder;
import ijepa.core.InputException;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.renderer.diffusion.ConditionKind;
import org.junit.jupiter.api.Test;

class DecodeModelTest extends DecodeModelFixture {

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
        assertThat(rows().getFirst().slots())
                .extracting(DecodeModelFixture::grey)
                .containsExactly(10, 20, 30, 40);
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
    void whatIsDoneIsDoneAgainAfterAnOpeningThatFailed() {
        decode();
        selection.checkpointNoteProperty().set("Opening other");
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.IDLE);
        assertThat(model.noteProperty().get()).isEqualTo("Opening other");
        selection.checkpointNoteProperty().set("");
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.DONE);
        assertThat(model.noteProperty().get()).isEmpty();
        decoder.failWith(new InputException("The device has no memory."));
        model.again();
        workOff();
        selection.decoderNoteProperty().set("Opening another");
        selection.decoderNoteProperty().set("");
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.FAILED);
        assertThat(model.noteProperty().get()).isEqualTo("The device has no memory.");
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
}
