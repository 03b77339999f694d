package ijepa.app.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

import ijepa.app.shell.Background;
import ijepa.app.shell.LatestWins;
import ijepa.core.InputException;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.RecipeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The figure that is being made, kept as its recipe from one session to the next. */
final class KeptFigure {

    private static final Logger LOG = LoggerFactory.getLogger(KeptFigure.class);

    private final Path file;
    private final LatestWins<Optional<FigureRecipe>, Path> writing;

    /**
     * A place to keep it.
     *
     * @param file a recipe, written in the background after every change
     */
    KeptFigure(Path file, Background background) {
        this.file = file;
        writing = new LatestWins<>(
                background.files(),
                background.window(),
                LatestWins.Overtaken.SHOWN,
                (recipe, overtaken) -> write(recipe),
                written -> {},
                failure -> LOG.warn("The figure cannot be kept in {}: {}", file, failure.getMessage()));
    }

    /** The last session's figure; nothing where there was none or it cannot be read any more. */
    Optional<FigureRecipe> read() {
        try {
            return Files.exists(file)
                    ? RecipeFile.find(file).map(found -> found.pages().getFirst())
                    : Optional.empty();
        } catch (InputException unusable) {
            LOG.warn("The last session's figure is forgotten: {}", unusable.getMessage());
            return Optional.empty();
        }
    }

    /** Keeps a figure, or that there is none. */
    void keep(Optional<FigureRecipe> recipe) {
        writing.request(recipe);
    }

    private Path write(Optional<FigureRecipe> recipe) throws IOException {
        if (recipe.isEmpty()) {
            Files.deleteIfExists(file);
            return file;
        }
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "figure", ".tmp");
        Files.writeString(draft, RecipeFile.of(List.of(recipe.get())).json());
        return Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
