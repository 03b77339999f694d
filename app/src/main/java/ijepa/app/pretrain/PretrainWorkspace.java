package ijepa.app.pretrain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.OnDemand;
import ijepa.app.shell.ShellModel;
import ijepa.app.shell.Workspace;
import ijepa.core.run.RunControl;
import ijepa.renderer.figure.recipe.FigureRecipe;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** Pretrain: start, watch and steer runs. */
public final class PretrainWorkspace implements Workspace {

    /** Its name in the rail. */
    public static final String TITLE = "Pretrain";

    private static final String CURVES = "curves.json";

    private final ShellModel shell;
    private final OnDemand<PretrainModel> model;
    private final OnDemand<PretrainView> view;
    private final ReadOnlyStringWrapper badge = new ReadOnlyStringWrapper("");
    private final ExecutorService looking = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("ijepa-runs").factory());
    private ScheduledExecutorService clock;

    /**
     * The workspace; it looks for runs from the window's first picture on.
     *
     * @param remembered file that remembers the folders of runs
     * @param usual      where new runs are kept until another folder is chosen
     */
    public PretrainWorkspace(ShellModel shell, FileDialogs dialogs, Path remembered, Path usual) {
        this.shell = shell;
        model = new OnDemand<>(() -> {
            PretrainModel made = new PretrainModel(shell, outside(remembered, usual));
            badge.bind(made.badgeProperty());
            return made;
        });
        view = new OnDemand<>(() -> new PretrainView(model.get(), dialogs));
        // The model takes masks by itself, also those that were chosen before it was there.
        shell.trainingMasksProperty().addListener(ignored -> model.get());
    }

    private PretrainModel.Outside outside(Path remembered, Path usual) {
        ProgramCommand program = ProgramCommand.own();
        Clock time = Clock.systemDefaultZone();
        return new PretrainModel.Outside(
                new RunFolders(remembered, usual),
                remembered.resolveSibling(CURVES),
                new ProcessLauncher(program, time),
                PreflightProcess.pretraining(program),
                PreflightProcess.decoder(program),
                (run, command) -> new RunControl(run).send(command),
                new SystemTrash(),
                DesktopNotice.system(),
                looking,
                work -> Thread.ofVirtual().start(work),
                time);
    }

    /** Looks for runs from now on: one that ends is told of wherever the user is. */
    @Override
    public void begin() {
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("ijepa-runs-clock").factory());
        clock.scheduleWithFixedDelay(
                () -> shell.background().window().execute(() -> model.get().tick()), 0, 1, TimeUnit.SECONDS);
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
        model.get().newDecoder();
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
        return badge.getReadOnlyProperty();
    }

    @Override
    public Optional<FigureRecipe.Item> figure() {
        return model.get().figure();
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
        view.get().focusList();
    }

    @Override
    public void handleKey(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.N) {
            model.get().newRun();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE
                && model.get().draftingProperty().get()) {
            model.get().draftingProperty().set(false);
            event.consume();
        }
    }

    /** Looks no longer; the runs go on. */
    @Override
    public void end() {
        if (clock != null) {
            clock.shutdownNow();
        }
        if (model.isMade()) {
            model.get().curves().close();
        }
    }
}
