package ijepa.app.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import ijepa.app.shell.Notices.Topic;
import ijepa.core.image.ImageFolder;
import ijepa.renderer.diffusion.DecoderFile;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.FileInput;

/** Finds out what files are that are dropped, pasted or named, and opens them as that. */
final class FileOpening {

    private final ShellModel shell;
    private final LayoutFiles layouts;
    private final RecentFiles recent;
    private final Consumer<FigureRecipe> figures;

    /**
     * Opens into a window.
     *
     * @param figures told of a figure once all is on its way that it was made from
     */
    FileOpening(ShellModel shell, LayoutFiles layouts, RecentFiles recent, Consumer<FigureRecipe> figures) {
        this.shell = shell;
        this.layouts = layouts;
        this.recent = recent;
        this.figures = figures;
    }

    /** Opens figures, pictures, a folder, a checkpoint, a decoder or a layout. */
    void open(List<Path> files) {
        if (!files.isEmpty() && FigureOpening.mayBeFigure(files.getFirst())) {
            shell.background().files().execute(() -> {
                try {
                    FigureOpening found = FigureOpening.of(files.getFirst());
                    shell.background().window().execute(() -> openFound(files, found));
                } catch (RuntimeException | Error failure) {
                    shell.background().window().execute(() -> shell.notices().report(Topic.FILE, failure));
                }
            });
        } else {
            openOther(files);
        }
    }

    /** Opens a figure with all that it was made from, or what the files are if they are none. */
    private void openFound(List<Path> files, FigureOpening found) {
        if (found.recipe().isEmpty()) {
            openOther(files);
            return;
        }
        found.checkpoint().ifPresent(this::openCheckpoint);
        found.layout().ifPresent(layouts::use);
        found.image().ifPresent(shell::open);
        figures.accept(found.recipe().get());
        shell.notices().settle(Topic.FILE);
        found.warning().ifPresent(warning -> shell.notices().tell(Topic.FILE, warning));
        recent.remember(files.getFirst());
    }

    /** Opens a figure's weights unless they are open and no others are coming. */
    private void openCheckpoint(FileInput wanted) {
        Optional<Path> present = shell.selection().checkpoint().flatMap(OpenCheckpoint::file);
        Optional<Path> file = Optional.of(wanted.path())
                .filter(path -> !path.equals(FileInput.BUNDLED))
                .map(Path::of);
        boolean open = shell.selection().checkpoint().isPresent()
                && shell.checkpointOpening().isEmpty()
                && file.equals(present);
        if (!open) {
            file.ifPresentOrElse(shell::openCheckpoint, shell::openBundledModel);
        }
    }

    private void openOther(List<Path> files) {
        List<Path> pictures = files.stream()
                .filter(file -> Files.isRegularFile(file) && ImageFolder.isPicture(file))
                .toList();
        if (!pictures.isEmpty()) {
            shell.openImages(pictures);
            return;
        }
        files.stream().findFirst().ifPresent(file -> {
            if (Files.isDirectory(file) && !isModelFolder(file)) {
                shell.openFolder(file);
            } else if (file.getFileName().toString().endsWith(".json")) {
                shell.openLayout(file);
            } else {
                openWeights(file);
            }
        });
    }

    /** Decoders and checkpoints have the same ending. */
    private void openWeights(Path file) {
        shell.background().files().execute(() -> {
            boolean decoder = Files.isRegularFile(file) && DecoderFile.isDecoder(file);
            shell.background().window().execute(() -> {
                if (decoder) {
                    shell.openDecoder(file);
                } else {
                    shell.openCheckpoint(file);
                }
            });
        });
    }

    private static boolean isModelFolder(Path folder) {
        return Files.exists(folder.resolve("config.json"));
    }
}
