package ijepa.app.figure;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;

import ijepa.app.shell.Background;
import ijepa.app.shell.LatestWins;
import ijepa.app.shell.Notices;
import ijepa.core.InputException;
import ijepa.renderer.figure.Figure;
import ijepa.renderer.figure.FigureFile;
import ijepa.renderer.figure.recipe.FigureInputs;
import ijepa.renderer.figure.recipe.FigureMaker;
import ijepa.renderer.figure.recipe.FigureRecipe;

/** What the figure looks like: drawn in the background by the code that writes its files, the newest wish first. */
final class PreviewModel {

    /**
     * A drawn figure.
     *
     * @param pixels   exactly what a PNG of that resolution shows
     * @param warnings what should be said of it all the same
     */
    record Preview(Figure figure, BufferedImage pixels, List<String> warnings) {}

    private record Request(FigureRecipe recipe, double pixelsPerPoint, boolean acceptChanges) {}

    private record Answer(Preview preview, Request request) {}

    private final FigureInputs inputs;
    private final FigureMaker maker;
    private final Supplier<Optional<FigureRecipe>> recipe;
    private final LatestWins<Request, Answer> drawing;
    private boolean active;
    private Request shown;

    // Properties

    private final DoubleProperty pixelsPerPoint = new SimpleDoubleProperty(2);
    private final BooleanProperty acceptChanges = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Preview> preview = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /**
     * A preview of nothing yet.
     *
     * @param recipe the figure as it is now; nothing while it has no parts
     */
    PreviewModel(
            Background background, FigureInputs inputs, FigureMaker maker, Supplier<Optional<FigureRecipe>> recipe) {
        this.inputs = inputs;
        this.maker = maker;
        this.recipe = recipe;
        drawing = new LatestWins<>(
                background.compute(),
                background.window(),
                LatestWins.Overtaken.DROPPED,
                this::answer,
                this::show,
                this::fail);
        pixelsPerPoint.addListener(ignored -> redraw());
        acceptChanges.addListener(ignored -> redraw());
    }

    /** Resolution of the preview. */
    DoubleProperty pixelsPerPointProperty() {
        return pixelsPerPoint;
    }

    /** Whether files may differ from what an opened recipe was made from. */
    BooleanProperty acceptChangesProperty() {
        return acceptChanges;
    }

    /** The figure; null while there is none. */
    ReadOnlyObjectProperty<Preview> previewProperty() {
        return preview.getReadOnlyProperty();
    }

    /** Why the figure cannot be drawn as it is, or what should be said of it; empty where there is nothing to say. */
    ReadOnlyStringWrapper problemProperty() {
        return problem;
    }

    /** Whether a newer preview is on its way. */
    ReadOnlyBooleanProperty busyProperty() {
        return drawing.busyProperty();
    }

    // Commands

    /** Nobody sees the preview while the workspace is behind another. */
    void setActive(boolean now) {
        active = now;
        redraw();
    }

    /** Draws what has changed. */
    void redraw() {
        if (!active) {
            return;
        }
        try {
            Optional<FigureRecipe> now = recipe.get();
            if (now.isEmpty()) {
                drawing.cancel();
                shown = null;
                problem.set("");
                preview.set(null);
                return;
            }
            Request request = new Request(now.get(), pixelsPerPoint.get(), acceptChanges.get());
            if (request.equals(shown)) {
                // What is being drawn was wanted before an undo.
                drawing.cancel();
                problem.set(String.join(" ", preview.get().warnings()));
            } else {
                drawing.request(request);
            }
        } catch (InputException impossible) {
            problem.set(impossible.getMessage());
        }
    }

    private Answer answer(Request request, BooleanSupplier overtaken) {
        FigureRecipe sealed = inputs.sealed(request.recipe, request.acceptChanges);
        FigureMaker.Made made = maker.make(sealed, (done, total) -> !overtaken.getAsBoolean());
        BufferedImage pixels = FigureFile.preview(made.figure(), request.pixelsPerPoint);
        return new Answer(new Preview(made.figure(), pixels, made.warnings()), request);
    }

    private void show(Answer answer) {
        shown = answer.request;
        problem.set(String.join(" ", answer.preview.warnings()));
        preview.set(answer.preview);
    }

    private void fail(Throwable failure) {
        if (!(failure instanceof CancellationException)) {
            shown = null;
            problem.set(Notices.sentence(failure));
        }
    }
}
