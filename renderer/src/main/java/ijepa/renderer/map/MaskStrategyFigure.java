package ijepa.renderer.map;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

import ijepa.core.image.Image;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockParameters;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;

/**
 * The paper's view of mask strategies (its Figure 4): one row an image; the picture, then for each strategy what the
 * context encoder sees and what is to be predicted.
 *
 * @param pictures square, one a row
 * @param grid     the patches
 * @param seed     of the places; the row's number is the iteration
 */
public record MaskStrategyFigure(List<Image> pictures, PatchGrid grid, long seed) {

    private static final double MARGIN = 24;
    private static final double PANEL = 112;
    private static final double GAP = 6;
    private static final double BETWEEN = 18;
    private static final double HEAD = 44;
    private static final Color HIDDEN = new Color(0xD0D5DA);

    /** A column of the figure. */
    private record Column(String title, MaskStrategy strategy) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("Multi-block", new MaskStrategy.MultiBlock(MultiBlockParameters.PUBLISHED)),
            new Column("Rasterized", new MaskStrategy.Rasterized()),
            new Column("Block", MaskStrategy.OneBlock.PUBLISHED),
            new Column("Random", MaskStrategy.RandomPatches.PUBLISHED));

    public MaskStrategyFigure {
        pictures = List.copyOf(pictures);
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("A figure of mask strategies needs at least one image.");
        }
    }

    /**
     * Draws the page. Needs no display.
     *
     * @param resolution pixels for each of the page's 1152 units of width; 2 suits most uses
     */
    public BufferedImage draw(double resolution) {
        double panelHeight = PANEL / grid.columns() * grid.rows();
        double width = 2 * MARGIN + PANEL + COLUMNS.size() * (BETWEEN + 2 * PANEL + GAP);
        double height = 2 * MARGIN + HEAD + pictures.size() * (panelHeight + GAP) - GAP;
        BufferedImage page = new BufferedImage(
                (int) Math.ceil(width * resolution), (int) Math.ceil(height * resolution), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
            graphics.scale(resolution, resolution);
            heads(graphics);
            for (int row = 0; row < pictures.size(); row++) {
                row(graphics, row, MARGIN + HEAD + row * (panelHeight + GAP));
            }
        } finally {
            graphics.dispose();
        }
        return page;
    }

    private static double left(int column) {
        return MARGIN + PANEL + BETWEEN + column * (2 * PANEL + GAP + BETWEEN);
    }

    private void heads(Graphics2D graphics) {
        SheetText text = new SheetText(graphics);
        text.strong("Original", MARGIN + PANEL / 2, MARGIN + 13, 14, SheetText.INK, SheetText.Side.CENTRE);
        for (int column = 0; column < COLUMNS.size(); column++) {
            double left = left(column);
            text.strong(
                    COLUMNS.get(column).title,
                    left + PANEL + GAP / 2,
                    MARGIN + 13,
                    14,
                    SheetText.INK,
                    SheetText.Side.CENTRE);
            text.plain("context", left + PANEL / 2, MARGIN + 33, 11, SheetText.FAINT, SheetText.Side.CENTRE);
            text.plain("targets", left + PANEL * 1.5 + GAP, MARGIN + 33, 11, SheetText.FAINT, SheetText.Side.CENTRE);
        }
    }

    private void row(Graphics2D graphics, int row, double top) {
        SheetPanel original = new SheetPanel(graphics, grid, MARGIN, top, PANEL);
        original.picture(pictures.get(row), true);
        original.edge();
        for (int column = 0; column < COLUMNS.size(); column++) {
            MaskLayout layout =
                    COLUMNS.get(column).strategy.nearestOn(grid).sampler(grid).draw(row, seed);
            PatchSet context = PatchSet.of(layout.contextPatches());
            show(graphics, row, left(column), top, context);
            SheetPanel targets = show(graphics, row, left(column) + PANEL + GAP, top, union(layout));
            if (layout.targets().getFirst() instanceof Block) {
                targets.targetOutlines(layout, 0.9);
            }
        }
    }

    private SheetPanel show(Graphics2D graphics, int row, double left, double top, PatchSet shown) {
        SheetPanel panel = new SheetPanel(graphics, grid, left, top, PANEL);
        panel.picture(pictures.get(row), true);
        panel.cover(patch -> !shown.contains(patch), HIDDEN);
        panel.edge();
        return panel;
    }

    private static PatchSet union(MaskLayout layout) {
        return PatchSet.of(layout.targets().stream()
                .flatMapToInt(region -> Arrays.stream(region.patches(layout.grid())))
                .toArray());
    }
}
