package ijepa.app;

import static ijepa.app.shell.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import javafx.geometry.Point2D;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;

import javax.imageio.ImageIO;

import ijepa.app.control.PatchCanvas;
import ijepa.app.shell.Background;
import ijepa.app.shell.FakeDialogs;
import ijepa.app.shell.FakeModelLoader;
import ijepa.app.shell.Session;
import ijepa.app.shell.ShellModel;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Through all questions of the Predict workspace by clicks: open, edit, click, compare, export. */
@ExtendWith(ApplicationExtension.class)
class PredictJourneyTest {

    private static final MaskLayout LAYOUT =
            new MaskLayout(new PatchGrid(8, 8), List.of(new Block(0, 0, 6, 8)), List.of(new Block(1, 1, 2, 2)), false);

    @TempDir
    private Path folder;

    private ShellModel model;
    private Optional<Path> answer = Optional.empty();

    @Start
    void start(Stage stage) {
        model = new ShellModel(Background.threads(), new FakeModelLoader());
        model.start(Session.first());
        stage.setScene(WorkbenchApplication.scene(
                model, FakeDialogs.answering(() -> answer), folder.resolve("presets.json"), 1280, 800));
        stage.show();
    }

    private static PatchCanvas canvas(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(PatchCanvas.class);
    }

    private static int[] cells(FxRobot robot, String id) {
        return canvas(robot, id).cellsProperty().get();
    }

    private static Point2D patch(PatchCanvas canvas, int row, int column) {
        var at = canvas.geometry();
        return canvas.localToScreen(at.x(column) + at.cell() / 2, at.y(row) + at.cell() / 2);
    }

    @Test
    void openEditClickCompareAndExport(FxRobot robot) throws Exception {
        until(() -> cells(robot, "#predict-predicted") != null);
        robot.interact(() -> model.selection().layout().replace(LAYOUT));
        until(() -> cells(robot, "#predict-error")[9] != 0);
        robot.drag(patch(canvas(robot, "#predict-image"), 1, 1), MouseButton.PRIMARY)
                .dropTo(patch(canvas(robot, "#predict-image"), 2, 4));
        until(() -> cells(robot, "#predict-error")[2 * 8 + 4] != 0);

        // A click, then a drag over patches: similarity follows.
        robot.clickOn(patch(canvas(robot, "#predict-target"), 0, 0));
        until(() -> canvas(robot, "#predict-target").getAccessibleText().equals("Similar to patch 0"));
        robot.drag(patch(canvas(robot, "#predict-target"), 0, 1), MouseButton.PRIMARY)
                .dropTo(patch(canvas(robot, "#predict-target"), 0, 3));
        until(() -> canvas(robot, "#predict-target").getAccessibleText().equals("Similar to patch 3"));

        robot.clickOn("#mode-attention");
        until(() -> cells(robot, "#attention-target-encoder") != null);
        int[] fromContext = cells(robot, "#attention-encoder");
        robot.clickOn(patch(canvas(robot, "#attention-target-encoder"), 2, 4));
        until(() -> cells(robot, "#attention-predictor") != null
                && !Arrays.equals(cells(robot, "#attention-encoder"), fromContext));

        robot.clickOn("#mode-sweep").clickOn("#run-sweep");
        until(() -> cells(robot, "#sweep-places") != null);
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F).release(KeyCode.F, KeyCode.SHIFT, KeyCode.CONTROL);
        until(() -> model.notices().errorProperty().get() != null);
        assertThat(model.notices().errorProperty().get().text())
                .isEqualTo("Figures cannot show what Sweep does: go to Prediction to send its maps, or save the panels"
                        + " as a picture.");
        robot.interact(model.notices()::dismissError);
        robot.clickOn("#run-contexts");
        until(() -> cells(robot, "#context-spread") != null);

        answer = Optional.of(Files.createFile(folder.resolve("other.safetensors")));
        robot.clickOn("#mode-compare").clickOn("#compare-checkpoint");
        until(() -> cells(robot, "#compare-other-error") != null);

        answer = Optional.of(folder.resolve("panels.png"));
        MenuButton save = robot.lookup("#predict-save").queryAs(MenuButton.class);
        robot.interact(() -> save.getItems().getFirst().fire());
        until(() -> Files.exists(answer.get()));
        // Five panels, at three pixels for each of their 224 units.
        assertThat(ImageIO.read(answer.get().toFile()).getWidth()).isEqualTo(3 * (2 * 16 + 5 * 224 + 4 * 20));

        answer = Optional.of(folder.resolve("arrays.npz"));
        robot.interact(() -> save.getItems().get(1).fire());
        until(() -> Files.exists(answer.get()));
        try (ZipFile zip = new ZipFile(answer.get().toFile())) {
            assertThat(zip.getEntry("predicted/0.npy")).isNotNull();
            assertThat(zip.stream().map(entry -> entry.getName()).filter(name -> name.startsWith("panel/")))
                    .hasSize(3);
        }
        assertThat(model.notices().informationProperty().get().text()).startsWith("Saved ");
    }
}
