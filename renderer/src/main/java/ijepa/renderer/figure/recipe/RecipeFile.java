package ijepa.renderer.figure.recipe;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.Program;
import ijepa.core.Reason;
import ijepa.renderer.figure.FigureFile;
import ijepa.renderer.figure.FigureFormat;

/**
 * Recipes as they lie in a file, one a page, alone as JSON or inside a figure.
 *
 * @param program version of the program that wrote it
 */
public record RecipeFile(String program, List<FigureRecipe> pages) {

    public RecipeFile {
        pages = List.copyOf(pages);
        if (pages.isEmpty()) {
            throw new InputException("The figure's recipe has no pages.");
        }
    }

    /** Recipes that this version of the program writes. */
    public static RecipeFile of(List<FigureRecipe> pages) {
        return new RecipeFile(Program.VERSION, pages);
    }

    /**
     * A page whose font is looked for where all files of a recipe are: from the working directory, else from the recipe's
     * folder.
     */
    public static FigureRecipe withFontBeside(Path recipe, FigureRecipe page) {
        String font = page.format().font();
        return font.equals(FigureFormat.ROBOTO)
                ? page
                : page.withFormat(
                        page.format().withFont(FileInput.of(font).beside(recipe).path()));
    }

    /** As JSON; the same recipes are always the same text. */
    public String json() {
        return RecipeJson.write(this);
    }

    /** What to tell when another version of the program wrote it. */
    public Optional<String> warning() {
        return program.equals(Program.VERSION)
                ? Optional.empty()
                : Optional.of("The figure was made by version " + program + " of the program, and this is "
                        + Program.VERSION + ": it may look a little different.");
    }

    /**
     * Reads a recipe, or the one inside a figure.
     *
     * @throws InputException when there is none, or it is damaged or of a newer kind
     */
    public static RecipeFile read(Path file) {
        return find(file)
                .orElseThrow(
                        () -> new InputException(
                                file
                                        + " holds no recipe of a figure: give a recipe (.json), or a PDF, SVG or PNG that this program made."));
    }

    /**
     * Reads the recipe that a file is or holds, where it is or holds one.
     *
     * @throws InputException when it is damaged or of a newer kind
     */
    public static Optional<RecipeFile> find(Path file) {
        if (!file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".json")) {
            return FigureFile.recipe(file).map(json -> RecipeJson.read(json, "The recipe in " + file));
        }
        try {
            String json = Files.readString(file);
            return json.contains(RecipeJson.MARK)
                    ? Optional.of(RecipeJson.read(json, file.toString()))
                    : Optional.empty();
        } catch (NoSuchFileException missing) {
            throw new InputException("There is no file " + file + ".", missing);
        } catch (MalformedInputException noText) {
            throw new InputException(file + " is no text, so it holds no recipe.", noText);
        } catch (IOException failure) {
            throw new InputException(file + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }
}
