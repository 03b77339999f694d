package ijepa.app.figure;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import ijepa.app.control.Edits;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.OnDemand;
import ijepa.app.shell.ShellModel;
import ijepa.app.shell.Workspace;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Figures: what was sent here or begun from a template, arranged and written for a paper. */
public final class FigureWorkspace implements Workspace {

    /** Its name in the rail. */
    public static final String TITLE = "Figures";

    private final OnDemand<FigureModel> model;
    private final OnDemand<FigureView> view;

    /**
     * The workspace.
     *
     * @param samples where decoded samples are kept
     * @param recipe  the file that the figure is kept in from session to session
     */
    public FigureWorkspace(ShellModel shell, FileDialogs dialogs, Path samples, Path recipe) {
        model = new OnDemand<>(() -> new FigureModel(shell, samples, recipe));
        view = new OnDemand<>(() -> new FigureView(model.get(), dialogs));
        // The model takes what is sent by itself, also what lies there already; not during the change that brought it.
        shell.selection().figures().items().addListener((Observable items) -> {
            if (!model.isMade()) {
                shell.background().window().execute(model::get);
            }
        });
        shell.openedFigureProperty().addListener((property, old, opened) -> {
            if (opened != null) {
                model.get().open(opened);
                shell.workspaceProperty().set(TITLE);
            }
        });
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public Ikon icon() {
        return Feather.FILE_TEXT;
    }

    @Override
    public String description() {
        return "Arrange figures and write them as PDF, SVG or PNG";
    }

    @Override
    public Optional<Edits> edits() {
        return Optional.of(model.get());
    }

    @Override
    public Node node() {
        return view.get();
    }

    @Override
    public void setActive(boolean active) {
        model.get().setActive(active);
    }

    @Override
    public void focus() {
        view.get().focusParts();
    }

    @Override
    public void handleKey(KeyEvent event) {
        if (event.getCode() == KeyCode.DELETE && !event.isShortcutDown()) {
            model.get().remove();
            event.consume();
        } else if (event.isAltDown() && (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN)) {
            model.get().move(event.getCode() == KeyCode.UP ? -1 : 1);
            event.consume();
        } else if (event.getCode() == KeyCode.E && event.isShortcutDown()) {
            view.get().export();
            event.consume();
        }
    }
}
