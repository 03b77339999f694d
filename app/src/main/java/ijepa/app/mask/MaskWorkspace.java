package ijepa.app.mask;

import javafx.scene.Node;
import javafx.scene.input.KeyEvent;

import ijepa.app.control.LayoutKeys;
import ijepa.app.shell.Selection;
import ijepa.app.shell.Workspace;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Masks: see, draw and sample context and target blocks. */
public final class MaskWorkspace implements Workspace {

    /** Its name in the rail. */
    public static final String TITLE = "Masks";

    private final MaskModel model;
    private final MaskView view;

    public MaskWorkspace(Selection selection) {
        model = new MaskModel(selection);
        view = new MaskView(model);
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public Ikon icon() {
        return Feather.GRID;
    }

    @Override
    public String description() {
        return "See, draw and sample context and target blocks";
    }

    @Override
    public Node node() {
        return view;
    }

    @Override
    public void setActive(boolean active) {
        // Everything here is cheap enough to go on unseen.
        if (!active) {
            model.layout().cancel();
        }
    }

    @Override
    public void focus() {
        view.focusCanvas();
    }

    @Override
    public void handleKey(KeyEvent event) {
        LayoutKeys.handle(event, model.layout());
    }
}
