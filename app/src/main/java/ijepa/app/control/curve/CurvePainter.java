package ijepa.app.control.curve;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Paints one picture of curves. */
final class CurvePainter {

    private static final double[][] PATTERNS = {{}, {7, 4}, {2, 3}, {9, 3, 2, 3}};
    private static final double BAND = 0.28;
    private static final double RAW = 0.35;
    private static final double WIDE = 1.6;
    /** Points that are further apart than this are marked. */
    private static final double APART = 14;

    private static final double DOT = 2.6;
    private static final Font SMALL = Font.font("Inter", 11);

    private final GraphicsContext graphics;
    private final Plane plane;

    CurvePainter(GraphicsContext graphics, Plane plane) {
        this.graphics = graphics;
        this.plane = plane;
    }

    void axes(Picture picture, String acrossTitle, Paint ink, Paint rule) {
        double base = plane.top() + plane.height();
        graphics.setLineWidth(1);
        graphics.setLineDashes();
        graphics.setFont(SMALL);
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setStroke(rule);
        graphics.setFill(ink);
        graphics.setTextAlign(TextAlignment.RIGHT);
        for (Picture.Tick tick : picture.upward()) {
            graphics.strokeLine(plane.left(), tick.pixel() + 0.5, plane.left() + plane.width(), tick.pixel() + 0.5);
            graphics.fillText(tick.text(), plane.left() - 6, tick.pixel());
        }
        graphics.setTextAlign(TextAlignment.CENTER);
        double last = plane.left() + plane.width();
        for (Picture.Tick tick : picture.across()) {
            graphics.strokeLine(tick.pixel() + 0.5, base, tick.pixel() + 0.5, base + 4);
            graphics.fillText(tick.text(), Math.min(tick.pixel(), last - 4), base + 12);
        }
        graphics.strokeLine(plane.left(), base + 0.5, last, base + 0.5);
        graphics.fillText(acrossTitle, plane.left() + plane.width() / 2, base + 27);
    }

    void curves(Picture picture) {
        graphics.save();
        graphics.beginPath();
        graphics.rect(plane.left(), plane.top() - 1, plane.width(), plane.height() + 2);
        graphics.clip();
        for (Trace trace : picture.traces()) {
            behind(trace, picture.smooth());
        }
        for (Trace trace : picture.traces()) {
            Color colour = colour(trace.curve());
            graphics.setLineWidth(WIDE);
            graphics.setStroke(colour);
            graphics.setLineDashes(dashes(trace.curve()));
            line(trace.x(), trace.line());
            graphics.setLineDashes();
            dots(trace, colour);
        }
        graphics.restore();
    }

    /** The values themselves, pale behind what is drawn through them. */
    private void behind(Trace trace, boolean smooth) {
        Color colour = colour(trace.curve());
        if (trace.dense()) {
            graphics.setFill(colour.deriveColor(0, 1, 1, BAND));
            band(trace);
        } else if (smooth) {
            graphics.setLineWidth(1);
            graphics.setLineDashes();
            graphics.setStroke(colour.deriveColor(0, 1, 1, RAW));
            line(trace.x(), trace.low());
        }
    }

    /** One bar a pixel column, long enough to meet its neighbour: cheaper than an area with a smooth edge. */
    private void band(Trace trace) {
        for (int i = 0; i < trace.x().length; i++) {
            double low = trace.low()[i];
            double high = trace.high()[i];
            if (Double.isNaN(low) && Double.isNaN(high)) {
                continue;
            }
            double bottom = Double.isNaN(low) ? plane.top() + plane.height() : low;
            if (i > 0 && !Float.isNaN(trace.low()[i - 1]) && !Float.isNaN(trace.high()[i - 1])) {
                bottom = Math.max(bottom, trace.high()[i - 1]);
                high = Math.min(high, trace.low()[i - 1]);
            }
            graphics.fillRect(Math.floor(trace.x()[i]), high, 1, Math.max(1, bottom - high));
        }
    }

    private void line(float[] x, float[] y) {
        graphics.beginPath();
        boolean pen = false;
        for (int i = 0; i < x.length; i++) {
            if (Float.isNaN(y[i])) {
                pen = false;
            } else if (pen) {
                graphics.lineTo(x[i], y[i]);
            } else {
                graphics.moveTo(x[i], y[i]);
                pen = true;
            }
        }
        graphics.stroke();
    }

    /** Marks points that stand alone or far from each other. */
    private void dots(Trace trace, Color colour) {
        if (trace.dense()) {
            return;
        }
        graphics.setFill(colour);
        float[] y = trace.low();
        for (int i = 0; i < y.length; i++) {
            boolean alone = (i == 0 || Float.isNaN(y[i - 1])) && (i == y.length - 1 || Float.isNaN(y[i + 1]));
            if (!Float.isNaN(y[i]) && (alone || trace.spacing() > APART)) {
                graphics.fillOval(trace.x()[i] - DOT, y[i] - DOT, 2 * DOT, 2 * DOT);
            }
        }
    }

    static double[] dashes(Curve curve) {
        return PATTERNS[curve.pattern() % PATTERNS.length];
    }

    static Color colour(Curve curve) {
        int argb = curve.colour();
        return Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF);
    }
}
