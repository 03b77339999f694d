package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import ijepa.core.model.ParameterSource;
import org.junit.jupiter.api.Test;

/** The parameters of a network with one level more. */
class AddedLevelTest {

    private static final UNetSpec SMALL =
            new UNetSpec(16, 8, 1, List.of(1.0, 2.0), Set.of(8), 2, 0, false, true, true, 4, 3, 4);
    private static final UNetInitialisation STORED = new UNetInitialisation(SMALL, 5);
    private static final AddedLevel LARGE = new AddedLevel(STORED, SMALL, Set.of(""), 6);

    @Test
    void theShapeIsTwiceAsLargeWithTheSameAttention() {
        UNetSpec large = AddedLevel.large(SMALL);
        assertThat(large.imageSize()).isEqualTo(32);
        assertThat(large.multipliers()).containsExactly(1.0, 1.0, 2.0);
        assertThat(large.attends(2)).isTrue();
        assertThat(large.attends(1)).isFalse();
        assertThat(LARGE.names()).isEqualTo(UNet.shapes(large).keySet());
    }

    @Test
    void whatWasThereIsKeptUnderItsNewName() {
        Map<String, String> places = Map.of(
                "input_blocks.0.0.weight", "input_blocks.0.0.weight",
                "input_blocks.1.0.in_layers.2.weight", "input_blocks.3.0.in_layers.2.weight",
                "input_blocks.2.0.emb_layers.1.weight", "input_blocks.4.0.emb_layers.1.weight",
                "input_blocks.3.1.qkv.weight", "input_blocks.5.1.qkv.weight",
                "middle_block.0.in_layers.2.weight", "middle_block.0.in_layers.2.weight",
                "output_blocks.0.0.skip_connection.weight", "output_blocks.0.0.skip_connection.weight",
                "output_blocks.3.0.in_layers.2.weight", "output_blocks.3.0.in_layers.2.weight");
        places.forEach((before, now) -> assertThat(values(LARGE, now)).as(now).isEqualTo(values(STORED, before)));
        // All of the small network is used, for each of its values is somewhere in the large one.
        Set<List<Float>> all =
                LARGE.names().stream().map(name -> values(LARGE, name)).collect(Collectors.toSet());
        assertThat(STORED.names()).allSatisfy(name -> assertThat(all).contains(values(STORED, name)));
    }

    @Test
    void theNewLevelHandsOnWhatComesFromBelow() {
        for (String layer : List.of("input_blocks.1.0", "input_blocks.2.0", "output_blocks.3.1", "output_blocks.5.0")) {
            assertThat(values(LARGE, layer + ".out_layers.3.weight")).as(layer).containsOnly(0f);
        }
        List<Float> skip = values(LARGE, "output_blocks.4.0.skip_connection.weight");
        for (int to = 0; to < 8; to++) {
            for (int from = 0; from < 16; from++) {
                assertThat(skip.get(16 * to + from)).isEqualTo(to == from ? 1f : 0f);
            }
        }
        assertThat(values(LARGE, "output_blocks.4.0.skip_connection.bias")).containsOnly(0f);
    }

    private static List<Float> values(ParameterSource source, String name) {
        int count = 1;
        for (long side : source.shape(name)) {
            count *= (int) side;
        }
        FloatBuffer into = FloatBuffer.allocate(count);
        source.read(name, into);
        assertThat(into.remaining()).isZero();
        List<Float> values = new ArrayList<>();
        for (float value : into.array()) {
            values.add(value);
        }
        return values;
    }
}
