package ijepa.renderer.figure.recipe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that a figure is made from.
 *
 * @param path   as it was named; seen from the working directory, else from the recipe's folder. {@code sample:NAME} is a
 *               photograph that comes with the program, {@link #BUNDLED} the model that does and {@link #BUNDLED_DECODER} the
 *               decoder
 * @param sha256 of its content, hexadecimal; nothing before the figure was first made
 */
public record FileInput(String path, Optional<String> sha256) {

    /** The model that comes with the program. */
    public static final String BUNDLED = "bundled";

    /** The decoder that comes with the program. */
    public static final String BUNDLED_DECODER = "bundled-decoder";

    /** Before the names of photographs that come with the program. */
    public static final String SAMPLE = "sample:";

    /** A file that was not looked at yet. */
    public static FileInput of(String path) {
        return new FileInput(path, Optional.empty());
    }

    public FileInput withHash(String hash) {
        return new FileInput(path, Optional.of(hash));
    }

    /** Whether it is no file of the user's. */
    public boolean comesWithTheProgram() {
        return path.startsWith(SAMPLE) || path.equals(BUNDLED) || path.equals(BUNDLED_DECODER);
    }

    /** The same, found from the working directory, else beside a recipe; unchanged where it is in neither place. */
    public FileInput beside(Path recipe) {
        if (comesWithTheProgram()) {
            return this;
        }
        Path beside = recipe.resolveSibling(path);
        return Files.exists(Path.of(path)) || !Files.exists(beside) ? this : new FileInput(beside.toString(), sha256);
    }

    /** Its name without folders. */
    public String name() {
        String plain = path.startsWith(SAMPLE) ? path.substring(SAMPLE.length()) : path;
        // Shells complete a folder with one at its end.
        plain = plain.replaceFirst("(?<=.)[/\\\\]+$", "");
        return plain.substring(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1);
    }
}
