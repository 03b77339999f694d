package ijepa.renderer.map;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

import ijepa.core.image.Image;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.Region;

/** One square of a sheet: a picture or map over the patch grid at a place of the page. */
final class SheetPanel {

    private static final Color EMPTY = new Color(0xE9ECEF);
    private static final Color HALO = new Color(0, 0, 0, 150);
    private static final Color CONTEXT = new Color(255, 255, 255, 240);
    private static final Color EDGE = new Color(0, 0, 0, 40);

    private static final float[] DASHES = {6, 4};
    private static final double BADGE = 15;

    private final Graphics2D graphics;
    private final PatchGrid grid;
    private final double left;
    private final double top;
    private final double cell;

    SheetPanel(Graphics2D graphics, PatchGrid grid, double left, double top, double width) {
        this.graphics = graphics;
        this.grid = grid;
        this.left = left;
        this.top = top;
        this.cell = width / grid.columns();
    }

    double height() {
        return cell * grid.rows();
    }

    private double width() {
        return cell * grid.columns();
    }

    /** Fills the panel with a picture; pixels of small pictures stay square, because that is what a network sees. */
    void picture(Image picture, boolean smooth) {
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                smooth
                        ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        AffineTransform place = AffineTransform.getTranslateInstance(left, top);
        place.scale(width() / picture.width(), height() / picture.height());
        graphics.drawImage(buffered(picture), place, null);
    }

    /** Fills a block's box with a picture of its own. */
    void inside(Block block, Image content) {
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        AffineTransform place =
                AffineTransform.getTranslateInstance(left + block.left() * cell, top + block.top() * cell);
        place.scale(block.width() * cell / content.width(), block.height() * cell / content.height());
        graphics.drawImage(buffered(content), place, null);
    }

    /** A picture as AWT has it. */
    static BufferedImage buffered(Image picture) {
        BufferedImage result = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[picture.width()];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = picture.argb(x, y);
            }
            result.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return result;
    }

    /** The ground of a map: light, with a trace of the picture for orientation. */
    void ground(Image picture) {
        graphics.setColor(EMPTY);
        graphics.fill(new Rectangle2D.Double(left, top, width(), height()));
        Composite before = graphics.getComposite();
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.13f));
        picture(picture, true);
        graphics.setComposite(before);
    }

    /** Colours whole patches; transparent ones stay as they are. */
    void cells(int[] colours) {
        // Neighbouring cells must not show seams of half-covered pixels.
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        for (int patch = 0; patch < colours.length; patch++) {
            if (colours[patch] >>> 24 != 0) {
                graphics.setColor(new Color(colours[patch], true));
                graphics.fill(square(patch));
            }
        }
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    }

    /** Covers the patches that a test picks. */
    void cover(IntPredicate picked, Color colour) {
        int[] colours = new int[grid.size()];
        for (int patch = 0; patch < colours.length; patch++) {
            colours[patch] = picked.test(patch) ? colour.getRGB() : 0;
        }
        cells(colours);
    }

    private Rectangle2D square(int patch) {
        return new Rectangle2D.Double(left + grid.column(patch) * cell, top + grid.row(patch) * cell, cell, cell);
    }

    /** A thin line around the panel, so that light pictures end somewhere. */
    void edge() {
        graphics.setColor(EDGE);
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(new Rectangle2D.Double(left - 0.5, top - 0.5, width() + 1, height() + 1));
    }

    /** Dashed outlines of the context regions. */
    void contextOutlines(MaskLayout layout) {
        for (Region region : layout.context()) {
            outline(region, HALO, 2.6, DASHES);
            outline(region, CONTEXT, 1.6, DASHES);
        }
    }

    /** Outlines of the target blocks in their colours, the first on top. */
    void targetOutlines(MaskLayout layout, double width) {
        for (int m = layout.targets().size() - 1; m >= 0; m--) {
            targetOutline(layout, m, width);
        }
    }

    /** Outline of one target block in its colour. */
    void targetOutline(MaskLayout layout, int m, double width) {
        outline(layout.targets().get(m), HALO, width + 1.6, null);
        outline(layout.targets().get(m), new Color(BlockPalette.target(m)), width + 0.6, null);
        outline(layout.targets().get(m), HALO, 0.6, null);
    }

    /** Numbers of the target blocks in their first patches' corners, side by side where blocks share one. */
    void badges(MaskLayout layout, SheetText text) {
        Map<Integer, Integer> taken = new HashMap<>();
        for (int m = 0; m < layout.targets().size(); m++) {
            int first = layout.targets().get(m).patches(grid)[0];
            int before = taken.merge(first, 1, Integer::sum) - 1;
            double x = left + grid.column(first) * cell + 0.8 + before * (BADGE + 1);
            badge(graphics, text, m, x, top + grid.row(first) * cell + 0.8, BADGE);
        }
    }

    /** One block's number on its colour. */
    static void badge(Graphics2D graphics, SheetText text, int block, double x, double y, double size) {
        int colour = BlockPalette.target(block);
        String number = Integer.toString(block + 1);
        double width = size + (number.length() - 1) * size * 0.5;
        graphics.setColor(new Color(colour));
        graphics.fill(new RoundRectangle2D.Double(x, y, width, size, 4, 4));
        text.strong(
                number,
                x + width / 2,
                y + size * 0.76,
                size * 0.72,
                new Color(BlockPalette.textOn(colour)),
                SheetText.Side.CENTRE);
    }

    /** Strokes the inner side of a region's border. */
    private void outline(Region region, Color colour, double width, float[] dashes) {
        Shape border = border(region);
        Shape before = graphics.getClip();
        graphics.clip(border);
        graphics.setColor(colour);
        // The outer half of the stroke is clipped away.
        graphics.setStroke(
                new BasicStroke((float) (2 * width), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0));
        graphics.draw(border);
        graphics.setClip(before);
    }

    private Shape border(Region region) {
        // Joined in whole numbers, so that rounding leaves no slits between patches.
        Area patches = new Area();
        for (int patch : region.patches(grid)) {
            patches.add(new Area(new Rectangle2D.Double(grid.column(patch), grid.row(patch), 1, 1)));
        }
        AffineTransform place = AffineTransform.getTranslateInstance(left, top);
        place.scale(cell, cell);
        return place.createTransformedShape(patches);
    }
}
