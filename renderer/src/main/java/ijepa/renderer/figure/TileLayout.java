package ijepa.renderer.figure;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ijepa.core.mask.Block;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import ijepa.core.mask.Region;
import ijepa.renderer.figure.Element.Pen;
import ijepa.renderer.figure.Element.Side;
import ijepa.renderer.map.BlockPalette;

/** Lays out one tile: picture, marks by patches, a hairline around. */
final class TileLayout {

    private static final double TARGET = 1.1;
    private static final double HALO = 1.9;
    /** Distance of diagonals, in points. */
    private static final double HATCH_STEP = 3;

    private static final double HATCH_LINE = 0.4;
    private static final int HATCH_COVER = 0x6B000000;
    private static final int HATCH = 0xB3FFFFFF;
    private static final int DARK = 0xFF141414;
    private static final int WHITE = 0xFFFFFFFF;

    private final Ink ink;
    private final Tile tile;
    private final double left;
    private final double top;
    private final double cell;
    private final Map<Integer, Integer> numbersAt = new HashMap<>();

    TileLayout(Ink ink, Tile tile, double left, double top, double width) {
        this.ink = ink;
        this.tile = tile;
        this.left = left;
        this.top = top;
        this.cell = width / tile.grid().columns();
    }

    double height() {
        return cell * tile.grid().rows();
    }

    private double width() {
        return cell * tile.grid().columns();
    }

    void draw() {
        Rectangle2D frame = new Rectangle2D.Double(left, top, width(), height());
        if (tile.picture().isEmpty() || tile.opacity() < 1) {
            ink.fill(frame, Ink.GROUND);
        }
        tile.picture()
                .ifPresent(raster -> ink.picture(raster, left, top, width(), height(), tile.smooth(), tile.opacity()));
        for (Mark mark : tile.marks()) {
            draw(mark);
        }
        ink.stroke(frame, Pen.of(0.25, Ink.HAIRLINE));
    }

    private void draw(Mark mark) {
        PatchGrid grid = tile.grid();
        switch (mark) {
            case Mark.Cells cells ->
                ink.picture(
                        Raster.cells(grid.rows(), grid.columns(), cells.argb()),
                        left,
                        top,
                        width(),
                        height(),
                        false,
                        1);
            case Mark.Inside inside -> {
                Block block = inside.block();
                ink.picture(
                        inside.picture(),
                        left + block.left() * cell,
                        top + block.top() * cell,
                        block.width() * cell,
                        block.height() * cell,
                        true,
                        1);
            }
            case Mark.Hatched hatched -> hatch(hatched.patches());
            case Mark.Outline outline -> outline(outline);
            case Mark.Number number -> number(number);
        }
    }

    /** One path for all diagonals, so that they do not add up where they meet. */
    private void hatch(PatchSet patches) {
        PatchGrid grid = tile.grid();
        Mark.Cells cover = Mark.Cells.over(grid, patches::contains, HATCH_COVER);
        ink.picture(Raster.cells(grid.rows(), grid.columns(), cover.argb()), left, top, width(), height(), false, 1);
        double step = cell / Math.max(1, Math.round(cell / HATCH_STEP));
        Path2D lines = new Path2D.Double();
        for (int patch : patches.patches(grid)) {
            double x = left + grid.column(patch) * cell;
            double y = top + grid.row(patch) * cell;
            for (double along = step; along < 2 * cell - step / 2; along += step) {
                double over = Math.max(0, along - cell);
                double reach = Math.min(along, cell);
                lines.moveTo(x + over, y + reach);
                lines.lineTo(x + reach, y + over);
            }
        }
        ink.stroke(lines, Pen.of(HATCH_LINE, HATCH));
    }

    /** A line in the block's colour on a darker one, so that it is seen on any picture; dashed white for the context. */
    private void outline(Mark.Outline outline) {
        boolean context = outline.block() == Mark.Outline.CONTEXT;
        int colour = context ? WHITE : BlockPalette.target(outline.block());
        List<Double> dashes = context ? List.of(3.0, 2.0) : List.of();
        for (Pen pen : List.of(new Pen(HALO, DARK, dashes), new Pen(TARGET, colour, dashes))) {
            // A block of one patch keeps a border however small the tile is.
            ink.stroke(border(outline.region(), Math.min(HALO / 2, cell / 4)), pen);
        }
    }

    /** The border of a region, moved inwards; sets of patches keep their own. */
    private Shape border(Region region, double inset) {
        return switch (region) {
            case Block block ->
                new Rectangle2D.Double(
                        left + block.left() * cell + inset,
                        top + block.top() * cell + inset,
                        block.width() * cell - 2 * inset,
                        block.height() * cell - 2 * inset);
            case PatchSet set -> {
                // Joined in whole numbers, so that rounding leaves no slits between patches.
                Area patches = new Area();
                for (int patch : set.patches(tile.grid())) {
                    patches.add(new Area(new Rectangle2D.Double(
                            tile.grid().column(patch), tile.grid().row(patch), 1, 1)));
                }
                AffineTransform place = AffineTransform.getTranslateInstance(left, top);
                place.scale(cell, cell);
                yield place.createTransformedShape(patches);
            }
        };
    }

    private void number(Mark.Number mark) {
        int first = mark.region().patches(tile.grid())[0];
        int before = numbersAt.merge(first, 1, Integer::sum) - 1;
        String words = Integer.toString(mark.block() + 1);
        double points = Math.max(5, ink.size() - 1);
        double high = points * 1.12;
        double wide = high + (words.length() - 1) * points * 0.6;
        double x = left + tile.grid().column(first) * cell + 1.2 + before * (wide + 0.6);
        double y = top + tile.grid().row(first) * cell + 1.2;
        int colour = BlockPalette.target(mark.block());
        ink.fill(new RoundRectangle2D.Double(x, y, wide, high, 1.5, 1.5), colour);
        ink.write(
                words,
                x + wide / 2,
                y + high / 2 + points * 0.36,
                points,
                true,
                BlockPalette.textOn(colour),
                Side.CENTRE,
                false);
    }
}
