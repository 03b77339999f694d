package ijepa.core.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import ijepa.core.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutJsonTest {

    @Test
    void aLayoutSurvivesTheRoundTrip() {
        MaskLayout layout = new MaskLayout(
                new PatchGrid(8, 6),
                List.of(new Block(0, 0, 7, 5)),
                List.of(new Block(2, 1, 3, 4), PatchSet.of(5, 11, 17)),
                true);

        assertThat(LayoutJson.read(LayoutJson.write(layout), "test")).isEqualTo(layout);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a sentence",
                "[1, 2]",
                "{\"rows\": 4}",
                "{\"rows\": 0, \"columns\": 4, \"targets\": []}",
                "{\"rows\": 1000000, \"columns\": 1000000, \"targets\": []}",
                "{\"rows\": 4, \"columns\": 4, \"targets\": [{\"top\": 1}]}",
                "{\"rows\": 4, \"columns\": 4, \"targets\": [null]}",
                "{\"rows\": 4, \"columns\": 4, \"targets\": [{\"top\": 3, \"left\": 0, \"height\": 2, \"width\": 1}]}",
                "{\"rows\": 4, \"columns\": 4, \"targets\": [{\"patches\": [16]}]}"
            })
    void whatIsNoLayoutIsRefusedByName(String json) {
        assertThatThrownBy(() -> LayoutJson.read(json, "blocks.json"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("blocks.json");
    }
}
