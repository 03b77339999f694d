package ijepa.app.shell;

import javafx.scene.input.KeyEvent;

import ijepa.app.control.LayoutKeys;
import ijepa.app.control.LayoutModel;

/** What workspaces share in which the layout is edited: its keys, and an end to edits when another one comes to the front. */
public abstract class LayoutWorkspace implements Workspace {

    private final LayoutModel layout;

    protected LayoutWorkspace(LayoutModel layout) {
        this.layout = layout;
    }

    /** Works or rests. */
    protected abstract void work(boolean active);

    /** A key of the workspace's own; says whether it was one. */
    protected abstract boolean handle(KeyEvent event);

    @Override
    public final void setActive(boolean active) {
        if (!active) {
            layout.cancel();
        }
        work(active);
    }

    @Override
    public final void handleKey(KeyEvent event) {
        if (handle(event)) {
            event.consume();
        } else {
            LayoutKeys.handle(event, layout);
        }
    }
}
