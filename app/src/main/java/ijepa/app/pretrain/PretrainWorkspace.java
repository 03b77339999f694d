package ijepa.app.pretrain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.WindowEvent;

import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.ShellModel;
import ijepa.app.shell.Workspace;
import ijepa.core.run.RunControl;
import ijepa.renderer.figure.recipe.FigureRecipe;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Pretrain: start, watch and steer runs. */
public final class PretrainWorkspace implements Workspace, AutoCloseable {

    /** Its name in the rail. */
    public static final String TITLE = "Pretrain";

    private static final String CURVES = "curves.json";

    private final PretrainModel model;
    private final PretrainView view;
    private final ExecutorService looking = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("ijepa-runs").factory());
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ijepa-runs-clock").factory());

    /**
     * The workspace; it looks for runs from now on.
     *
     * @param remembered file that remembers the folders of runs
     * @param usual      where new runs are kept until another folder is chosen
     */
    public PretrainWorkspace(ShellModel shell, FileDialogs dialogs, Path remembered, Path usual) {
        ProgramCommand program = ProgramCommand.own();
        Clock time = Clock.systemDefaultZone();
        RunFolders folders = new RunFolders(remembered, usual);
        model = new PretrainModel(
                shell,
                new PretrainModel.Outside(
                        folders,
                        remembered.resolveSibling(CURVES),
                        new ProcessLauncher(program, time),
                        PreflightProcess.pretraining(program),
                        PreflightProcess.decoder(program),
                        (run, command) -> new RunControl(run).send(command),
                        new SystemTrash(),
                        DesktopNotice.system(),
                        looking,
                        work -> Thread.ofVirtual().start(work),
                        time));
        view = new PretrainView(model, dialogs);
        // A window that goes needs no more looks; whether the workspace is in front then does not matter.
        view.sceneProperty().flatMap(Scene::windowProperty).subscribe(window -> {
            if (window != null) {
                window.addEventHandler(WindowEvent.WINDOW_HIDDEN, event -> close());
            }
        });
        clock.scheduleWithFixedDelay(() -> shell.background().window().execute(model::tick), 0, 1, TimeUnit.SECONDS);
    }

    /**
     * Where new runs are kept unless another folder is chosen: what the system property {@code ijepa.runs} says, else {@code
     * runs} where the program was started, if there is such a folder, else {@code ijepa-runs} in the user's home.
     */
    public static Path usualFolder() {
        String configured = System.getProperty("ijepa.runs");
        if (configured != null) {
            return Path.of(configured).toAbsolutePath();
        }
        Path here = Path.of("runs").toAbsolutePath();
        return Files.isDirectory(here)
                ? here
                : Path.of(System.getProperty("user.home"), "ijepa-runs").toAbsolutePath();
    }

    /** Shows the form that trains a decoder for the open checkpoint. */
    public void trainDecoder() {
        model.newDecoder();
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public Ikon icon() {
        return Feather.TRENDING_DOWN;
    }

    @Override
    public String description() {
        return "Start, watch and steer training runs";
    }

    @Override
    public ObservableValue<String> badge() {
        return model.badgeProperty();
    }

    @Override
    public Optional<FigureRecipe.Item> figure() {
        return model.figure();
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
        view.focusList();
    }

    @Override
    public void handleKey(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.N) {
            model.newRun();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && model.draftingProperty().get()) {
            model.draftingProperty().set(false);
            event.consume();
        }
    }

    /** Looks no longer; the runs go on. */
    @Override
    public void close() {
        model.curves().close();
        clock.shutdownNow();
    }
}
