package ijepa.renderer.figure.recipe;

import java.util.List;

import ijepa.renderer.figure.FigureFormat;

/**
 * All that is needed to make a figure again.
 *
 * @param program version of the program that made it
 * @param format  sizes and font
 * @param items   what it is made from, in order
 * @param caption for the text around it; may be empty
 */
public record FigureRecipe(String program, FigureFormat format, List<Item> items, String caption) {

    public FigureRecipe {
        items = List.copyOf(items);
    }

    /**
     * One thing shown; some sources become more than one part.
     *
     * @param title above it; may be empty
     */
    public record Item(String title, PanelSource source) {}
}
