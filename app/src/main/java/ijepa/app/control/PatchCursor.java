package ijepa.app.control;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;

import ijepa.core.mask.Block;
import ijepa.core.mask.PatchGrid;

/** The patch that drawing and painting by keyboard is at. */
public final class PatchCursor {

    private final LayoutModel layout;
    private final IntegerProperty patch = new SimpleIntegerProperty(LayoutModel.NONE);
    /** Where a block that is drawn by keyboard starts, or none. */
    private int corner = LayoutModel.NONE;

    PatchCursor(LayoutModel layout) {
        this.layout = layout;
    }

    /** The patch, or {@link LayoutModel#NONE}. */
    public IntegerProperty patchProperty() {
        return patch;
    }

    /** Goes away, as when another tool is taken. */
    void leave() {
        corner = LayoutModel.NONE;
        patch.set(LayoutModel.NONE);
    }

    /** Gives up the block that is being drawn. */
    void abandon() {
        corner = LayoutModel.NONE;
    }

    /** Moves by patches, first to the selected region; a block that is being drawn follows. */
    public void move(int rows, int columns) {
        PatchGrid grid = layout.state().grid();
        if (patch.get() == LayoutModel.NONE) {
            patch.set(layout.selected()
                    .map(block -> layout.state().region(block).bounds(grid))
                    .map(bounds -> grid.index(bounds.top(), bounds.left()))
                    .orElse(grid.index(grid.rows() / 2, grid.columns() / 2)));
            return;
        }
        patch.set(grid.index(
                Math.clamp(grid.row(patch.get()) + rows, 0, grid.rows() - 1),
                Math.clamp(grid.column(patch.get()) + columns, 0, grid.columns() - 1)));
        if (corner != LayoutModel.NONE) {
            preview();
        }
    }

    /** Starts and ends a block, or takes the brush over the patch. */
    public void press() {
        BlockRef.Role drawing = layout.drawingProperty().get();
        if (patch.get() == LayoutModel.NONE) {
            move(0, 0);
        } else if (layout.brushProperty().get() != null) {
            layout.brushOver(patch.get());
            layout.commit(layout.state());
        } else if (drawing != null && corner == LayoutModel.NONE) {
            corner = patch.get();
            preview();
        } else if (drawing != null) {
            layout.addDrawn(drawing, cornered());
        }
    }

    private void preview() {
        layout.preview(layout.withDrawn(layout.drawingProperty().get(), cornered()));
    }

    private Block cornered() {
        PatchGrid grid = layout.state().grid();
        return GridGeometry.span(
                grid.row(corner), grid.column(corner), grid.row(patch.get()), grid.column(patch.get()));
    }
}
