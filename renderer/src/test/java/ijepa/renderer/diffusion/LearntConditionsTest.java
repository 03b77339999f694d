package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

import org.junit.jupiter.api.Test;

class LearntConditionsTest {

    private static LearntConditions of(double dropping, ConditionKind... kinds) {
        return new LearntConditions(Set.of(kinds), OptionalDouble.of(dropping));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        LearntConditions written = of(0.1, ConditionKind.IMAGE, ConditionKind.BLOCK);
        assertThat(written.metadata()).isEqualTo(Map.of("learnt_kinds", "block,image", "dropping", "0.1"));
        assertThat(LearntConditions.read(written.metadata())).isEqualTo(written);
        LearntConditions blocks = of(1e-5, ConditionKind.BLOCK);
        assertThat(LearntConditions.read(blocks.metadata())).isEqualTo(blocks);
    }

    @Test
    void nothingIsKnownOfAnOlderFile() {
        assertThat(LearntConditions.read(Map.of())).isEqualTo(LearntConditions.UNKNOWN);
        assertThat(LearntConditions.UNKNOWN.neverDropped()).isFalse();
    }

    @Test
    void whatWasNotLearntIsSaid() {
        LearntConditions blocks = of(0, ConditionKind.BLOCK);
        assertThat(blocks.lacks(ConditionKind.BLOCK)).isEmpty();
        assertThat(blocks.lacks(ConditionKind.IMAGE))
                .hasValueSatisfying(reason -> assertThat(reason).contains("--image-share"));
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
