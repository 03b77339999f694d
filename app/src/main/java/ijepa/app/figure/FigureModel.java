package ijepa.app.figure;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

import ijepa.app.shell.LatestWins;
import ijepa.app.shell.Notices;
import ijepa.app.shell.SampleImages;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;
import ijepa.renderer.figure.Figure;
import ijepa.renderer.figure.FigureFile;
import ijepa.renderer.figure.LatexSnippet;
import ijepa.renderer.figure.recipe.FigureInputs;
import ijepa.renderer.figure.recipe.FigureMaker;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.SampleStore;

/** The Figures workspace without its nodes: the parts of one figure, how it is printed, and what that looks like. */
public final class FigureModel {

    /** Marks that no part is selected. */
    public static final int NONE = -1;

    /**
     * A drawn figure.
     *
     * @param pixels exactly what a PNG of that resolution shows
     */
    public record Preview(Figure figure, BufferedImage pixels) {}

    private record Request(FigureRecipe recipe, double pixelsPerPoint) {}

    /** A preview, and the recipe with the hashes that it was made from. */
    private record Answer(Preview preview, Request request, FigureRecipe sealed) {}

    private final ShellModel shell;
    private final PageModel page = new PageModel();
    private final ContentModel content;
    private final FigureInputs inputs = new FigureInputs(Optional.empty(), SampleImages::read);
    private final FigureMaker maker;
    private final FigureWriting writing;
    private final LatestWins<Request, Answer> drawing;
    private boolean active;
    private boolean restoring;
    private Request shown;

    // Properties

    private final ObservableList<FigureRecipe.Item> parts = FXCollections.observableArrayList();
    private final IntegerProperty selected = new SimpleIntegerProperty(NONE);
    private final DoubleProperty pixelsPerPoint = new SimpleDoubleProperty(2);
    private final BooleanProperty acceptChanges = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Preview> preview = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /**
     * A model.
     *
     * @param samples where decoded samples are kept, because they take long to draw
     */
    public FigureModel(ShellModel shell, Path samples) {
        this.shell = shell;
        content = new ContentModel(shell.selection(), shell.strip());
        maker = new FigureMaker(inputs, new SampleStore(Optional.of(samples)));
        writing = new FigureWriting(shell, inputs, maker);
        drawing = new LatestWins<>(
                shell.background().compute(),
                shell.background().window(),
                LatestWins.Overtaken.DROPPED,
                (request, overtaken) -> answer(request, overtaken::getAsBoolean),
                this::show,
                this::fail);
        InvalidationListener redraw = ignored -> redraw();
        page.all().forEach(property -> property.addListener(redraw));
        parts.addListener(redraw);
        pixelsPerPoint.addListener(redraw);
        acceptChanges.addListener(redraw);
        ObservableList<FigureRecipe.Item> inbox = shell.selection().figures().items();
        inbox.addListener((ListChangeListener<FigureRecipe.Item>) change -> take(inbox));
        take(inbox);
    }

    private void take(ObservableList<FigureRecipe.Item> inbox) {
        if (!inbox.isEmpty()) {
            List<FigureRecipe.Item> sent = List.copyOf(inbox);
            parts.addAll(sent);
            selected.set(parts.size() - 1);
            // Not during the change that brought them.
            shell.background().window().execute(() -> inbox.removeAll(sent));
            shell.notices()
                    .tell(
                            Notices.Topic.FILE,
                            "Sent to Figures, as part " + parts.size() + ".",
                            new Notices.Action(
                                    "Open Figures",
                                    () -> shell.workspaceProperty().set(FigureWorkspace.TITLE)));
        }
    }

    /** How the figure is printed. */
    PageModel page() {
        return page;
    }

    /** What a new part shows. */
    ContentModel content() {
        return content;
    }

    /** The parts, from left to right, then down. */
    public ObservableList<FigureRecipe.Item> parts() {
        return parts;
    }

    /** The selected part's number, or {@link #NONE}. */
    public IntegerProperty selectedProperty() {
        return selected;
    }

    /** Resolution of the preview. */
    public DoubleProperty pixelsPerPointProperty() {
        return pixelsPerPoint;
    }

    /** Whether files may differ from what an opened recipe was made from. */
    public BooleanProperty acceptChangesProperty() {
        return acceptChanges;
    }

    /** The figure; null while there is none. */
    public ReadOnlyObjectProperty<Preview> previewProperty() {
        return preview.getReadOnlyProperty();
    }

    /** Why the figure cannot be drawn as it is; empty where it can. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether a newer preview is on its way. */
    public ReadOnlyBooleanProperty busyProperty() {
        return drawing.busyProperty();
    }

    // Commands

