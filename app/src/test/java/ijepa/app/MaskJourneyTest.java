package ijepa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;

import ijepa.app.control.BlockRef;
import ijepa.app.control.LayoutModel;
import ijepa.app.control.PatchCanvas;
import ijepa.app.control.PlotCanvas;
import ijepa.app.mask.MaskWorkspace;
import ijepa.app.predict.PredictWorkspace;
import ijepa.app.shell.Background;
import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.ModelLoader;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.app.shell.Session;
import ijepa.app.shell.ShellModel;
import ijepa.core.mask.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The Masks workspace by pointer and keyboard: draw, lock and draw anew, compare, save numbers, send the layout on. */
@ExtendWith(ApplicationExtension.class)
class MaskJourneyTest {

    @TempDir
    private Path folder;

    private ShellModel model;

    @Start
    void start(Stage stage) {
        model = new ShellModel(Background.threads(), new Loader());
        model.start(Session.first());
        model.workspaceProperty().set(MaskWorkspace.TITLE);
        stage.setScene(WorkbenchApplication.scene(model, new Dialogs(), folder.resolve("presets.json"), 1280, 800));
        stage.show();
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void type(FxRobot robot, KeyCode key) {
        robot.press(key).release(key);
    }

    private LayoutModel layout() {
        return model.selection().layout();
    }

    private static Point2D patch(FxRobot robot, int row, int column) {
        PatchCanvas canvas = robot.lookup("#mask-canvas").queryAs(PatchCanvas.class);
        var at = canvas.geometry();
        return canvas.localToScreen(at.x(column) + at.cell() / 2, at.y(row) + at.cell() / 2);
    }

    @Test
    void drawLockCompareSaveAndPredict(FxRobot robot) throws Exception {
        until(() -> model.selection().checkpoint().isPresent()
                && model.selection().image().isPresent());
        until(() -> robot.lookup("#verdict").queryAs(Label.class).getText().contains("At batch 64"));

        int before = layout().state().layout().targets().size();
        type(robot, KeyCode.T);
        robot.drag(patch(robot, 5, 1), MouseButton.PRIMARY).dropTo(patch(robot, 6, 3));
        BlockRef drawn = BlockRef.target(before);
        until(() -> layout().state().layout().targets().size() == before + 1);
        assertThat(layout().state().region(drawn)).isEqualTo(new Block(5, 1, 2, 3));
        type(robot, KeyCode.B);
        robot.clickOn(patch(robot, 7, 1));
        type(robot, KeyCode.B);
        until(() -> layout().state().region(drawn).patches(layout().state().grid()).length == 7);
        type(robot, KeyCode.L);
        type(robot, KeyCode.EQUALS);
        PatchCanvas canvas = robot.lookup("#mask-canvas").queryAs(PatchCanvas.class);
        until(() -> canvas.zoomProperty().get() > 1);
        type(robot, KeyCode.F);
        until(() -> canvas.zoomProperty().get() == 1);
        var old = layout().state();
        type(robot, KeyCode.SPACE);
        until(() -> !layout().state().equals(old));
        assertThat(layout().state().region(drawn)).isEqualTo(old.region(drawn));

        robot.clickOn("#compare");
        robot.clickOn("#drawer-batch-cut");
        until(() -> {
            PlotCanvas.Plot plot = robot.lookup("#truncation-plot")
                    .queryAs(PlotCanvas.class)
                    .plotProperty()
                    .get();
            return plot != null && plot.series().size() == 2;
        });
        robot.clickOn("#save-statistics");
        until(() -> Files.exists(folder.resolve("mask-truncation.csv")));
        assertThat(Files.readAllLines(folder.resolve("mask-truncation.csv"))).hasSize(27);

        robot.clickOn("#predict-layout");
        until(() -> model.workspaceProperty().get().equals(PredictWorkspace.TITLE));
        until(() -> robot.lookup("#predict-predicted")
                        .queryAs(PatchCanvas.class)
                        .cellsProperty()
                        .get()
                != null);
    }

    private static final class Loader implements ModelLoader {

        @Override
        public String startEngine() {
            return "CPU, 2 threads";
        }

        @Override
        public OpenCheckpoint bundled() {
            return FakeCheckpoint.bundled();
        }

        @Override
        public OpenCheckpoint open(Path file) {
            return new FakeCheckpoint("opened", Optional.of(file));
        }
    }

    /** Says yes to every suggested name. */
    private final class Dialogs implements FileDialogs {

        @Override
        public List<Path> images() {
            return List.of();
        }

        @Override
        public Optional<Path> folder() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> checkpoint() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> layoutToOpen() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> layoutToSave() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> csvToSave(String name) {
            return Optional.of(folder.resolve(name));
        }

        @Override
        public Optional<Path> pictureToSave(String name) {
            return Optional.of(folder.resolve(name));
        }
    }
}
