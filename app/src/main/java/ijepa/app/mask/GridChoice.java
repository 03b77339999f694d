package ijepa.app.mask;

import java.util.List;

import ijepa.core.mask.PatchGrid;

/**
 * A grid to mask on.
 *
 * @param title what it is of
 */
public record GridChoice(String title, PatchGrid grid) {

    /** The grids of published and of small models: image side over patch side, in pixels. */
    public static final List<GridChoice> USUAL =
            List.of(ofImage(224, 16), ofImage(224, 14), ofImage(448, 16), ofImage(96, 8), ofImage(64, 8));

    private static GridChoice ofImage(int side, int patch) {
        PatchGrid grid = PatchGrid.ofImage(side, side, patch);
        return new GridChoice(side + " px / " + patch + ": " + text(grid), grid);
    }

    /** A grid that none of the usual sizes gives. */
    public static GridChoice other(PatchGrid grid) {
        return USUAL.stream()
                .filter(choice -> choice.grid.equals(grid))
                .findFirst()
                .orElseGet(() -> new GridChoice(text(grid), grid));
    }

    /** Rows and columns, as a reader writes them. */
    public static String text(PatchGrid grid) {
        return grid.rows() + " \u00d7 " + grid.columns();
    }
}
