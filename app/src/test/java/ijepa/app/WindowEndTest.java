package ijepa.app;

import static ijepa.app.shell.Patience.until;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import javafx.stage.Stage;

import ijepa.app.shell.Background;
import ijepa.app.shell.FakeDialogs;
import ijepa.app.shell.FakeModelLoader;
import ijepa.app.shell.Session;
import ijepa.app.shell.ShellModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/** A window that has gone is forgotten, with its pictures and weights, in a program that goes on. */
@ExtendWith(ApplicationExtension.class)
class WindowEndTest {

    @TempDir
    private Path folder;

    private ShellModel model;
    private Stage stage;

    @Test
    void nothingHoldsAWindowThatHasGone(FxRobot robot) throws Exception {
        robot.interact(() -> {
            model = new ShellModel(Background.threads(), new FakeModelLoader());
            model.start(Session.first());
            stage = new Stage();
            stage.setScene(
                    WorkbenchApplication.scene(model, FakeDialogs.closed(), folder.resolve("presets.json"), 1280, 800));
            stage.show();
        });
        until(() -> robot.lookup("#block-table").queryTableView().getItems().size() > 1);
        for (String workspace : new String[] {"Masks", "Decode", "Pretrain", "Figures"}) {
            robot.interact(() -> model.workspaceProperty().set(workspace));
        }
        WeakReference<ShellModel> gone = new WeakReference<>(model);
        robot.interact(stage::hide);
        model = null;
        stage = null;
        until(() -> {
            System.gc();
            return gone.get() == null;
        });
    }
}
