package ijepa.core.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class MaskLayoutTest {

    private static final PatchGrid GRID = new PatchGrid(4, 5);

    @Test
    void contextLosesTheTargetsPatches() {
        var layout = new MaskLayout(GRID, List.of(new Block(0, 0, 2, 2)), List.of(new Block(1, 1, 2, 2)), false);
        assertThat(layout.contextPatches()).containsExactly(0, 1, 5);
        assertThat(layout.targetPatches(0)).containsExactly(6, 7, 11, 12);
    }

    @Test
    void contextKeepsThemWhereOverlapIsAllowed() {
        var layout = new MaskLayout(GRID, List.of(new Block(0, 0, 2, 2)), List.of(PatchSet.of(6, 7)), true);
        assertThat(layout.contextPatches()).containsExactly(0, 1, 5, 6);
    }
}
