package ijepa.core.model;

import ijepa.core.mask.PatchGrid;

/**
 * The fixed two-dimensional sine-cosine position embedding of the published code: the first half of the channels encodes
 * the column, the second the row; in each half sines come before cosines.
 */
public final class SineCosinePositions {

    private SineCosinePositions() {}

    /** The embedding {@code [rows * columns, dim]}, row by row; {@code dim} is a multiple of 4. */
    public static float[] of(PatchGrid grid, int dim) {
        if (dim % 4 != 0) {
            throw new IllegalArgumentException(
                    "Sine-cosine positions need a width that is a multiple of 4, not " + dim + ".");
        }
        int quarter = dim / 4;
        float[] values = new float[grid.size() * dim];
        for (int patch = 0; patch < grid.size(); patch++) {
            for (int i = 0; i < quarter; i++) {
                double frequency = 1 / Math.pow(10_000, i / (double) quarter);
                double column = grid.column(patch) * frequency;
                double row = grid.row(patch) * frequency;
                int at = patch * dim + i;
                values[at] = (float) Math.sin(column);
                values[at + quarter] = (float) Math.cos(column);
                values[at + 2 * quarter] = (float) Math.sin(row);
                values[at + 3 * quarter] = (float) Math.cos(row);
            }
        }
        return values;
    }
}
