package ijepa.renderer.map;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;

import ijepa.core.model.Prediction;
import ijepa.renderer.map.SheetText.Side;

/** The lower part of a sheet: each block's error and the trivial baselines', as points on an axis and as numbers. */
final class SheetErrors {

    static final double ROW = 24;
    private static final double HEAD = 66;
    private static final double AXIS = 30;
    private static final double LABEL = 110;
    private static final double COLUMN = 104;
    private static final int COLUMNS = 5;
    private static final double MARK = 4.2;
    private static final Color LINE = new Color(0xD8DEE4);
    private static final Color BASELINE = new Color(0x3D444D);
    private static final Color MEAN_ROW = new Color(0xF3F5F7);

    private final Graphics2D graphics;
    private final SheetText text;
    private final Prediction prediction;
    private final BlockErrors errors;
    private final double left;
    private final double right;
    private final double plotLeft;
    private final double plotRight;
    private final double largest;

    SheetErrors(Graphics2D graphics, Prediction prediction, BlockErrors errors, double left, double right) {
        this.graphics = graphics;
        this.text = new SheetText(graphics);
        this.prediction = prediction;
        this.errors = errors;
        this.left = left;
        this.right = right;
        plotLeft = left + LABEL;
        plotRight = right - COLUMNS * COLUMN - 20;
        double most = 0;
        for (BlockErrors.Entry entry : errors.blocks()) {
            most = Math.max(most, Math.max(entry.predicted(), Math.max(entry.meanEmbedding(), entry.nearestContext())));
        }
        largest = most > 0 && Double.isFinite(most) ? most * 1.04 : 1;
    }

    static double height(int blocks) {
        return HEAD + (blocks + 1) * ROW + AXIS;
    }

    void draw(double top) {
        text.strong("Error beside trivial baselines", left, top + 13, 14, SheetText.INK, Side.LEFT);
        text.plain(
                errors.distance().title()
                        + ", mean over a block\u2019s patches; lower is better. Ratios below 1: better than that baseline.",
                left,
                top + 30,
                11,
                SheetText.FAINT,
                Side.LEFT);
        double headline = top + HEAD - 10;
        legend(headline);
        String[] heads = {"prediction", "mean embedding", "nearest context", "\u00f7 mean emb.", "\u00f7 nearest"};
        for (int c = 0; c < COLUMNS; c++) {
            text.plain(heads[c], columnRight(c), headline, 11, SheetText.FAINT, Side.RIGHT);
        }
        int blocks = errors.blocks().size();
        double first = top + HEAD;
        graphics.setColor(MEAN_ROW);
        graphics.fill(new Rectangle2D.Double(left, first + blocks * ROW, right - left, ROW));
        axis(first, first + (blocks + 1) * ROW);
        for (int m = 0; m < blocks; m++) {
            double y = first + m * ROW;
            SheetPanel.badge(graphics, text, m, left, y + 4.5, 15);
            text.plain(
                    prediction.blocks().get(m).patches().length + " patches",
                    left + 28,
                    y + 16,
                    11,
                    SheetText.INK,
                    Side.LEFT);
            row(errors.blocks().get(m), y, new Color(BlockPalette.target(m)), false);
        }
        double y = first + blocks * ROW;
        text.strong("Mean of blocks", left + 8, y + 16, 11, SheetText.INK, Side.LEFT);
        row(errors.mean(), y, SheetText.INK, true);
    }

    private double columnRight(int column) {
        return right - (COLUMNS - 1 - column) * COLUMN - 8;
    }

    private void legend(double baseline) {
        double x = plotLeft;
        x = legendEntry(circle(x + MARK, baseline - 4), SheetText.FAINT, true, "prediction", x, baseline, 90);
        x = legendEntry(diamond(x + MARK, baseline - 4), BASELINE, false, "mean embedding", x, baseline, 122);
        legendEntry(square(x + MARK, baseline - 4), BASELINE, false, "nearest context patch", x, baseline, 0);
    }

    private double legendEntry(
            Shape mark, Color colour, boolean filled, String label, double x, double baseline, double advance) {
        mark(mark, colour, filled);
        text.plain(label, x + 14, baseline, 11, SheetText.FAINT, Side.LEFT);
        return x + advance;
    }

    private void axis(double top, double bottom) {
        double step = step(largest);
        graphics.setStroke(new BasicStroke(1));
        for (int i = 0; i * step <= largest; i++) {
            double x = at(i * step);
            graphics.setColor(LINE);
            graphics.draw(new Line2D.Double(x, top, x, bottom + 4));
            text.plain(label(i * step, step), x, bottom + 17, 10, SheetText.FAINT, Side.CENTRE);
        }
        text.plain(errors.distance().unit(), plotRight + 8, bottom + 17, 10, SheetText.FAINT, Side.LEFT);
    }

    /** A round step that gives four to eight of them. */
    static double step(double largest) {
        double power = Math.pow(10, Math.floor(Math.log10(largest / 4)));
        double share = largest / 4 / power;
        return power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
    }

    private static String label(double value, double step) {
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private double at(double error) {
        return plotLeft + error / largest * (plotRight - plotLeft);
    }

    private void row(BlockErrors.Entry entry, double top, Color colour, boolean strong) {
        double middle = top + ROW / 2;
        mark(diamond(at(entry.meanEmbedding()), middle), BASELINE, false);
        mark(square(at(entry.nearestContext()), middle), BASELINE, false);
        mark(circle(at(entry.predicted()), middle), colour, true);
        double[] values = {
            entry.predicted(), entry.meanEmbedding(), entry.nearestContext(), entry.overMean(), entry.overNearest()
        };
        for (int c = 0; c < COLUMNS; c++) {
            String number = SheetText.number(values[c]);
            if (strong || c == 0) {
                text.strong(number, columnRight(c), top + 16, 11, SheetText.INK, Side.RIGHT);
            } else {
                text.plain(number, columnRight(c), top + 16, 11, SheetText.INK, Side.RIGHT);
            }
        }
    }

    private void mark(Shape mark, Color colour, boolean filled) {
        graphics.setStroke(new BasicStroke(filled ? 0.8f : 1.4f));
        if (filled) {
            graphics.setColor(colour);
            graphics.fill(mark);
        }
        graphics.setColor(filled ? SheetText.INK : colour);
        graphics.draw(mark);
    }

    private static Shape circle(double x, double y) {
        return new Ellipse2D.Double(x - MARK, y - MARK, 2 * MARK, 2 * MARK);
    }

    private static Shape square(double x, double y) {
        double half = MARK * 0.85;
        return new Rectangle2D.Double(x - half, y - half, 2 * half, 2 * half);
    }

    private static Shape diamond(double x, double y) {
        Path2D path = new Path2D.Double();
        path.moveTo(x, y - MARK * 1.15);
        path.lineTo(x + MARK * 1.15, y);
        path.lineTo(x, y + MARK * 1.15);
        path.lineTo(x - MARK * 1.15, y);
        path.closePath();
        return path;
    }
}
