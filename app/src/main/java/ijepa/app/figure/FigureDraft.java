package ijepa.app.figure;

import java.util.List;
import java.util.Optional;

import ijepa.renderer.figure.FigureFormat;
import ijepa.renderer.figure.recipe.FigureRecipe;

/**
 * A figure while it is made, which may have no parts yet; what undo goes back to.
 *
 * @param format  how it is printed
 * @param parts   in order
 * @param caption may be empty
 */
record FigureDraft(FigureFormat format, List<FigureRecipe.Item> parts, String caption) {

    FigureDraft {
        parts = List.copyOf(parts);
    }

    static FigureDraft of(FigureRecipe recipe) {
        return new FigureDraft(recipe.format(), recipe.items(), recipe.caption());
    }

    /** The figure; nothing while it has no parts. */
    Optional<FigureRecipe> recipe() {
        return parts.isEmpty() ? Optional.empty() : Optional.of(new FigureRecipe(format, parts, caption));
    }
}
