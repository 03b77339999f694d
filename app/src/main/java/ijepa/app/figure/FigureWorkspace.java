package ijepa.app.figure;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import ijepa.app.control.Edits;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.ShellModel;
import ijepa.app.shell.Workspace;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Figures: what was sent here or begun from a template, arranged and written for a paper. */
public final class FigureWorkspace implements Workspace {

    /** Its name in the rail. */
    public static final String TITLE = "Figures";

    private final FigureModel model;
    private final FigureView view;

    /**
     * The workspace.
     *
     * @param samples where decoded samples are kept
     * @param recipe  the file that the figure is kept in from session to session
     */
    public FigureWorkspace(ShellModel shell, FileDialogs dialogs, Path samples, Path recipe) {
        model = new FigureModel(shell, samples, recipe);
        view = new FigureView(model, dialogs);
        shell.openedFigureProperty().addListener((property, old, opened) -> {
            if (opened != null) {
                model.open(opened);
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
        return Optional.of(model);
    }

    @Override
    public Node node() {
        return view;
    }

    @Override
    public void setActive(boolean active) {
        model.setActive(active);
    }

    @Override
    public void focus() {
        view.focusParts();
    }

    @Override
    public void handleKey(KeyEvent event) {
        if (event.getCode() == KeyCode.DELETE) {
            model.remove();
            event.consume();
        } else if (event.isAltDown() && (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN)) {
            model.move(event.getCode() == KeyCode.UP ? -1 : 1);
            event.consume();
        } else if (event.getCode() == KeyCode.E && event.isShortcutDown()) {
            view.export();
            event.consume();
        }
    }
}
