package ijepa.app.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import ijepa.app.shell.FakeDecoder;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.ConditionKind;
import org.junit.jupiter.api.Test;

/** Which decoder is drawn with, and what it cannot draw. */
class DecodeModelDecoderTest extends DecodeModelFixture {

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
    void weightsAreHashedInTheBackground() {
        selection.decoderProperty().set(decoder);
        model.setActive(true);
        assertThat(model.gridProperty().get().weights()).isEmpty();
        assertThat(DecodedFacts.json(model.gridProperty().get(), "Nothing yet")).doesNotContain("weights_digest");
        workOff();
        assertThat(model.gridProperty().get().weights()).isEqualTo("fake");
    }

    @Test
    void saysThatThereIsNoDecoder() {
        model.setActive(true);
        assertThat(model.stateProperty().get()).isEqualTo(DecodeState.NO_DECODER);
        assertThat(model.noteProperty().get()).contains("Ctrl+Shift+K").contains("ijepa decoder train");
        assertThat(model.gridProperty().get()).isNull();
    }
}
