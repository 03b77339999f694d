package ijepa.app.figure;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import ijepa.app.shell.Job;
import ijepa.app.shell.Notices;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;
import ijepa.core.image.ImageFolder;
import ijepa.core.run.RunCheckpoint;
import ijepa.core.run.RunDirectory;
import ijepa.renderer.figure.recipe.Batch;
import ijepa.renderer.figure.recipe.FigureExport;
import ijepa.renderer.figure.recipe.FigureInputs;
import ijepa.renderer.figure.recipe.FigureMaker;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.FileInput;

/** Writes the figure in the background, as jobs that are seen and can be cancelled, and says how it went. */
final class FigureWriting {

    private final ShellModel shell;
    private final FigureInputs inputs;
    private final FigureMaker maker;
    private final Supplier<Optional<FigureRecipe>> recipe;
    private final BooleanSupplier acceptChanges;

    /**
     * Writing of a figure.
     *
     * @param recipe        the figure as it is now; nothing where there is none
     * @param acceptChanges whether files may differ from what the recipe says
     */
    FigureWriting(
            ShellModel shell,
            FigureInputs inputs,
            FigureMaker maker,
            Supplier<Optional<FigureRecipe>> recipe,
            BooleanSupplier acceptChanges) {
        this.shell = shell;
        this.inputs = inputs;
        this.maker = maker;
        this.recipe = recipe;
        this.acceptChanges = acceptChanges;
    }

    /** Writes the figure; the file's ending says as what. */
    void once(Path out) {
        start("Writing " + out.getFileName(), out, FigureExport.Failing.ENDS, (figure, job) -> List.of(figure));
    }

    /** Writes one page for each picture of a folder. */
    void eachImage(Path folder, Path out) {
        start(
                "A page for each picture",
                out,
                FigureExport.Failing.IS_LEFT_OUT,
                (figure, job) -> Batch.overImages(
                        figure,
                        inputs(ImageFolder.scan(folder, job::isCancelled).files())));
    }

    /** Writes one page for each checkpoint of a run. */
    void eachCheckpoint(Path run, Path out) {
        start(
                "A page for each checkpoint",
                out,
                FigureExport.Failing.IS_LEFT_OUT,
                (figure, job) -> Batch.overCheckpoints(
                        figure,
                        inputs(RunCheckpoint.all(new RunDirectory(run)).stream()
                                .map(RunCheckpoint::file)
                                .toList())));
    }

    private static List<FileInput> inputs(List<Path> files) {
        return files.stream()
                .map(file -> FileInput.of(file.toAbsolutePath().toString()))
                .toList();
    }

    private void start(
            String title,
            Path out,
            FigureExport.Failing failing,
            BiFunction<FigureRecipe, Job, List<FigureRecipe>> pages) {
        Optional<FigureRecipe> figure = recipe.get();
        boolean accept = acceptChanges.getAsBoolean();
        figure.ifPresent(now -> shell.jobs()
                .start(
                        title,
                        shell.background().compute(),
                        job -> FigureExport.write(
                                pages.apply(now, job),
                                page -> inputs.sealed(page, accept),
                                maker,
                                out,
                                failing,
                                (done, total) -> {
                                    job.report((double) done / Math.max(1, total));
                                    return !job.isCancelled();
                                }),
                        this::tell,
                        failure -> shell.notices().report(Notices.Topic.FILE, failure)));
    }

    private void tell(FigureExport.Written written) {
        List<Path> files = written.files();
        shell.notices()
                .succeed(
                        Notices.Topic.FILE,
                        files.size() == 1
                                ? "Wrote " + files.getFirst() + "."
                                : "Wrote " + files.size() + " files, the first is " + files.getFirst() + ".");
        // Pages of a batch are seen by nobody before, and what is wrong with them must not go by itself.
        if (!written.warnings().isEmpty()) {
            shell.notices().report(Notices.Topic.FILE, new InputException(String.join(" ", written.warnings())));
        }
    }
}
