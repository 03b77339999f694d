package ijepa.renderer.figure;

import java.util.function.IntPredicate;

import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import ijepa.core.mask.Region;

/** Something on a tile, placed by patches. */
public sealed interface Mark {

    /**
     * Colours over whole patches.
     *
     * @param argb {@code [N]}; transparent ones leave what is below
     */
    record Cells(int[] argb) implements Mark {

        /** One colour over the patches that a test picks. */
        public static Cells over(PatchGrid grid, IntPredicate picked, int argb) {
            int[] cells = new int[grid.size()];
            for (int patch = 0; patch < cells.length; patch++) {
                cells[patch] = picked.test(patch) ? argb : 0;
            }
            return new Cells(cells);
        }
    }

    /** A picture that fills a block's box. */
    record Inside(Block block, Raster picture) implements Mark {}

    /**
     * The border of a region.
     *
     * @param block  number of the target block whose colour it has, from 0; {@link #CONTEXT} for a dashed context border
     */
    record Outline(Region region, int block) implements Mark {

        /** A context region has no number. */
        public static final int CONTEXT = -1;
    }

    /**
     * A target block's number in the corner of its first patch.
     *
     * @param block from 0
     */
    record Number(Region region, int block) implements Mark {}

    /** Patches that are drawn but cut off: covered a little, with diagonals over them. */
    record Hatched(PatchSet patches) implements Mark {}

    /** Borders of all target blocks, the first on top. */
    static java.util.List<Mark> targets(MaskLayout layout) {
        java.util.List<Mark> marks = new java.util.ArrayList<>();
        for (int m = layout.targets().size() - 1; m >= 0; m--) {
            marks.add(new Outline(layout.targets().get(m), m));
        }
        return marks;
    }
}
