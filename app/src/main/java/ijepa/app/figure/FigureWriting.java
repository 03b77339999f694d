package ijepa.app.figure;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import ijepa.app.shell.Notices;
import ijepa.app.shell.ShellModel;
import ijepa.core.image.ImageFolder;
import ijepa.core.run.RunCheckpoint;
import ijepa.core.run.RunDirectory;
import ijepa.renderer.figure.recipe.Batch;
import ijepa.renderer.figure.recipe.FigureExport;
import ijepa.renderer.figure.recipe.FigureInputs;
import ijepa.renderer.figure.recipe.FigureMaker;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.FileInput;

/** Writes figures in the background, as jobs that are seen and can be cancelled, and says how it went. */
final class FigureWriting {

    private final ShellModel shell;
    private final FigureInputs inputs;
    private final FigureMaker maker;

    FigureWriting(ShellModel shell, FigureInputs inputs, FigureMaker maker) {
        this.shell = shell;
        this.inputs = inputs;
        this.maker = maker;
    }

    /** One page for each picture of a folder. */
    static List<FigureRecipe> overImages(FigureRecipe recipe, Path folder) {
        return Batch.overImages(recipe, inputs(ImageFolder.scan(folder).files()));
    }

    /** One page for each checkpoint of a run. */
    static List<FigureRecipe> overCheckpoints(FigureRecipe recipe, Path run) {
        return Batch.overCheckpoints(
                recipe,
                inputs(RunCheckpoint.all(new RunDirectory(run)).stream()
                        .map(RunCheckpoint::file)
                        .toList()));
    }

    private static List<FileInput> inputs(List<Path> files) {
        return files.stream()
                .map(file -> FileInput.of(file.toAbsolutePath().toString()))
                .toList();
    }

    /**
     * Starts.
     *
     * @param pages         called in the background
     * @param acceptChanges whether files may differ from what the recipes say
     */
    void start(String title, Path out, boolean acceptChanges, Supplier<List<FigureRecipe>> pages) {
        shell.jobs()
                .start(
                        title,
                        shell.background().compute(),
                        job -> {
                            List<FigureRecipe> sealed = pages.get().stream()
                                    .map(page -> inputs.sealed(page, acceptChanges))
                                    .toList();
                            return FigureExport.write(sealed, maker, out, (done, total) -> {
                                job.report((double) done / Math.max(1, total));
                                return !job.isCancelled();
                            });
                        },
                        written -> shell.notices().tell(Notices.Topic.FILE, told(written.files())),
                        failure -> shell.notices().report(Notices.Topic.FILE, failure));
    }

    private static String told(List<Path> files) {
        return files.size() == 1
                ? "Wrote " + files.getFirst() + "."
                : "Wrote " + files.size() + " files, the first is " + files.getFirst() + ".";
    }
}
