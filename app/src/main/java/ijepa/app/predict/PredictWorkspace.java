package ijepa.app.predict;

import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.LayoutWorkspace;
import ijepa.app.shell.ShellModel;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Predict: what the predictor says of the targets, beside what is there. */
public final class PredictWorkspace extends LayoutWorkspace {

    /** Its name in the rail. */
    public static final String TITLE = "Predict";

    private final PredictModel model;
    private final PredictView view;

    /**
     * The workspace.
     *
     * @param indices folder where indices of images' blocks are kept
     */
    public PredictWorkspace(ShellModel shell, FileDialogs dialogs, Path indices) {
        super(shell.selection().layout());
        model = new PredictModel(shell, indices);
        view = new PredictView(model, shell, dialogs);
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
    protected void work(boolean active) {
        model.setActive(active);
    }

    @Override
    public void focus() {
        view.focusCanvas();
    }

    /** {@inheritDoc} Esc lets the picked patch go. */
    @Override
    protected boolean handle(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE
                && model.pointer().anchorProperty().get() != PatchPointer.NONE) {
            model.pointer().anchorProperty().set(PatchPointer.NONE);
            return true;
        }
        return false;
    }
}
