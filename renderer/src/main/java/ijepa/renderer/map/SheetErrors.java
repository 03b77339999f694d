package ijepa.renderer.map;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import ijepa.core.model.Prediction;
import ijepa.renderer.map.SheetText.Side;

/** The lower part of a sheet: each block's error and the baselines', as points on an axis and as numbers. */
final class SheetErrors {

    static final double ROW = 24;
    private static final double HEAD = 66;
    private static final double AXIS = 30;
    private static final double LABEL = 110;
    private static final double COLUMN = 84;
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
    private final List<Column> columns = new ArrayList<>();

    /** A column of numbers. */
    private record Column(String head, ToDoubleFunction<BlockErrors.Entry> value) {}

    SheetErrors(Graphics2D graphics, Prediction prediction, BlockErrors errors, double left, double right) {
        this.graphics = graphics;
        this.text = new SheetText(graphics);
        this.prediction = prediction;
        this.errors = errors;
        this.left = left;
        this.right = right;
        plotLeft = left + LABEL;
        columns.add(new Column("prediction", BlockErrors.Entry::predicted));
        columns.add(new Column("mean emb.", BlockErrors.Entry::meanEmbedding));
        columns.add(new Column("nearest", BlockErrors.Entry::nearestContext));
        if (hasUntrained()) {
            columns.add(new Column("untrained", BlockErrors.Entry::untrained));
        }
        columns.add(new Column("\u00f7 mean emb.", BlockErrors.Entry::overMean));
        columns.add(new Column("\u00f7 nearest", BlockErrors.Entry::overNearest));
        if (hasUntrained()) {
            columns.add(new Column("\u00f7 untrained", BlockErrors.Entry::overUntrained));
        }
        plotRight = right - columns.size() * COLUMN - 20;
        double most = 0;
        for (BlockErrors.Entry entry : errors.blocks()) {
            most = Math.max(most, Math.max(entry.predicted(), Math.max(entry.meanEmbedding(), entry.nearestContext())));
            most = hasUntrained() ? Math.max(most, entry.untrained()) : most;
        }
        largest = most > 0 && Double.isFinite(most) ? most * 1.04 : 1;
    }

    /** Whether an untrained predictor was asked too. */
    private boolean hasUntrained() {
        return !Double.isNaN(errors.mean().untrained());
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
        for (int c = 0; c < columns.size(); c++) {
            text.plain(columns.get(c).head(), columnRight(c), headline, 11, SheetText.FAINT, Side.RIGHT);
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
        return right - (columns.size() - 1 - column) * COLUMN - 8;
    }

    private void legend(double baseline) {
        double x = plotLeft;
        x = legendEntry(circle(x + MARK, baseline - 4), SheetText.FAINT, true, "prediction", x, baseline, 90);
        x = legendEntry(diamond(x + MARK, baseline - 4), BASELINE, false, "mean embedding", x, baseline, 122);
        x = legendEntry(square(x + MARK, baseline - 4), BASELINE, false, "nearest context patch", x, baseline, 148);
        if (hasUntrained()) {
            legendEntry(triangle(x + MARK, baseline - 4), BASELINE, false, "untrained predictor", x, baseline, 0);
        }
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
        if (hasUntrained()) {
            mark(triangle(at(entry.untrained()), middle), BASELINE, false);
        }
        mark(circle(at(entry.predicted()), middle), colour, true);
        for (int c = 0; c < columns.size(); c++) {
            String number = SheetText.number(columns.get(c).value().applyAsDouble(entry));
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

    private static Shape triangle(double x, double y) {
        Path2D path = new Path2D.Double();
        path.moveTo(x, y - MARK * 1.1);
        path.lineTo(x + MARK, y + MARK * 0.8);
        path.lineTo(x - MARK, y + MARK * 0.8);
        path.closePath();
        return path;
    }
}
