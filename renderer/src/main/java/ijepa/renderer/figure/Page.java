package ijepa.renderer.figure;

import java.util.List;

/**
 * A figure laid out: all that is drawn, and where.
 *
 * @param width    in points
 * @param height   in points
 * @param elements the first lowest
 * @param font     of its texts
 */
public record Page(double width, double height, List<Element> elements, FigureFont font) {

    public Page {
        elements = List.copyOf(elements);
    }

    /** The page of a figure. */
    public static Page of(Figure figure) {
        return FigureLayout.page(figure, FigureFont.of(figure.format().font()));
    }
}
