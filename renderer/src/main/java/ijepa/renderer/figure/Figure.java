package ijepa.renderer.figure;

import java.util.List;

/**
 * A figure: parts in a grid, labelled a, b, c.
 *
 * @param format  sizes and font
 * @param parts   from left to right, then down
 * @param caption for the text around the figure, not drawn on it; may be empty
 */
public record Figure(FigureFormat format, List<Part> parts, String caption) {

    public Figure {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A figure needs at least one part.");
        }
    }

    /**
     * One part.
     *
     * @param title a line above it; may be empty
     */
    public record Part(String title, Panel panel) {}
}
