package ijepa.core.mask;

/**
 * A rectangle of patches.
 *
 * @param top    first row
 * @param left   first column
 * @param height rows, at least 1
 * @param width  columns, at least 1
 */
public record Block(int top, int left, int height, int width) implements Region {

    public Block {
        if (top < 0 || left < 0 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "A block starts at row and column 0 or later and is at least 1 x 1 patches, not " + height + " x "
                            + width + " at (" + top + ", " + left + ").");
        }
    }

    @Override
    public int[] patches(PatchGrid grid) {
        requireFits(grid);
        int[] patches = new int[height * width];
        int next = 0;
        for (int row = top; row < top + height; row++) {
            for (int column = left; column < left + width; column++) {
                patches[next++] = row * grid.columns() + column;
            }
        }
        return patches;
    }

    @Override
    public boolean contains(PatchGrid grid, int row, int column) {
        return row >= top && row < top + height && column >= left && column < left + width;
    }

    @Override
    public Block bounds(PatchGrid grid) {
        return this;
    }

    @Override
    public boolean fits(PatchGrid grid) {
        return top + height <= grid.rows() && left + width <= grid.columns();
    }

    /** Number of patches. */
    public int area() {
        return height * width;
    }

    /** This block with its corner elsewhere, kept inside the grid. */
    public Block movedTo(int newTop, int newLeft, PatchGrid grid) {
        return new Block(
                Math.clamp(newTop, 0, Math.max(0, grid.rows() - height)),
                Math.clamp(newLeft, 0, Math.max(0, grid.columns() - width)),
                height,
                width);
    }

    private void requireFits(PatchGrid grid) {
        if (!fits(grid)) {
            throw new IllegalArgumentException("The block of " + height + " x " + width + " patches at row " + top
                    + ", column " + left + " does not fit the " + grid.rows() + " x " + grid.columns() + " grid.");
        }
    }
}
