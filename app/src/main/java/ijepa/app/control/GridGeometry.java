package ijepa.app.control;

import java.util.OptionalInt;

import ijepa.core.mask.Block;
import ijepa.core.mask.PatchGrid;

/**
 * Where the patches of a grid lie on a surface. Cells have a whole number of pixels wherever there is room, so that lines
 * stay sharp.
 *
 * @param grid the patches
 * @param left x of the grid's corner
 * @param top  y of the grid's corner
 * @param cell side of a patch
 */
public record GridGeometry(PatchGrid grid, double left, double top, double cell) {

    /** The largest grid, centred, that leaves this margin free on every side. */
    public static GridGeometry fit(PatchGrid grid, double width, double height, double margin) {
        double room = Math.min((width - 2 * margin) / grid.columns(), (height - 2 * margin) / grid.rows());
        double cell = room >= 2 ? Math.floor(room) : Math.max(room, 0.1);
        return new GridGeometry(
                grid,
                Math.floor((width - cell * grid.columns()) / 2),
                Math.floor((height - cell * grid.rows()) / 2),
                cell);
    }

    /**
     * This grid enlarged around the middle of its surface and shifted, but never so far that room is wasted.
     *
     * @param factor 1 or more
     * @param right  shift in pixels
     * @param down   shift in pixels
     * @param width  of the surface
     * @param height of the surface
     */
    public GridGeometry zoomed(double factor, double right, double down, double width, double height, double margin) {
        double larger = cell * factor >= 2 ? Math.floor(cell * factor) : cell * factor;
        return new GridGeometry(
                grid,
                Math.floor(placed(width, larger * grid.columns(), right, margin)),
                Math.floor(placed(height, larger * grid.rows(), down, margin)),
                larger);
    }

    private static double placed(double room, double size, double shift, double margin) {
        double centred = (room - size) / 2;
        return size + 2 * margin <= room ? centred : Math.clamp(centred + shift, room - size - margin, margin);
    }

    public double width() {
        return cell * grid.columns();
    }

    public double height() {
        return cell * grid.rows();
    }

    public double x(int column) {
        return left + column * cell;
    }

    public double y(int row) {
        return top + row * cell;
    }

    /** The patch under a point; empty outside the grid. */
    public OptionalInt patchAt(double x, double y) {
        int column = (int) Math.floor((x - left) / cell);
        int row = (int) Math.floor((y - top) / cell);
        boolean inside = row >= 0 && row < grid.rows() && column >= 0 && column < grid.columns();
        return inside ? OptionalInt.of(grid.index(row, column)) : OptionalInt.empty();
    }

    /** The column under or nearest to an x. */
    public int nearestColumn(double x) {
        return Math.clamp((int) Math.floor((x - left) / cell), 0, grid.columns() - 1);
    }

    /** The row under or nearest to a y. */
    public int nearestRow(double y) {
        return Math.clamp((int) Math.floor((y - top) / cell), 0, grid.rows() - 1);
    }

    /** The block spanned by two patches, in any order. */
    public static Block span(int rowA, int columnA, int rowB, int columnB) {
        return new Block(
                Math.min(rowA, rowB),
                Math.min(columnA, columnB),
                Math.abs(rowA - rowB) + 1,
                Math.abs(columnA - columnB) + 1);
    }
}
