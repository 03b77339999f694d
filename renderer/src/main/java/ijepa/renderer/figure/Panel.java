package ijepa.renderer.figure;

import java.util.List;
import java.util.Optional;

/** What one part of a figure shows. Its width is the figure's business; its height follows from what it holds. */
public sealed interface Panel {

    /**
     * Pictures in rows and columns.
     *
     * @param columns headings, one a column; empty texts for none
     * @param rows    names of rows, at their left; empty texts for none
     * @param tiles   by row; nothing leaves a place free
     * @param bars    colour bars below columns, one a column; may be empty as a whole
     */
    record Pictures(
            List<String> columns, List<String> rows, List<List<Optional<Tile>>> tiles, List<Optional<ScaleBar>> bars)
            implements Panel {

        public Pictures {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
            tiles = tiles.stream().map(List::copyOf).toList();
            bars = List.copyOf(bars);
            int wide = columns.size();
            if (wide == 0 || tiles.isEmpty() || tiles.stream().anyMatch(row -> row.size() != wide)) {
                throw new IllegalArgumentException(
                        "A grid of pictures needs at least one row, and a picture or nothing in each of its columns.");
            }
            if (rows.size() != tiles.size() || !bars.isEmpty() && bars.size() != wide) {
                throw new IllegalArgumentException(
                        "A grid of pictures needs a name a row and, where there are colour bars, one a column or nothing.");
            }
        }
    }

    /**
     * Curves or bars over two axes.
     *
     * @param xTitle with the unit
     * @param yTitle with the unit
     * @param xLog   whether the x axis is logarithmic; points at 0 or below are left out
     * @param yLog   the same of the y axis
     */
    record Chart(String xTitle, String yTitle, boolean xLog, boolean yLog, List<Series> series) implements Panel {

        public Chart {
            series = List.copyOf(series);
        }
    }

    /**
     * Boxes and arrows.
     *
     * @param nodes  the boxes
     * @param arrows between them
     */
    record Diagram(List<Node> nodes, List<Arrow> arrows) implements Panel {

        public Diagram {
            nodes = List.copyOf(nodes);
            arrows = List.copyOf(arrows);
        }

        /**
         * A box.
         *
         * @param title  its first line
         * @param lines  below the title
         * @param column place from the left, from 0
         * @param row    place from the top, from 0
         * @param colour number in the palette of Okabe and Ito, from 0; negative for none
         */
        public record Node(String title, List<String> lines, int column, int row, int colour) {

            public Node {
                lines = List.copyOf(lines);
            }
        }

        /**
         * An arrow from box to box.
         *
         * @param from   number of a node, from 0
         * @param to     the same
         * @param words  beside it; may be empty
         * @param dashed for what is no flow of gradients
         */
        public record Arrow(int from, int to, String words, boolean dashed) {}
    }

    /**
     * Texts in rows and columns.
     *
     * @param columns headings
     * @param rows    each with one text a column; numbers stand at the right
     */
    record Table(List<String> columns, List<List<String>> rows) implements Panel {

        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            int wide = columns.size();
            if (wide == 0 || rows.stream().anyMatch(row -> row.size() != wide)) {
                throw new IllegalArgumentException("A table needs a text in each of its " + wide + " columns.");
            }
        }
    }
}
