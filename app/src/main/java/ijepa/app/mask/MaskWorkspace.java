package ijepa.app.mask;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
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

/** Masks: see, draw and sample context and target blocks. */
public final class MaskWorkspace extends LayoutWorkspace {

    /** Its name in the rail. */
    public static final String TITLE = "Masks";

    private record Parts(MaskModel model, MaskFigures figures, MaskView view) {}

    private final Executor files;
    private final OnDemand<Parts> parts;

    /**
     * The workspace.
     *
     * @param presets  where the user's own presets are kept
     * @param predict  brings the predictions to the front
     * @param pretrain brings pretraining to the front
     */
    public MaskWorkspace(ShellModel shell, FileDialogs dialogs, Path presets, Runnable predict, Runnable pretrain) {
        super(shell.selection().layout());
        files = shell.background().files();
        parts = new OnDemand<>(() -> {
            MaskModel model = new MaskModel(shell.selection(), shell.background(), predict);
            MaskFigures figures = new MaskFigures(model, shell.strip());
            Runnable train = () -> {
                shell.useForTraining(model.sampling().strategyProperty().get());
                pretrain.run();
            };
            return new Parts(
                    model,
                    figures,
                    new MaskView(
                            model,
                            new OwnPresets(presets),
                            new MaskSaving(dialogs, shell),
                            new FigureMenu(shell, figures),
                            train));
        });
    }

    @Override
    public void begin() {
        files.execute(StatisticsModel::warmUp);
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
        return parts.get().view();
    }

    @Override
    protected void work(boolean active) {
        parts.get().model().setActive(active);
    }

    @Override
    public void focus() {
        parts.get().view().focusCanvas();
    }

    @Override
    public Optional<FigureRecipe.Item> figure() {
        return Optional.of(
                new FigureRecipe.Item("", parts.get().view().figure(parts.get().figures())));
    }

    @Override
    protected boolean handle(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            parts.get().model().predict();
            return true;
        }
        return parts.get().view().zoom(event);
    }
}
