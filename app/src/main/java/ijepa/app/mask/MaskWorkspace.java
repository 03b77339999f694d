package ijepa.app.mask;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.LayoutWorkspace;
import ijepa.app.shell.ShellModel;
import ijepa.renderer.figure.recipe.FigureRecipe;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Masks: see, draw and sample context and target blocks. */
public final class MaskWorkspace extends LayoutWorkspace {

    /** Its name in the rail. */
    public static final String TITLE = "Masks";

    private final MaskModel model;
    private final MaskFigures figures;
    private final MaskView view;

    /**
     * The workspace.
     *
     * @param presets  where the user's own presets are kept
     * @param predict  brings the predictions to the front
     * @param pretrain brings pretraining to the front
     */
    public MaskWorkspace(ShellModel shell, FileDialogs dialogs, Path presets, Runnable predict, Runnable pretrain) {
        super(shell.selection().layout());
        model = new MaskModel(shell.selection(), shell.background(), predict);
        shell.background().files().execute(StatisticsModel::warmUp);
        figures = new MaskFigures(model, shell.strip());
        view = new MaskView(
                model, new OwnPresets(presets), new MaskSaving(dialogs, shell), new FigureMenu(shell, figures), () -> {
                    shell.useForTraining(model.sampling().strategyProperty().get());
                    pretrain.run();
                });
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
    protected void work(boolean active) {
        model.setActive(active);
    }

    @Override
    public void focus() {
        view.focusCanvas();
    }

    @Override
    public Optional<FigureRecipe.Item> figure() {
        return Optional.of(new FigureRecipe.Item("", figures.statistics()));
    }

    @Override
    protected boolean handle(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            model.predict();
            return true;
        }
        return view.zoom(event);
    }
}
