package ijepa.app.predict;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import ijepa.app.shell.FigureFiles;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.LayoutWorkspace;
import ijepa.app.shell.OnDemand;
import ijepa.app.shell.Selection;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.MapLook;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.Template;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Predict: what the predictor says of the targets, beside what is there. */
public final class PredictWorkspace extends LayoutWorkspace {

    /** Its name in the rail. */
    public static final String TITLE = "Predict";

    private final Selection selection;
    private final OnDemand<PredictModel> model;
    private final OnDemand<PredictView> view;

    /**
     * The workspace.
     *
     * @param indices folder where indices of images' blocks are kept
     */
    public PredictWorkspace(ShellModel shell, FileDialogs dialogs, Path indices) {
        super(shell.selection().layout());
        selection = shell.selection();
        model = new OnDemand<>(() -> new PredictModel(shell, indices));
        view = new OnDemand<>(() -> new PredictView(model.get(), shell, dialogs));
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public Ikon icon() {
        return Feather.LAYERS;
    }

    @Override
    public String description() {
        return "See what is predicted beside what is there";
    }

    @Override
    public Node node() {
        return view.get();
    }

    @Override
    protected void work(boolean active) {
        model.get().setActive(active);
    }

    @Override
    public void focus() {
        view.get().focusCanvas();
    }

    @Override
    public Optional<FigureRecipe.Item> figure() {
        if (selection.image().isEmpty() || selection.checkpoint().isEmpty()) {
            return Optional.empty();
        }
        PredictMode mode = model.get().modeProperty().get();
        if (mode != PredictMode.PREDICTION) {
            throw new InputException("Figures cannot show what " + mode.title() + " does: go to "
                    + PredictMode.PREDICTION.title() + " to send its maps, or save the panels as a picture.");
        }
        int anchor = model.get().pointer().anchorProperty().get();
        return Optional.of(new FigureRecipe.Item(
                "",
                new PanelSource.EmbeddingMaps(
                        List.of(FigureFiles.of(selection.image().get().source())),
                        selection.fitProperty().get(),
                        selection.layout().state().layout(),
                        FigureFiles.of(selection.checkpoint().get()),
                        Template.MAPS,
                        model.get().distanceProperty().get(),
                        anchor == PatchPointer.NONE ? OptionalInt.empty() : OptionalInt.of(anchor),
                        MapLook.DEFAULT)));
    }

    /** {@inheritDoc} Esc lets the picked patch go. */
    @Override
    protected boolean handle(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE
                && model.get().pointer().anchorProperty().get() != PatchPointer.NONE) {
            model.get().pointer().anchorProperty().set(PatchPointer.NONE);
            return true;
        }
        return false;
    }
}
