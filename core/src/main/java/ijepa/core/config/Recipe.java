package ijepa.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import ijepa.core.InputException;

/**
 * A configuration that comes with the program: a file in the official format, whose first comment line says what it is.
 *
 * @param name how a user asks for it
 * @param text YAML
 */
public record Recipe(String name, String text) {

    /** Where a run starts from when nothing else is named. */
    public static final String USUAL = "small";

    private static final List<String> NAMES =
            List.of(USUAL, "official-vith14", "official-vith16-448", "official-vith14-in22k", "official-vitg16-in22k");

    /** All recipes, the usual one first. */
    public static List<Recipe> all() {
        return NAMES.stream().map(Recipe::load).toList();
    }

    /**
     * One recipe.
     *
     * @throws InputException when there is none of that name
     */
    public static Recipe named(String name) {
        if (!NAMES.contains(name)) {
            throw new InputException(
                    "There is no recipe '" + name + "': the recipes are " + String.join(", ", NAMES) + ".");
        }
        return load(name);
    }

    private static Recipe load(String name) {
        try (InputStream stream = Recipe.class.getResourceAsStream("recipes/" + name + ".yaml")) {
            return new Recipe(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What it is: its comment. */
    public String about() {
        return text.lines()
                .takeWhile(line -> line.startsWith("#"))
                .map(line -> line.substring(1).strip())
                .collect(Collectors.joining(" "));
    }

    /**
     * The configuration.
     *
     * @param overrides values that go before the recipe's, such as {@code optimization.lr=5e-4}
     * @throws ConfigurationException with everything that is wrong with them
     */
    public PretrainFile read(List<String> overrides) {
        return PretrainFile.parse(text, "The recipe " + name, overrides);
    }
}
