package ijepa.renderer.map;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

import ijepa.core.image.Image;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.renderer.map.SheetText.Side;

/**
 * Panels side by side on one page, each with its title and the scale of its colours.
 *
 * @param panels  at least one
 * @param ground  drawn faintly where a panel has no colour; may be absent
 * @param outline target blocks to outline; may be absent
 */
public record PanelPicture(List<MapPanel> panels, Optional<Image> ground, Optional<MaskLayout> outline) {

    private static final double MARGIN = 16;
    private static final double PANEL = 224;
    private static final double GAP = 20;
    private static final double HEAD = 26;
    private static final double FOOT = 52;

    public PanelPicture {
        panels = List.copyOf(panels);
    }

    /**
     * Draws the page. Needs no display.
     *
     * @param resolution pixels for each of the 224 units of a panel's width
     */
    public BufferedImage draw(double resolution) {
        double tallest = panels.stream()
                .mapToDouble(
                        panel -> PANEL / panel.grid().columns() * panel.grid().rows())
                .max()
                .orElse(PANEL);
        double width = 2 * MARGIN + panels.size() * PANEL + (panels.size() - 1) * GAP;
        double height = 2 * MARGIN + HEAD + tallest + FOOT;
        BufferedImage page = new BufferedImage(
                (int) Math.ceil(width * resolution), (int) Math.ceil(height * resolution), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
            graphics.scale(resolution, resolution);
            for (int i = 0; i < panels.size(); i++) {
                draw(graphics, panels.get(i), MARGIN + i * (PANEL + GAP));
            }
        } finally {
            graphics.dispose();
        }
        return page;
    }

    private void draw(Graphics2D graphics, MapPanel panel, double left) {
        SheetText text = new SheetText(graphics);
        text.strong(text.fitted(panel.title(), 12, PANEL), left, MARGIN + 13, 12, SheetText.INK, Side.LEFT);
        PatchGrid grid = panel.grid();
        SheetPanel square = new SheetPanel(graphics, grid, left, MARGIN + HEAD, PANEL);
        ground.ifPresent(square::ground);
        square.cells(panel.colours());
        square.edge();
        outline.filter(layout -> layout.grid().equals(grid)).ifPresent(layout -> square.targetOutlines(layout, 1.4));
        double foot = MARGIN + HEAD + square.height() + 9;
        panel.scale().ifPresent(scale -> SheetBar.draw(graphics, text, scale, left, foot, PANEL));
        text.plain(panel.unit(), left, foot + (panel.scale().isPresent() ? 38 : 9), 10.5, SheetText.FAINT, Side.LEFT);
    }
}
