package ijepa.renderer.map;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
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
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        AffineTransform place =
                AffineTransform.getTranslateInstance(left + block.left() * cell, top + block.top() * cell);
        place.scale(block.width() * cell / content.width(), block.height() * cell / content.height());
        graphics.drawImage(buffered(content), place, null);
    }

    private static BufferedImage buffered(Image picture) {
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
            graphics.setStroke(new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes(), 0));
            outline(region, HALO, 1.5);
            graphics.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes(), 0));
            outline(region, CONTEXT, 1.5);
        }
    }

    private static float[] dashes() {
        return new float[] {6, 4};
    }

    /** Outlines of the target blocks in their colours, the first on top. */
    void targetOutlines(MaskLayout layout, double width) {
        for (int m = layout.targets().size() - 1; m >= 0; m--) {
            graphics.setStroke(new BasicStroke((float) width + 1.6f, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER));
            outline(layout.targets().get(m), HALO, width / 2 + 0.8);
            graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER));
            outline(layout.targets().get(m), new Color(BlockPalette.target(m)), width / 2 + 0.8);
        }
    }

    /** Numbers of the target blocks in their first patches' corners. */
    void badges(MaskLayout layout, SheetText text) {
        for (int m = layout.targets().size() - 1; m >= 0; m--) {
            int first = layout.targets().get(m).patches(grid)[0];
            badge(graphics, text, m, left + grid.column(first) * cell + 0.8, top + grid.row(first) * cell + 0.8, 15);
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

    /** Strokes the border of a region, that far inside of it. */
    private void outline(Region region, Color colour, double inset) {
        graphics.setColor(colour);
        if (region instanceof Block block) {
            graphics.draw(new Rectangle2D.Double(
                    left + block.left() * cell + inset,
                    top + block.top() * cell + inset,
                    block.width() * cell - 2 * inset,
                    block.height() * cell - 2 * inset));
            return;
        }
        for (int patch : region.patches(grid)) {
            int row = grid.row(patch);
            int column = grid.column(patch);
            Rectangle2D place = square(patch);
            if (!region.contains(grid, row - 1, column)) {
                across(place, place.getMinY() + inset);
            }
            if (!region.contains(grid, row + 1, column)) {
                across(place, place.getMaxY() - inset);
            }
            if (!region.contains(grid, row, column - 1)) {
                down(place, place.getMinX() + inset);
            }
            if (!region.contains(grid, row, column + 1)) {
                down(place, place.getMaxX() - inset);
            }
        }
    }

    private void across(Rectangle2D place, double y) {
        graphics.draw(new Line2D.Double(place.getMinX(), y, place.getMaxX(), y));
    }

    private void down(Rectangle2D place, double x) {
        graphics.draw(new Line2D.Double(x, place.getMinY(), x, place.getMaxY()));
    }
}
