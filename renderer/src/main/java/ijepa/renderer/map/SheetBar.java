package ijepa.renderer.map;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;

import ijepa.renderer.map.SheetText.Side;

/** What the colours of a map mean, as a bar with its numbers below. */
final class SheetBar {

    private static final int STEPS = 256;

    private SheetBar() {}

    static void draw(Graphics2D graphics, SheetText text, ColourMap colours, double left, double top, double width) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        for (int i = 0; i < STEPS; i++) {
            graphics.setColor(
                    new Color(colours.argb(colours.min() + (i + 0.5) / STEPS * (colours.max() - colours.min()))));
            graphics.fill(new Rectangle2D.Double(left + width * i / STEPS, top, width / STEPS + 0.5, 9));
        }
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double middle = (colours.min() + colours.max()) / 2;
        double baseline = top + 22;
        text.plain(SheetText.number(colours.min()), left, baseline, 10.5, SheetText.INK, Side.LEFT);
        text.plain(SheetText.number(middle), left + width / 2, baseline, 10.5, SheetText.INK, Side.CENTRE);
        text.plain(SheetText.number(colours.max()), left + width, baseline, 10.5, SheetText.INK, Side.RIGHT);
    }
}
