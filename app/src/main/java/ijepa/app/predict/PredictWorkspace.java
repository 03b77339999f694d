package ijepa.app.predict;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import ijepa.app.control.LayoutKeys;
import ijepa.app.shell.Background;
import ijepa.app.shell.FigureFiles;
import ijepa.app.shell.Selection;
import ijepa.app.shell.Workspace;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.Template;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Predict: what the predictor says of the targets, beside what is there. */
public final class PredictWorkspace implements Workspace {

    /** Its name in the rail. */
    public static final String TITLE = "Predict";

    private final Selection selection;
    private final PredictModel model;
    private final PredictView view;

    public PredictWorkspace(Selection selection, Background background) {
        this.selection = selection;
        model = new PredictModel(selection, background);
        view = new PredictView(model);
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
        return view;
    }

    @Override
    public void setActive(boolean active) {
        if (!active) {
            model.layout().cancel();
        }
        model.setActive(active);
    }

    @Override
    public void focus() {
        view.focusCanvas();
    }

    @Override
    public Optional<FigureRecipe.Item> figure() {
        if (selection.image().isEmpty() || selection.checkpoint().isEmpty()) {
            return Optional.empty();
        }
        int anchor = model.anchorProperty().get();
        return Optional.of(new FigureRecipe.Item(
                "",
                new PanelSource.EmbeddingMaps(
                        List.of(FigureFiles.of(selection.image().get().source())),
                        selection.fitProperty().get(),
                        selection.layout().state().layout(),
                        FigureFiles.of(selection.checkpoint().get()),
                        Template.MAPS,
                        model.distanceProperty().get(),
                        anchor == PredictModel.NONE ? OptionalInt.empty() : OptionalInt.of(anchor))));
    }

    @Override
    public void handleKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && model.anchorProperty().get() != PredictModel.NONE) {
            model.pick(PredictModel.NONE);
            event.consume();
            return;
        }
        LayoutKeys.handle(event, model.layout());
    }
}
