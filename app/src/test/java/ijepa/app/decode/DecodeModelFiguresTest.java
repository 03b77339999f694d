package ijepa.app.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import ijepa.renderer.figure.recipe.PanelSource;
import org.junit.jupiter.api.Test;

/** What goes to Figures, and what pictures say of themselves. */
class DecodeModelFiguresTest extends DecodeModelFixture {

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
