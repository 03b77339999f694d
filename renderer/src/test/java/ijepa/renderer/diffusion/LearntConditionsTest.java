package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

import org.junit.jupiter.api.Test;

class LearntConditionsTest {

    private static final ConditionScale NONE = ConditionScale.none(2);

    private static LearntConditions of(double dropping, ConditionKind... kinds) {
        return new LearntConditions(Set.of(kinds), OptionalDouble.of(dropping));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        LearntConditions written = of(0.1, ConditionKind.IMAGE, ConditionKind.BLOCK);
        assertThat(written.metadata()).isEqualTo(Map.of("learnt_kinds", "block,image", "dropping", "0.1"));
        assertThat(LearntConditions.read(written.metadata(), NONE)).isEqualTo(written);
        LearntConditions blocks = of(1e-5, ConditionKind.BLOCK);
        assertThat(LearntConditions.read(blocks.metadata(), NONE)).isEqualTo(blocks);
    }

    @Test
    void anOlderFileKnowsTheKindsByTheirScaleAndNothingOfDropping() {
        ConditionScale blocks = ConditionScale.measure(
                2, List.of(new float[] {0, 1}, new float[] {0, 3}), List.of(ConditionKind.BLOCK, ConditionKind.BLOCK));
        LearntConditions read = LearntConditions.read(Map.of(), blocks);
        assertThat(read.kinds()).containsExactly(ConditionKind.BLOCK);
        assertThat(read.dropping()).isEmpty();
        assertThat(read.lacks(ConditionKind.BLOCK)).isEmpty();
        assertThat(read.lacks(ConditionKind.IMAGE)).isPresent();
        assertThat(read.neverDropped()).isFalse();
        // Nobody trains a decoder on nothing: where no kind was measured, the scale says nothing.
        assertThat(LearntConditions.read(Map.of(), NONE)).isEqualTo(LearntConditions.UNKNOWN);
    }

    @Test
    void whatWasLearntBeforeCounts() {
        LearntConditions images = of(0, ConditionKind.IMAGE);
        assertThat(images.after(of(0.1, ConditionKind.BLOCK)))
                .isEqualTo(of(0.1, ConditionKind.BLOCK, ConditionKind.IMAGE));
        assertThat(images.after(of(0, ConditionKind.IMAGE)).neverDropped()).isTrue();
        assertThat(images.after(LearntConditions.UNKNOWN)).isEqualTo(LearntConditions.UNKNOWN);
    }
}
