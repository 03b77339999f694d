package ijepa.renderer.figure;

import java.util.List;
import java.util.Optional;

import ijepa.core.mask.PatchGrid;

/**
 * One picture or map of a grid of pictures.
 *
 * @param grid    the patches, which also give its proportions
 * @param picture what lies at the bottom; nothing for a plain light ground
 * @param smooth  whether the picture's pixels run into each other; a network's input and maps show theirs
 * @param opacity of the picture over a light ground, from 0 to 1
 * @param marks   what lies above, the first lowest
 * @param note    a short line below it; may be empty
 */
public record Tile(
        PatchGrid grid, Optional<Raster> picture, boolean smooth, double opacity, List<Mark> marks, String note) {

    public Tile {
        marks = List.copyOf(marks);
    }

    /** A photograph with marks. */
    public static Tile picture(PatchGrid grid, Raster picture, List<Mark> marks) {
        return new Tile(grid, Optional.of(picture), true, 1, marks, "");
    }

    /** A map: colours of patches over a trace of the photograph. */
    public static Tile map(PatchGrid grid, Raster picture, List<Mark> marks) {
        return new Tile(grid, Optional.of(picture), true, 0.15, marks, "");
    }

    public Tile withNote(String words) {
        return new Tile(grid, picture, smooth, opacity, marks, words);
    }
}
