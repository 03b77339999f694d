package ijepa.renderer.figure.recipe;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import ijepa.core.InputException;
import ijepa.renderer.figure.Figure;
import ijepa.renderer.figure.FigureFile;
import ijepa.renderer.figure.FigurePages;
import ijepa.renderer.figure.FileKind;

/** Writes made figures with their recipes: many as the pages of one PDF, or as numbered files. */
public final class FigureExport {

    /**
     * What was written.
     *
     * @param first    the first figure, whose format and caption those of a batch all have; empty for a recipe alone
     * @param pages    figures or recipes written, as many as files or all in one
     * @param warnings what should be said of the figures all the same, each once
     */
    public record Written(Optional<Figure> first, int pages, List<Path> files, List<String> warnings) {}

    /** What becomes of the others where a page cannot be made. */
    public enum Failing {
        /** They are not written either. */
        ENDS,
        /** They are written, and a warning says which is not there and why. */
        IS_LEFT_OUT
    }

    private FigureExport() {}

    /** Where a recipe alone is written. */
    public static boolean isRecipe(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    /**
     * Makes and writes.
     *
     * @param recipes one a page
     * @param seal    gives a recipe the digests of its files, and refuses files that are not what they were
     * @param out     ends in .pdf, .svg, .png or, for the recipe alone, .json
     * @throws InputException when an input cannot be used or a file cannot be written
     */
    public static Written write(
            List<FigureRecipe> recipes,
            UnaryOperator<FigureRecipe> seal,
            FigureMaker maker,
            Path out,
            Failing failing,
            Progress progress) {
        if (isRecipe(out)) {
            return recipesAlone(recipes, seal, out, failing, progress);
        }
        // Of what is given whole or not at all everything is looked at before anything is drawn.
        if (failing == Failing.ENDS) {
            return pages(recipes.stream().map(seal).toList(), UnaryOperator.identity(), maker, out, failing, progress);
        }
        return pages(recipes, seal, maker, out, failing, progress);
    }

    private static Written pages(
            List<FigureRecipe> recipes,
            UnaryOperator<FigureRecipe> seal,
            FigureMaker maker,
            Path out,
            Failing failing,
            Progress progress) {
        FileKind kind = FileKind.toWrite(out);
        boolean together = kind == FileKind.PDF && recipes.size() > 1;
        Optional<Figure> first = Optional.empty();
        List<Path> files = new ArrayList<>();
        List<FigureRecipe> pages = new ArrayList<>();
        Set<String> warnings = new LinkedHashSet<>();
        try (FigurePages document = new FigurePages()) {
            for (int i = 0; i < recipes.size(); i++) {
                int before = i;
                FigureRecipe recipe;
                Path file = recipes.size() == 1 ? out : numbered(out, kind, i + 1, recipes.size());
                Figure figure;
                byte[] content = {};
                progress.step(i * 100, recipes.size() * 100);
                try {
                    recipe = seal.apply(recipes.get(i));
                    FigureMaker.Made made = maker.make(
                            recipe,
                            (done, all) ->
                                    progress.at(before * 100 + 100 * done / Math.max(1, all), recipes.size() * 100));
                    figure = made.figure();
                    if (together) {
                        document.add(figure);
                    } else {
                        content = FigureFile.bytes(
                                figure, RecipeFile.of(List.of(recipe)).json(), kind);
                    }
                    warnings.addAll(made.warnings());
                } catch (InputException failure) {
                    warnings.add(leftOut(i, recipes.size(), pages.size(), failing, failure));
                    continue;
                }
                if (!together) {
                    FigureFile.write(content, file);
                    files.add(file);
                }
                pages.add(recipe);
                first = first.or(() -> Optional.of(figure));
            }
            if (together) {
                FigureFile.write(document.bytes(RecipeFile.of(pages).json()), out);
                files.add(out);
            }
        }
        return new Written(first, pages.size(), files, List.copyOf(warnings));
    }

    private static Written recipesAlone(
            List<FigureRecipe> recipes,
            UnaryOperator<FigureRecipe> seal,
            Path out,
            Failing failing,
            Progress progress) {
        List<FigureRecipe> sealed = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < recipes.size(); i++) {
            progress.step(i, recipes.size());
            try {
                sealed.add(seal.apply(recipes.get(i)));
            } catch (InputException failure) {
                warnings.add(leftOut(i, recipes.size(), sealed.size(), failing, failure));
            }
        }
        FigureFile.write((RecipeFile.of(sealed).json() + "\n").getBytes(StandardCharsets.UTF_8), out);
        return new Written(Optional.empty(), sealed.size(), List.of(out), warnings);
    }

    /**
     * What is said of a page that could not be made.
     *
     * @throws InputException where that ends all, as where none was made
     */
    private static String leftOut(int page, int pages, int made, Failing failing, InputException failure) {
        if (failing == Failing.ENDS || page == pages - 1 && made == 0) {
            throw failure;
        }
        return "Page " + (page + 1) + " is left out. " + failure.getMessage();
    }

    private static Path numbered(Path out, FileKind kind, int number, int of) {
        String name = out.getFileName().toString();
        String digits = String.format(Locale.ROOT, "%0" + Integer.toString(of).length() + "d", number);
        return out.resolveSibling(
                name.substring(0, name.length() - kind.ending().length()) + "-" + digits + kind.ending());
    }
}
