package ijepa.renderer.figure;

import java.util.ArrayList;
import java.util.List;

import ijepa.renderer.figure.Element.Side;

/** Lays out a table as papers print it: rules above and below, none between. */
final class TableLayout {

    private final Ink ink;
    private final Panel.Table table;
    private final double left;
    private final double width;

    TableLayout(Ink ink, Panel.Table table, double left, double width) {
        this.ink = ink;
        this.table = table;
        this.left = left;
        this.width = width;
    }

    double draw(double top) {
        int columns = table.columns().size();
        double[] wide = new double[columns];
        double all = 0;
        for (int c = 0; c < columns; c++) {
            wide[c] = ink.width(table.columns().get(c), true);
            for (List<String> row : table.rows()) {
                wide[c] = Math.max(wide[c], ink.width(row.get(c), false));
            }
            all += wide[c];
        }
        // Room that is left over goes between the columns; room that lacks is taken from all in proportion.
        double between = Math.max(ink.size(), (width - all) / Math.max(1, columns - 1));
        double shrink = Math.min(1, (width - between * (columns - 1)) / all);
        double step = ink.line() * 1.15;
        double y = top + 1;
        ink.rule(left, y, left + width, y, 0.8, Ink.BLACK);
        y += 2;
        row(table.columns(), wide, between, shrink, y, true);
        y += step + 1;
        ink.rule(left, y, left + width, y, 0.4, Ink.BLACK);
        y += 2;
        for (List<String> row : table.rows()) {
            row(row, wide, between, shrink, y, false);
            y += step;
        }
        y += 1;
        ink.rule(left, y, left + width, y, 0.8, Ink.BLACK);
        return y + 1 - top;
    }

    private void row(List<String> texts, double[] wide, double between, double shrink, double y, boolean strong) {
        double x = left;
        List<Boolean> numbers = numeric();
        for (int c = 0; c < texts.size(); c++) {
            double room = wide[c] * shrink;
            String words = ink.fitted(texts.get(c), room + 0.01, strong);
            double at = numbers.get(c) ? x + room : x;
            Side side = numbers.get(c) ? Side.RIGHT : Side.LEFT;
            ink.write(words, at, y + ink.ascent(), ink.size(), strong, Ink.BLACK, side, false);
            x += room + between;
        }
    }

    private List<Boolean> numeric() {
        List<Boolean> numbers = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            int column = c;
            numbers.add(!table.rows().isEmpty()
                    && table.rows().stream().allMatch(row -> row.get(column).matches("[-\u2212+]?[0-9].*|\u2013?")));
        }
        return numbers;
    }
}
