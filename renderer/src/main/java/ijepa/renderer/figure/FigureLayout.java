package ijepa.renderer.figure;

import java.util.ArrayList;
import java.util.List;

import ijepa.core.InputException;
import ijepa.renderer.figure.Element.Side;

/** Puts the parts of a figure on a page: columns of one width, labels a, b, c at their corners. */
final class FigureLayout {

    /** Between parts, in millimetres. */
    private static final double GAP = 4;

    private static final double MARGIN = 2;
    private static final double TALLEST = 14_400;

    private FigureLayout() {}

    static Page page(Figure figure, FigureFont font) {
        FigureFormat format = figure.format();
        Ink ink = new Ink(font, format.textPoints());
        double gap = FigureFormat.points(GAP);
        int columns = Math.min(format.columns(), figure.parts().size());
        double width = (format.width() - 2 * MARGIN - (columns - 1) * gap) / columns;
        boolean labels = format.labels() && figure.parts().size() > 1;
        double top = MARGIN;
        for (int first = 0; first < figure.parts().size(); first += columns) {
            List<Figure.Part> row = figure.parts()
                    .subList(first, Math.min(first + columns, figure.parts().size()));
            boolean heads =
                    labels || row.stream().anyMatch(part -> !part.title().isEmpty());
            double below = top + (heads ? ink.line() + 2 : 0);
            double height = 0;
            for (int i = 0; i < row.size(); i++) {
                double left = MARGIN + i * (width + gap);
                head(ink, row.get(i).title(), labels ? label(first + i) : "", left, top, width);
                height = Math.max(height, draw(ink, row.get(i).panel(), left, below, width));
            }
            top = below + height + (first + columns < figure.parts().size() ? gap : 0);
        }
        double height = top + MARGIN;
        if (height > TALLEST) {
            throw new InputException("The figure would be " + Math.round(height / FigureFormat.points(1))
                    + " mm tall, more than a PDF page can be (5080 mm): show less in it, or give it more columns.");
        }
        return new Page(format.width(), height, new ArrayList<>(ink.elements()), font);
    }

    private static void head(Ink ink, String title, String label, double left, double top, double width) {
        double from = left;
        double points = Math.min(10, ink.size() + 1);
        if (!label.isEmpty()) {
            ink.write(label, left, top + ink.ascent(), points, true, Ink.BLACK, Side.LEFT, false);
            from += points + 2;
        }
        if (!title.isEmpty()) {
            ink.text(ink.fitted(title, left + width - from, false), from, top + ink.ascent(), Ink.BLACK, Side.LEFT);
        }
    }

    /** a to z, then aa, ab and so on. */
    private static String label(int number) {
        String last = Character.toString('a' + number % 26);
        return number < 26 ? last : label(number / 26 - 1) + last;
    }

    /** Draws a panel and returns its height. */
    private static double draw(Ink ink, Panel panel, double left, double top, double width) {
        return switch (panel) {
            case Panel.Pictures pictures -> new PicturesLayout(ink, pictures, left, width).draw(top);
            case Panel.Chart chart -> new ChartLayout(ink, chart, left, width).draw(top);
            case Panel.Diagram diagram -> new DiagramLayout(ink, diagram, left, width).draw(top);
            case Panel.Table table -> new TableLayout(ink, table, left, width).draw(top);
        };
    }
}
