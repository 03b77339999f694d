package ijepa.renderer.map;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Locale;

import ijepa.core.image.Image;
import ijepa.core.image.Normalisation;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import ijepa.core.model.Prediction;
import ijepa.renderer.map.SheetText.Side;

/**
 * One prediction on one page: the picture with its blocks, the context as the encoder saw it, what is there, what is
 * predicted, the error of every patch, and each block's error beside the trivial baselines.
 *
 * @param prediction what is shown
 * @param picture    the same square as the networks saw, in any resolution
 * @param title      usually the picture's name
 * @param details    one line: checkpoint, seed and so on
 * @param distance   what errors are measured by
 * @param rivals     what the prediction is compared with
 * @param scale      the colours of errors
 */
public record PredictionSheet(
        Prediction prediction,
        Image picture,
        String title,
        String details,
        Distance distance,
        Baselines.Rivals rivals,
        ColourScale scale) {

    private static final double MARGIN = 32;
    private static final double PANEL = 224;
    private static final double GAP = 20;
    private static final double TITLE = 58;
    private static final double HEADING = 40;
    private static final double UNDER_PANELS = 66;
    private static final int PANELS = 5;
    private static final double WIDTH = 2 * MARGIN + PANELS * PANEL + (PANELS - 1) * GAP;
    private static final Color OUTSIDE = new Color(0xE9ECEF);

    /**
     * Draws the page. Needs no display.
     *
     * @param resolution pixels for each of the page's 1264 units of width; 2 suits most uses
     */
    public BufferedImage draw(double resolution) {
        PatchGrid grid = prediction.layout().grid();
        double panelHeight = PANEL / grid.columns() * grid.rows();
        double height = MARGIN
                + TITLE
                + HEADING
                + panelHeight
                + UNDER_PANELS
                + SheetErrors.height(prediction.blocks().size())
                + MARGIN / 2;
        BufferedImage page = new BufferedImage(
                (int) Math.ceil(WIDTH * resolution), (int) Math.ceil(height * resolution), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
            graphics.scale(resolution, resolution);
            new Drawing(graphics, panelHeight).all();
        } finally {
            graphics.dispose();
        }
        return page;
    }

    /** One run of the pen over the page. */
    private final class Drawing {

        private final Graphics2D graphics;
        private final SheetText text;
        private final double panelHeight;
        private final double panelTop = MARGIN + TITLE + HEADING;
        private final MaskLayout layout = prediction.layout();
        private final PredictionMaps maps = PredictionMaps.of(prediction);

        Drawing(Graphics2D graphics, double panelHeight) {
            this.graphics = graphics;
            this.text = new SheetText(graphics);
            this.panelHeight = panelHeight;
        }

        void all() {
            text.strong(
                    text.fitted(title, 20, WIDTH - 2 * MARGIN - 60), MARGIN, MARGIN + 16, 20, SheetText.INK, Side.LEFT);
            text.plain(
                    text.fitted(details, 12, WIDTH - 2 * MARGIN), MARGIN, MARGIN + 37, 12, SheetText.FAINT, Side.LEFT);
            masks();
            context();
            target();
            predicted();
            error();
            new SheetErrors(graphics, prediction, BlockErrors.of(prediction, distance, rivals), MARGIN, WIDTH - MARGIN)
                    .draw(panelTop + panelHeight + UNDER_PANELS);
        }

        private void masks() {
            PatchGrid grid = layout.grid();
            SheetPanel panel = panel(0, "Image and masks", grid.rows() + " \u00d7 " + grid.columns() + " patches");
            panel.picture(picture, true);
            panel.edge();
            panel.contextOutlines(layout);
            panel.targetOutlines(layout, 2.2);
            panel.badges(layout, text);
            note(0, 0, "Dashed: context block");
            note(0, 1, "Coloured: target blocks");
        }

        private void context() {
            PatchSet seen = PatchSet.of(layout.contextPatches());
            SheetPanel panel = panel(
                    1,
                    "Context as seen",
                    seen.size() + " of " + layout.grid().size() + " patches, "
                            + Math.round(100.0 * seen.size() / layout.grid().size()) + "%");
            panel.picture(Normalisation.invert(prediction.image()), false);
            panel.cover(patch -> !seen.contains(patch), OUTSIDE);
            panel.edge();
            note(
                    1,
                    0,
                    "The encoder\u2019s input, " + prediction.image().width() + " \u00d7 "
                            + prediction.image().height() + " pixels");
        }

        private void target() {
            SheetPanel panel = panel(2, "Target embeddings", "What is there, as colours");
            panel.cells(maps.targetColours());
            panel.edge();
            panel.targetOutlines(layout, 1.4);
            PrincipalComponents components = maps.colours().components();
            note(2, 0, "Red, green, blue: principal components");
            note(
                    2,
                    1,
                    String.format(
                            Locale.ROOT,
                            "1, 2, 3 with %.0f%%, %.0f%%, %.0f%% of the variance",
                            100 * components.share(0),
                            100 * components.share(1),
                            100 * components.share(2)));
        }

        private void predicted() {
            SheetPanel panel = panel(3, "Predicted embeddings", "What the predictor says, same colours");
            panel.ground(picture);
            panel.cells(maps.predictedColours());
            panel.edge();
            panel.targetOutlines(layout, 1.4);
            note(3, 0, "Where blocks overlap: the first one");
        }

        private void error() {
            SheetPanel panel = panel(4, "Error per patch", distance.title());
            double[] errors = maps.errors(distance);
            ColourMap colours = ColourMap.over(scale, errors);
            panel.ground(picture);
            panel.cells(colours.argb(errors));
            panel.edge();
            panel.targetOutlines(layout, 1.4);
            SheetBar.draw(graphics, text, colours, left(PANELS - 1), panelTop + panelHeight + 9, PANEL);
        }

        private SheetPanel panel(int index, String heading, String caption) {
            double left = left(index);
            text.strong(heading, left, MARGIN + TITLE + 11, 14, SheetText.INK, Side.LEFT);
            text.plain(caption, left, MARGIN + TITLE + 28, 11, SheetText.FAINT, Side.LEFT);
            return new SheetPanel(graphics, layout.grid(), left, panelTop, PANEL);
        }

        private double left(int index) {
            return MARGIN + index * (PANEL + GAP);
        }

        private void note(int index, int line, String words) {
            text.plain(words, left(index), panelTop + panelHeight + 18 + 15 * line, 10.5, SheetText.FAINT, Side.LEFT);
        }
    }
}
