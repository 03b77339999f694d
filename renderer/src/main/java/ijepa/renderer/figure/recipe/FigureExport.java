package ijepa.renderer.figure.recipe;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import ijepa.renderer.figure.Figure;
import ijepa.renderer.figure.FigureFile;
import ijepa.renderer.figure.FileKind;

/** Writes made figures with their recipes: many as the pages of one PDF, or as numbered files. */
public final class FigureExport {

    /**
     * What was written.
     *
     * @param warnings what should be said of the figures all the same, each once
     */
    public record Written(List<Figure> figures, List<Path> files, List<String> warnings) {}

    private FigureExport() {}

    /** Where a recipe alone is written. */
    public static boolean isRecipe(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    /**
     * Makes and writes.
     *
     * @param recipes sealed, one a page
     * @param out     ends in .pdf, .svg, .png or, for the recipe alone, .json
     * @throws ijepa.core.InputException when an input cannot be used or a file cannot be written
     */
    public static Written write(List<FigureRecipe> recipes, FigureMaker maker, Path out, Progress progress) {
        if (isRecipe(out)) {
            FigureFile.write((RecipeFile.of(recipes).json() + "\n").getBytes(StandardCharsets.UTF_8), out);
            return new Written(List.of(), List.of(out), List.of());
        }
        FileKind kind = FileKind.toWrite(out);
        List<Figure> figures = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        Set<String> warnings = new LinkedHashSet<>();
        for (int i = 0; i < recipes.size(); i++) {
            int before = i;
            FigureMaker.Made made = maker.make(
                    recipes.get(i),
                    (done, all) -> progress.at(before * 100 + 100 * done / Math.max(1, all), recipes.size() * 100));
            if (kind != FileKind.PDF || recipes.size() == 1) {
                Path file = recipes.size() == 1 ? out : numbered(out, kind, i + 1, recipes.size());
                String recipe = RecipeFile.of(List.of(recipes.get(i))).json();
                FigureFile.write(FigureFile.bytes(made.figure(), recipe, kind), file);
                files.add(file);
            }
            figures.add(made.figure());
            warnings.addAll(made.warnings());
        }
        if (files.isEmpty()) {
            FigureFile.write(FigureFile.pages(figures, RecipeFile.of(recipes).json()), out);
            files.add(out);
        }
        return new Written(figures, files, List.copyOf(warnings));
    }

    private static Path numbered(Path out, FileKind kind, int number, int of) {
        String name = out.getFileName().toString();
        String digits = String.format(Locale.ROOT, "%0" + Integer.toString(of).length() + "d", number);
        return out.resolveSibling(
                name.substring(0, name.length() - kind.ending().length()) + "-" + digits + kind.ending());
    }
}
