package ijepa.app.control;

import java.util.Optional;
import javafx.scene.Cursor;

import ijepa.core.mask.Block;

/** The eight places at which a block can be taken to resize it. */
enum Handle {
    NORTH_WEST(0, 0, Cursor.NW_RESIZE),
    NORTH(0, 0.5, Cursor.N_RESIZE),
    NORTH_EAST(0, 1, Cursor.NE_RESIZE),
    EAST(0.5, 1, Cursor.E_RESIZE),
    SOUTH_EAST(1, 1, Cursor.SE_RESIZE),
    SOUTH(1, 0.5, Cursor.S_RESIZE),
    SOUTH_WEST(1, 0, Cursor.SW_RESIZE),
    WEST(0.5, 0, Cursor.W_RESIZE);

    private static final double REACH = 7;

    private final double down;
    private final double right;
    private final Cursor cursor;

    Handle(double down, double right, Cursor cursor) {
        this.down = down;
        this.right = right;
        this.cursor = cursor;
    }

    Cursor cursor() {
        return cursor;
    }

    double x(Block block, GridGeometry at) {
        return at.x(block.left()) + right * block.width() * at.cell();
    }

    double y(Block block, GridGeometry at) {
        return at.y(block.top()) + down * block.height() * at.cell();
    }

    /** The handle under a point; corners win over sides on small blocks. */
    static Optional<Handle> at(Block block, GridGeometry geometry, double x, double y) {
        Handle found = null;
        for (Handle handle : values()) {
            boolean near = Math.abs(handle.x(block, geometry) - x) <= REACH
                    && Math.abs(handle.y(block, geometry) - y) <= REACH;
            if (near && (found == null || handle.isCorner())) {
                found = handle;
            }
        }
        return Optional.ofNullable(found);
    }

    private boolean isCorner() {
        return down != 0.5 && right != 0.5;
    }

    /** The block when this handle is pulled over a patch: the opposite side stays. */
    Block pulled(Block block, int row, int column) {
        int top = block.top();
        int left = block.left();
        int bottom = top + block.height() - 1;
        int lastColumn = left + block.width() - 1;
        int anchorRow = down == 0 ? bottom : top;
        int anchorColumn = right == 0 ? lastColumn : left;
        int otherRow = down == 0.5 ? bottom : row;
        int otherColumn = right == 0.5 ? lastColumn : column;
        return GridGeometry.span(anchorRow, anchorColumn, otherRow, otherColumn);
    }
}
