package ijepa.core.mask;

import java.util.Arrays;

/** Any set of patches, kept as ascending distinct row-major indices. */
public final class PatchSet implements Region {

    private final int[] indices;

    private PatchSet(int[] ascendingDistinct) {
        this.indices = ascendingDistinct;
    }

    /** The set of these patches, in any order; duplicates count once. */
    public static PatchSet of(int... indices) {
        int[] distinct = Arrays.stream(indices).sorted().distinct().toArray();
        if (distinct.length > 0 && distinct[0] < 0) {
            throw new IllegalArgumentException("Patch index " + distinct[0] + " is negative: patches count from 0.");
        }
        return new PatchSet(distinct);
    }

    public int size() {
        return indices.length;
    }

    public boolean isEmpty() {
        return indices.length == 0;
    }

    public boolean contains(int patch) {
        return Arrays.binarySearch(indices, patch) >= 0;
    }

    /** A copy of the indices, ascending. */
    public int[] indices() {
        return indices.clone();
    }

    @Override
    public int[] patches(PatchGrid grid) {
        if (!fits(grid)) {
            throw new IllegalArgumentException("Patch " + indices[indices.length - 1] + " is outside the " + grid.rows()
                    + " x " + grid.columns() + " grid, whose last patch is " + (grid.size() - 1) + ".");
        }
        return indices.clone();
    }

    @Override
    public boolean contains(PatchGrid grid, int row, int column) {
        return row >= 0
                && row < grid.rows()
                && column >= 0
                && column < grid.columns()
                && contains(grid.index(row, column));
    }

    /** {@inheritDoc} Needs at least one patch. */
    @Override
    public Block bounds(PatchGrid grid) {
        if (isEmpty()) {
            throw new IllegalStateException("An empty set of patches has no bounds.");
        }
        int top = grid.rows();
        int left = grid.columns();
        int bottom = 0;
        int right = 0;
        for (int patch : indices) {
            top = Math.min(top, grid.row(patch));
            bottom = Math.max(bottom, grid.row(patch));
            left = Math.min(left, grid.column(patch));
            right = Math.max(right, grid.column(patch));
        }
        return new Block(top, left, bottom - top + 1, right - left + 1);
    }

    @Override
    public boolean fits(PatchGrid grid) {
        return indices.length == 0 || indices[indices.length - 1] < grid.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PatchSet set && Arrays.equals(indices, set.indices);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(indices);
    }

    @Override
    public String toString() {
        return "PatchSet" + Arrays.toString(indices);
    }
}
