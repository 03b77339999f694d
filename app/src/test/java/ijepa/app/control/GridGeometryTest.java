package ijepa.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import ijepa.core.mask.Block;
import ijepa.core.mask.PatchGrid;
import org.junit.jupiter.api.Test;

class GridGeometryTest {

    private final GridGeometry geometry = GridGeometry.fit(new PatchGrid(10, 14), 721, 500, 8);

    @Test
    void cellsAreWholePixelsAndTheGridIsInside() {
        assertThat(geometry.cell()).isEqualTo(48);
        assertThat(geometry.left()).isEqualTo(24);
        assertThat(geometry.top()).isEqualTo(10);
        assertThat(geometry.left() + geometry.width()).isLessThanOrEqualTo(721 - 8);
    }

    @Test
    void everyPatchIsFoundAtItsCornersAndNoneOutside() {
        for (int patch = 0; patch < geometry.grid().size(); patch++) {
            double x = geometry.x(geometry.grid().column(patch));
            double y = geometry.y(geometry.grid().row(patch));
            assertThat(geometry.patchAt(x, y)).hasValue(patch);
            assertThat(geometry.patchAt(x + 47.9, y + 47.9)).hasValue(patch);
        }
        assertThat(geometry.patchAt(23, 100)).isEmpty();
        assertThat(geometry.patchAt(100, 490.5)).isEmpty();
        assertThat(geometry.nearestColumn(-50)).isZero();
        assertThat(geometry.nearestRow(5000)).isEqualTo(9);
    }

    @Test
    void pullingAHandleKeepsTheOppositeSide() {
        Block block = new Block(2, 3, 4, 5);
        assertThat(Handle.NORTH_WEST.pulled(block, 0, 1)).isEqualTo(new Block(0, 1, 6, 7));
        assertThat(Handle.EAST.pulled(block, 9, 9)).isEqualTo(new Block(2, 3, 4, 7));
        assertThat(Handle.SOUTH.pulled(block, 0, 0)).isEqualTo(new Block(0, 3, 3, 5));
        assertThat(Handle.SOUTH_EAST.pulled(block, 1, 2)).isEqualTo(new Block(1, 2, 2, 2));
    }

    @Test
    void anEnlargedGridFillsItsSurfaceHoweverFarItIsShifted() {
        GridGeometry whole = GridGeometry.fit(new PatchGrid(8, 8), 416, 416, 8);
        GridGeometry corner = whole.zoomed(2, 5_000, -5_000, 416, 416, 8);
        assertThat(corner.cell()).isEqualTo(100);
        assertThat(corner.left()).isEqualTo(8);
        assertThat(corner.top() + corner.height()).isEqualTo(408);
        assertThat(whole.zoomed(1, 50, 50, 416, 416, 8)).isEqualTo(whole);
    }
}
