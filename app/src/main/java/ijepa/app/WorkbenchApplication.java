package ijepa.app;

import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;

import ijepa.app.decode.DecodeWorkspace;
import ijepa.app.figure.FigureWorkspace;
import ijepa.app.mask.MaskWorkspace;
import ijepa.app.predict.PredictWorkspace;
import ijepa.app.pretrain.PretrainWorkspace;
import ijepa.app.shell.Background;
import ijepa.app.shell.CacheFolder;
import ijepa.app.shell.EngineModelLoader;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.NativeFileDialogs;
import ijepa.app.shell.Session;
import ijepa.app.shell.SessionStore;
import ijepa.app.shell.ShellModel;
import ijepa.app.shell.ShellView;
import ijepa.app.shell.Workspace;

/** The window: brings the workspaces, the shell and the engine together. */
public final class WorkbenchApplication extends Application {

    /** What is wrong where JavaFX finds no screen, and what to do; a sentence without its full stop. */
    public static final String NO_DISPLAY =
            "There is no display to open a window on. Start it on a desktop, or below xvfb-run";

    private static final double SMALLEST_WIDTH = 960;
    private static final double SMALLEST_HEIGHT = 640;
    private static final String MASK_PRESETS = "mask-presets.json";
    private static final String RUN_FOLDERS = "run-folders.json";
    private static final String DECODING = "decoding.json";
    private static final String FIGURE_SAMPLES = "figure-samples";
    private static final String FIGURE = "figure.json";

    private final SessionStore store = SessionStore.standard();
    private ShellModel model;
    private Stage stage;

    @Override
    public void start(Stage primary) {
        stage = primary;
        Session session = store.load();
        model = new ShellModel(Background.threads(), new EngineModelLoader());
        model.start(session);
        primary.setScene(scene(
                model, new NativeFileDialogs(primary), store.beside(MASK_PRESETS), session.width(), session.height()));
        primary.setTitle("I-JEPA Workbench");
        for (int size : new int[] {32, 64, 256}) {
            primary.getIcons()
                    .add(new Image(WorkbenchApplication.class.getResourceAsStream("/ijepa/app/icon-" + size + ".png")));
        }
        primary.setMinWidth(SMALLEST_WIDTH);
        primary.setMinHeight(SMALLEST_HEIGHT);
        primary.setMaximized(session.maximised());
        primary.show();
    }

    /**
     * The window's content with all workspaces, in the model's theme.
     *
     * @param presets where the user's mask presets are kept; what other workspaces remember lies beside
     */
    public static Scene scene(ShellModel model, FileDialogs dialogs, Path presets, double width, double height) {
        model.themeProperty().get().apply();
        model.themeProperty().addListener((property, old, theme) -> theme.apply());
        PretrainWorkspace pretrain = new PretrainWorkspace(
                model, dialogs, presets.resolveSibling(RUN_FOLDERS), PretrainWorkspace.usualFolder());
        List<Workspace> workspaces = List.of(
                new MaskWorkspace(
                        model,
                        dialogs,
                        presets,
                        () -> model.workspaceProperty().set(PredictWorkspace.TITLE),
                        () -> model.workspaceProperty().set(PretrainWorkspace.TITLE)),
                new PredictWorkspace(model, dialogs, CacheFolder.indices()),
                new DecodeWorkspace(model, dialogs, CacheFolder.indices(), presets.resolveSibling(DECODING), () -> {
                    pretrain.trainDecoder();
                    model.workspaceProperty().set(PretrainWorkspace.TITLE);
                }),
                pretrain,
                new FigureWorkspace(
                        model, dialogs, presets.resolveSibling(FIGURE_SAMPLES), presets.resolveSibling(FIGURE)));
        return new Scene(new ShellView(model, workspaces, PredictWorkspace.TITLE, dialogs), width, height);
    }

    @Override
    public void stop() {
        store.save(model.session(stage.getScene().getWidth(), stage.getScene().getHeight(), stage.isMaximized()));
    }
}
