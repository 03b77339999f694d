package ijepa.renderer.map;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

import ijepa.core.image.Image;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchSet;
import ijepa.renderer.map.SheetText.Side;

/**
 * Decoded samples on one page, as in the paper's Figure 6: a row for each target block with the picture and the block, the
 * context as the encoder saw it, and the samples drawn inside the block's box. What samples from different noise have in
 * common is what the prediction holds.
 *
 * @param picture square, in any resolution
 * @param layout  the blocks
 * @param rows    samples of each target block, equally many
 * @param title   usually the picture's name
 * @param details one line: checkpoint, decoder, seeds and so on
 */
public record DecodedSheet(Image picture, MaskLayout layout, List<List<Image>> rows, String title, String details) {

    private static final double MARGIN = 28;
    private static final double PANEL = 150;
    private static final double GAP = 10;
    private static final double TOP = 92;
    private static final Color OUTSIDE = new Color(0xE9ECEF);

    public DecodedSheet {
        rows = rows.stream().map(List::copyOf).toList();
        if (rows.size() != layout.targets().size() || rows.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("A sheet needs samples of each of the layout's "
                    + layout.targets().size() + " targets, not of " + rows.size() + ".");
        }
    }

    /**
     * Draws the page. Needs no display.
     *
     * @param resolution pixels a unit; a panel has 150 units
     */
    public BufferedImage draw(double resolution) {
        int panels = 2 + rows.getFirst().size();
        double panelHeight = PANEL / layout.grid().columns() * layout.grid().rows();
        double width = 2 * MARGIN + panels * (PANEL + GAP) - GAP;
        double height = TOP + rows.size() * (panelHeight + GAP) - GAP + MARGIN;
        BufferedImage page = new BufferedImage(
                (int) Math.ceil(width * resolution), (int) Math.ceil(height * resolution), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
            graphics.scale(resolution, resolution);
            SheetText text = new SheetText(graphics);
            text.strong(text.fitted(title, 18, width - 2 * MARGIN), MARGIN, MARGIN + 12, 18, SheetText.INK, Side.LEFT);
            text.plain(
                    text.fitted(details, 11, width - 2 * MARGIN), MARGIN, MARGIN + 30, 11, SheetText.FAINT, Side.LEFT);
            heading(text, 0, "Image and block");
            heading(text, 1, "Context");
            heading(text, 2, "Samples of what is predicted");
            for (int m = 0; m < rows.size(); m++) {
                row(graphics, text, m, TOP + m * (panelHeight + GAP));
            }
        } finally {
            graphics.dispose();
        }
        return page;
    }

    private static double left(int panel) {
        return MARGIN + panel * (PANEL + GAP);
    }

    private static void heading(SheetText text, int panel, String words) {
        text.plain(words, left(panel), TOP - 8, 11, SheetText.INK, Side.LEFT);
    }

    private void row(Graphics2D graphics, SheetText text, int m, double top) {
        PatchSet context = PatchSet.of(layout.contextPatches());
        SheetPanel whole = new SheetPanel(graphics, layout.grid(), left(0), top, PANEL);
        whole.picture(picture, true);
        whole.edge();
        whole.targetOutline(layout, m, 1.6);
        SheetPanel.badge(graphics, text, m, left(0) + 3, top + 3, 14);
        SheetPanel seen = new SheetPanel(graphics, layout.grid(), left(1), top, PANEL);
        seen.picture(picture, true);
        seen.cover(patch -> !context.contains(patch), OUTSIDE);
        seen.edge();
        Block block = layout.targets().get(m).bounds(layout.grid());
        for (int i = 0; i < rows.get(m).size(); i++) {
            SheetPanel panel = new SheetPanel(graphics, layout.grid(), left(2 + i), top, PANEL);
            panel.picture(picture, true);
            panel.cover(patch -> !context.contains(patch), OUTSIDE);
            panel.inside(block, rows.get(m).get(i));
            panel.edge();
            panel.targetOutline(layout, m, 1.6);
        }
    }
}
