package ijepa.app.decode;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.WindowEvent;

import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.LayoutWorkspace;
import ijepa.app.shell.ShellModel;
import ijepa.renderer.figure.recipe.FigureRecipe;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Decode: what is predicted, drawn back into pixels. */
public final class DecodeWorkspace extends LayoutWorkspace {

    /** Its name in the rail. */
    public static final String TITLE = "Decode";

    private final DecodeModel model;
    private final DecodeView view;

    /**
     * The workspace.
     *
     * @param indices    folder where indices of images' blocks are kept
     * @param remembered file that remembers what is chosen here
     * @param train      opens the form that trains a decoder
     */
    public DecodeWorkspace(ShellModel shell, FileDialogs dialogs, Path indices, Path remembered, Runnable train) {
        super(shell.selection().layout());
        model = new DecodeModel(shell, indices, remembered);
        view = new DecodeView(model, shell, dialogs, train);
        // A window that goes tells no workspace that it leaves the front.
        view.sceneProperty().flatMap(Scene::windowProperty).subscribe(window -> {
            if (window != null) {
                window.addEventHandler(WindowEvent.WINDOW_HIDDEN, event -> model.remember());
            }
        });
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public Ikon icon() {
        return Feather.APERTURE;
    }

    @Override
    public String description() {
        return "Draw what is predicted back into pixels";
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

    @Override
    public Optional<FigureRecipe.Item> figure() {
        return model.figure().map(source -> new FigureRecipe.Item("", source));
    }

    /** {@inheritDoc} Esc ends what is being drawn, where no block is selected. */
    @Override
    protected boolean handle(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE
                && model.layout().selected().isEmpty()
                && model.stateProperty().get().isRunning()) {
            model.cancel();
            return true;
        }
        return false;
    }
}
