package ijepa.app.control.curve;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/** Paints the cursor of a chart: a line, a dot on each curve and, where asked, a card with the values. */
final class CursorPainter {

    private static final Font FONT = Font.font("Inter", 11.5);
    private static final Font HEAD = Font.font("Inter SemiBold", 11.5);
    private static final double ROW = 17;
    private static final double ROOM = 8;
    private static final double SWATCH = 14;
    private static final double GAP = 14;
    private static final double AWAY = 12;

    private final GraphicsContext graphics;
    private final Plane plane;

    CursorPainter(GraphicsContext graphics, Plane plane) {
        this.graphics = graphics;
        this.plane = plane;
    }

    void line(double place, List<CurveChartModel.Reading> readings, Paint ink, Paint ground) {
        double x = plane.x(place);
        if (x < plane.left() - 1 || x > plane.left() + plane.width() + 1) {
            return;
        }
        graphics.setStroke(ink);
        graphics.setLineWidth(1);
        graphics.setLineDashes(3, 3);
        double whole = Math.floor(x) + 0.5;
        graphics.strokeLine(whole, plane.top(), whole, plane.top() + plane.height());
        graphics.setLineDashes();
        for (CurveChartModel.Reading reading : readings) {
            double atX = plane.x(reading.place());
            double atY = plane.y(reading.smoothed());
            if (plane.holds(atX, atY)) {
                graphics.setFill(ground);
                graphics.fillOval(atX - 4.5, atY - 4.5, 9, 9);
                graphics.setFill(CurvePainter.colour(reading.curve()));
                graphics.fillOval(atX - 3, atY - 3, 6, 6);
            }
        }
    }

    /** The values beside the line, on the side where there is more room. */
    void card(
            List<CurveChartModel.Reading> readings,
            double place,
            String acrossTitle,
            boolean smooth,
            Paint ink,
            Paint ground,
            Paint rule) {
        String head = acrossTitle + " " + Ticks.number(place);
        double names = 0;
        double values = 0;
        for (CurveChartModel.Reading reading : readings) {
            names = Math.max(names, width(reading.curve().name(), FONT));
            values = Math.max(values, width(text(reading, smooth), FONT));
        }
        double wide = Math.max(width(head, HEAD), SWATCH + names + GAP + values) + 2 * ROOM;
        double high = ROW * (readings.size() + 1) + ROOM;
        double line = plane.x(place);
        double x = line + AWAY + wide <= plane.left() + plane.width() ? line + AWAY : line - AWAY - wide;
        x = Math.max(2, x);
        double y = plane.top() + 4;
        graphics.setFill(ground);
        graphics.fillRoundRect(x, y, wide, high, 8, 8);
        graphics.setStroke(rule);
        graphics.setLineWidth(1);
        graphics.strokeRoundRect(x + 0.5, y + 0.5, wide - 1, high - 1, 8, 8);
        graphics.setTextBaseline(VPos.CENTER);
        y += ROOM / 2 + ROW / 2;
        text(head, x + ROOM, y, TextAlignment.LEFT, HEAD, ink);
        for (CurveChartModel.Reading reading : readings) {
            y += ROW;
            Color colour = CurvePainter.colour(reading.curve());
            graphics.setFill(colour);
            graphics.fillRoundRect(x + ROOM, y - 4, 8, 8, 3, 3);
            text(reading.curve().name(), x + ROOM + SWATCH, y, TextAlignment.LEFT, FONT, ink);
            text(text(reading, smooth), x + wide - ROOM, y, TextAlignment.RIGHT, FONT, ink);
        }
    }

    /** The average first, the value itself in brackets. */
    private static String text(CurveChartModel.Reading reading, boolean smooth) {
        String value = Ticks.number(reading.value());
        return smooth ? Ticks.number(reading.smoothed()) + "  (" + value + ")" : value;
    }

    private void text(String words, double x, double y, TextAlignment side, Font font, Paint ink) {
        graphics.setFill(ink);
        graphics.setFont(font);
        graphics.setTextAlign(side);
        graphics.fillText(words, x, y);
    }

    private static double width(String words, Font font) {
        Text measure = new Text(words);
        measure.setFont(font);
        return Math.ceil(measure.getLayoutBounds().getWidth());
    }
}
