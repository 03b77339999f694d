package ijepa.core.mask;

/** A part of a patch grid: a rectangle of patches, or any set of them. */
public sealed interface Region permits Block, PatchSet {

    /**
     * The patches of this region in ascending row-major order.
     *
     * @throws IllegalArgumentException when the region does not lie inside the grid
     */
    int[] patches(PatchGrid grid);

    /** Whether the region holds the patch in this row and column. */
    boolean contains(PatchGrid grid, int row, int column);

    /** The smallest block that covers the region. */
    Block bounds(PatchGrid grid);

    /** Whether the region lies inside the grid. */
    boolean fits(PatchGrid grid);
}
