package ijepa.core.mask;

/**
 * The patches of an image, in row-major order: patch {@code row * columns + column}.
 *
 * @param rows    patches from top to bottom, at least 1
 * @param columns patches from left to right, at least 1
 */
public record PatchGrid(int rows, int columns) {

    public PatchGrid {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("A patch grid needs at least one row and one column, not " + rows + " x "
                    + columns + ": use an image at least one patch high and wide.");
        }
    }

    /**
     * The grid of an image whose sides the patch size divides.
     *
     * @param height    image height in pixels
     * @param width     image width in pixels
     * @param patchSize side of a patch in pixels
     */
    public static PatchGrid ofImage(int height, int width, int patchSize) {
        if (patchSize < 1
                || height < patchSize
                || width < patchSize
                || height % patchSize != 0
                || width % patchSize != 0) {
            throw new IllegalArgumentException("Patch size " + patchSize + " does not divide an image of " + width
                    + " x " + height + " pixels: choose an image size that is a multiple of the patch size.");
        }
        return new PatchGrid(height / patchSize, width / patchSize);
    }

    /** Number of patches. */
    public int size() {
        return rows * columns;
    }

    public int index(int row, int column) {
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
            throw new IndexOutOfBoundsException(
                    "Patch (" + row + ", " + column + ") is outside the " + rows + " x " + columns + " grid.");
        }
        return row * columns + column;
    }

    public int row(int patch) {
        return patch / columns;
    }

    public int column(int patch) {
        return patch % columns;
    }
}
