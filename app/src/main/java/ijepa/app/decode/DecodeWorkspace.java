package ijepa.app.decode;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.LayoutWorkspace;
import ijepa.app.shell.OnDemand;
import ijepa.app.shell.ShellModel;
import ijepa.renderer.figure.recipe.FigureRecipe;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Decode: what is predicted, drawn back into pixels. */
public final class DecodeWorkspace extends LayoutWorkspace {

    /** Its name in the rail. */
    public static final String TITLE = "Decode";

    private final OnDemand<DecodeModel> model;
    private final OnDemand<DecodeView> view;

    /**
     * The workspace.
     *
     * @param indices    folder where indices of images' blocks are kept
     * @param remembered file that remembers what is chosen here
     * @param train      opens the form that trains a decoder
     */
    public DecodeWorkspace(ShellModel shell, FileDialogs dialogs, Path indices, Path remembered, Runnable train) {
        super(shell.selection().layout());
        model = new OnDemand<>(() -> new DecodeModel(shell, indices, remembered));
        view = new OnDemand<>(() -> new DecodeView(model.get(), shell, dialogs, train));
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
        return model.get().figure().map(source -> new FigureRecipe.Item("", source));
    }

    /** {@inheritDoc} Esc ends what is being drawn, where no block is selected. */
    @Override
    protected boolean handle(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE
                && model.get().layout().selected().isEmpty()
                && model.get().stateProperty().get().isRunning()) {
            model.get().cancel();
            return true;
        }
        return false;
    }

    /** Remembers what is chosen here: a window that goes tells no workspace that it leaves the front. */
    @Override
    public void end() {
        if (model.isMade()) {
            model.get().remember();
        }
    }
}