    /** Nobody sees the preview while the workspace is behind another. */
    public void setActive(boolean now) {
        active = now;
        redraw();
    }

    /** Adds a part of the chosen template, from what is open. */
    public void add() {
        source().ifPresent(source -> {
            parts.add(new FigureRecipe.Item("", source));
            selected.set(parts.size() - 1);
        });
    }

    /** Makes the selected part one of the chosen template, from what is open. */
    public void update() {
        int at = selected.get();
        if (at >= 0 && at < parts.size()) {
            source().ifPresent(source -> {
                parts.set(at, new FigureRecipe.Item(parts.get(at).title(), source));
                selected.set(at);
            });
        }
    }

    private Optional<PanelSource> source() {
        try {
            PanelSource source = content.source();
            problem.set("");
            return Optional.of(source);
        } catch (InputException missing) {
            problem.set(missing.getMessage());
            return Optional.empty();
        }
    }

    /** Takes the selected part away. */
    public void remove() {
        int at = selected.get();
        if (at >= 0 && at < parts.size()) {
            parts.remove(at);
            selected.set(Math.min(at, parts.size() - 1));
        }
    }

    /** Moves the selected part nearer to the beginning or the end. */
    public void move(int by) {
        int at = selected.get();
        int to = at + by;
        if (at >= 0 && to >= 0 && to < parts.size()) {
            List<FigureRecipe.Item> moved = new ArrayList<>(parts);
            moved.add(to, moved.remove(at));
            parts.setAll(moved);
            selected.set(to);
        }
    }

    /** Names the selected part. */
    public void rename(String title) {
        int at = selected.get();
        if (at >= 0 && at < parts.size() && !parts.get(at).title().equals(title)) {
            parts.set(at, new FigureRecipe.Item(title, parts.get(at).source()));
            selected.set(at);
        }
    }

    /** Begins anew. */
    public void clear() {
        parts.clear();
        selected.set(NONE);
        acceptChanges.set(false);
    }

    /** Shows a figure that was made before, with all that it was made from. */
    public void open(FigureRecipe recipe) {
        restoring = true;
        acceptChanges.set(false);
        page.use(recipe.format());
        page.captionProperty().set(recipe.caption());
        parts.setAll(recipe.items());
        selected.set(0);
        restoring = false;
        redraw();
    }

    /** The figure as it is now, for its file. */
    public FigureRecipe recipe() {
        return new FigureRecipe(
                page.format(), List.copyOf(parts), page.captionProperty().get());
    }

    /** Writes the figure; the file's ending says as what. */
    public void export(Path out) {
        write("Writing " + out.getFileName(), out, List::of);
    }

    /** Writes one page for each picture of a folder. */
    public void exportEachImage(Path folder, Path out) {
        write("A page for each picture", out, recipe -> FigureWriting.overImages(recipe, folder));
    }

    /** Writes one page for each checkpoint of a run. */
    public void exportEachCheckpoint(Path run, Path out) {
        write("A page for each checkpoint", out, recipe -> FigureWriting.overCheckpoints(recipe, run));
    }

    private void write(String title, Path out, Function<FigureRecipe, List<FigureRecipe>> pages) {
        try {
            FigureRecipe recipe = recipe();
            writing.start(title, out, acceptChanges.get(), () -> pages.apply(recipe));
        } catch (InputException impossible) {
            problem.set(impossible.getMessage());
        }
    }

    /** The lines that show the figure in a paper; nothing while there is no figure. */
    public Optional<String> latex() {
        return Optional.ofNullable(preview.get()).map(now -> LatexSnippet.of(now.figure, "figure.pdf", "figure"));
    }

    private void redraw() {
        if (!active || restoring) {
            return;
        }
        if (parts.isEmpty()) {
            drawing.cancel();
            shown = null;
            preview.set(null);
            return;
        }
        try {
            Request request = new Request(recipe(), pixelsPerPoint.get());
            if (!request.equals(shown)) {
                drawing.request(request);
            }
        } catch (InputException impossible) {
            problem.set(impossible.getMessage());
        }
    }

    private Answer answer(Request request, java.util.function.BooleanSupplier overtaken) {
        FigureRecipe sealed = inputs.sealed(request.recipe, acceptChanges.get());
        Figure figure = maker.make(sealed, (done, total) -> !overtaken.getAsBoolean());
        return new Answer(new Preview(figure, FigureFile.preview(figure, request.pixelsPerPoint)), request, sealed);
    }

    private void show(Answer answer) {
        shown = answer.request;
        problem.set(String.join(" ", inputs.warnings()));
        preview.set(answer.preview);
    }

    private void fail(Throwable failure) {
        if (!(failure instanceof java.util.concurrent.CancellationException)) {
            problem.set(Notices.sentence(failure));
        }
    }
}
