package ijepa.app.predict;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import ijepa.app.control.LayoutKeys;
import ijepa.app.shell.Background;
import ijepa.app.shell.Selection;
import ijepa.app.shell.Workspace;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Predict: what the predictor says of the targets, beside what is there. */
public final class PredictWorkspace implements Workspace {

    /** Its name in the rail. */
    public static final String TITLE = "Predict";

    private final PredictModel model;
    private final PredictView view;

    public PredictWorkspace(Selection selection, Background background) {
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
    public void handleKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && model.anchorProperty().get() != PredictModel.NONE) {
            model.pick(PredictModel.NONE);
            event.consume();
            return;
        }
        LayoutKeys.handle(event, model.layout());
    }
}
