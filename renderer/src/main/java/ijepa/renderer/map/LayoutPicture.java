package ijepa.renderer.map;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

import ijepa.core.image.Image;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchSet;

/**
 * A picture with its masks as the window shows them: all but the context dimmed, blocks outlined and numbered.
 *
 * @param picture square where the grid is
 * @param layout  the masks
 * @param cut     patches of the context that a batch's cut removes; may be empty
 */
public record LayoutPicture(Image picture, MaskLayout layout, PatchSet cut) {

    private static final Color DIM = new Color(0, 0, 0, 173);
    private static final Color CUT = new Color(0, 0, 0, 110);

    /**
     * Draws it. Needs no display.
     *
     * @param width in pixels
     */
    public BufferedImage draw(int width) {
        double height = (double) width / layout.grid().columns() * layout.grid().rows();
        BufferedImage page = new BufferedImage(width, (int) Math.round(height), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            // Lines and numbers keep the proportions that they have on a sheet.
            double scale = width / 448.0;
            graphics.scale(scale, scale);
            paint(graphics, 0, 0, width / scale);
        } finally {
            graphics.dispose();
        }
        return page;
    }

    /** Draws it as a panel of a larger page. */
    void paint(Graphics2D graphics, double left, double top, double width) {
        SheetPanel panel = new SheetPanel(graphics, layout.grid(), left, top, width);
        PatchSet seen = PatchSet.of(layout.contextPatches());
        panel.picture(picture, true);
        panel.cover(patch -> !seen.contains(patch), DIM);
        panel.cover(cut::contains, CUT);
        panel.contextOutlines(layout);
        panel.targetOutlines(layout, 1.6);
        panel.badges(layout, new SheetText(graphics));
    }
}
