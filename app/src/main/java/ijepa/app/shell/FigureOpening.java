package ijepa.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ijepa.core.mask.MaskLayout;
import ijepa.renderer.figure.FileKind;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.RecipeFile;

/**
 * A figure that is opened in the window, with what of it the whole window shows.
 *
 * @param recipe     nothing where the file holds none
 * @param image      its first picture
 * @param checkpoint its weights, where they come with the program or are a file that is there
 * @param warning    what to tell, where another version made it
 */
record FigureOpening(
        Optional<FigureRecipe> recipe,
        Optional<ImageSource> image,
        Optional<MaskLayout> layout,
        Optional<FileInput> checkpoint,
        Optional<String> warning) {

    /** Whether a file's name is one that figures and recipes have. */
    static boolean mayBeFigure(Path file) {
        return Files.isRegularFile(file)
                && (FileKind.named(file).isPresent()
                        || file.toString().toLowerCase(Locale.ROOT).endsWith(".json"));
    }

    /**
     * Looks into a file.
     *
     * @throws ijepa.core.InputException when the recipe in it cannot be used
     */
    static FigureOpening of(Path file) {
        Optional<RecipeFile> found = RecipeFile.find(file);
        Optional<FigureRecipe> recipe = found.map(
                        own -> RecipeFile.withFontBeside(file, own.pages().getFirst()))
                .map(own -> own.withFiles(input -> placed(input, file)));
        List<PanelSource> sources = recipe.stream()
                .flatMap(own -> own.items().stream())
                .map(FigureRecipe.Item::source)
                .toList();
        return new FigureOpening(
                recipe,
                first(sources, FigureOpening::image),
                first(sources, FigureOpening::layout),
                first(sources, FigureOpening::checkpoint),
                found.flatMap(RecipeFile::warning));
    }

    /** The window has no working directory that anybody knows: files are named in full. */
    private static FileInput placed(FileInput input, Path file) {
        if (input.comesWithTheProgram()) {
            return input;
        }
        Path full = Path.of(input.beside(file).path());
        return new FileInput(full.toAbsolutePath().normalize().toString(), input.sha256());
    }

    private static <T> Optional<T> first(
            List<PanelSource> sources, java.util.function.Function<PanelSource, Optional<T>> look) {
        return sources.stream().map(look).flatMap(Optional::stream).findFirst();
    }

    private static Optional<ImageSource> image(PanelSource source) {
        List<FileInput> images = switch (source) {
            case PanelSource.Figure6 own -> own.images();
            case PanelSource.Figure7 own -> own.images();
            case PanelSource.MaskStrategies own -> own.images();
            case PanelSource.MaskLayouts own -> own.images();
            case PanelSource.EmbeddingMaps own -> own.images();
            case PanelSource.SampleSheet own -> own.images();
            default -> List.of();
        };
        return images.stream().findFirst().flatMap(FigureOpening::image);
    }

    private static Optional<ImageSource> image(FileInput file) {
        if (file.path().startsWith(FileInput.SAMPLE)) {
            return SampleImages.all().stream()
                    .filter(sample -> sample.name().equals(file.name()))
                    .findFirst();
        }
        Path path = Path.of(file.path());
        return Files.isRegularFile(path) ? Optional.of(new ImageSource.File(path)) : Optional.empty();
    }

    private static Optional<MaskLayout> layout(PanelSource source) {
        return switch (source) {
            case PanelSource.Figure6 own -> Optional.of(own.layout());
            case PanelSource.MaskLayouts own -> Optional.of(own.layouts().getFirst());
            case PanelSource.EmbeddingMaps own -> Optional.of(own.layout());
            case PanelSource.SampleSheet own -> Optional.of(own.layout());
            default -> Optional.empty();
        };
    }

    private static Optional<FileInput> checkpoint(PanelSource source) {
        Optional<FileInput> file = switch (source) {
            case PanelSource.Figure6 own -> Optional.of(own.checkpoint());
            case PanelSource.Figure7 own -> Optional.of(own.checkpoint());
            case PanelSource.EmbeddingMaps own -> Optional.of(own.checkpoint());
            case PanelSource.SampleSheet own -> Optional.of(own.checkpoint());
            case PanelSource.Architecture own -> Optional.of(own.checkpoint());
            default -> Optional.empty();
        };
        return file.filter(own -> own.path().equals(FileInput.BUNDLED) || Files.exists(Path.of(own.path())));
    }
}
