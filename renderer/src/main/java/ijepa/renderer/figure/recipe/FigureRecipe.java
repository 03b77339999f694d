package ijepa.renderer.figure.recipe;

import java.util.List;
import java.util.function.UnaryOperator;

import ijepa.core.InputException;
import ijepa.renderer.figure.FigureFormat;

/**
 * All that is needed to make a figure again.
 *
 * @param format  sizes and font
 * @param items   what it is made from, in order
 * @param caption for the text around it; may be empty
 */
public record FigureRecipe(FigureFormat format, List<Item> items, String caption) {

    public FigureRecipe {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new InputException("The figure has no parts: add at least one.");
        }
    }

    /**
     * One thing shown; some sources become more than one part.
     *
     * @param title above it; may be empty
     */
    public record Item(String title, PanelSource source) {}

    public FigureRecipe withFormat(FigureFormat other) {
        return new FigureRecipe(other, items, caption);
    }

    /** The same with each of its files replaced. */
    public FigureRecipe withFiles(UnaryOperator<FileInput> change) {
        return new FigureRecipe(
                format,
                items.stream()
                        .map(item -> new Item(item.title(), SourceFiles.map(item.source(), change)))
                        .toList(),
                caption);
    }
}
