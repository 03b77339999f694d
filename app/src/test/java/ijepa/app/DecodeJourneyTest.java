package ijepa.app;

import static ijepa.app.shell.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
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

/** Through the Decode workspace by clicks: open a decoder, decode, move a block, other seeds, export. */
@ExtendWith(ApplicationExtension.class)
class DecodeJourneyTest {

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

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Labeled.class).getText();
    }

    private static Point2D patch(PatchCanvas canvas, int row, int column) {
        var at = canvas.geometry();
        return canvas.localToScreen(at.x(column) + at.cell() / 2, at.y(row) + at.cell() / 2);
    }

    @Test
    void openADecoderDecodeMoveABlockAndExport(FxRobot robot) throws Exception {
        until(() -> model.selection().checkpoint().isPresent()
                && model.selection().image().isPresent());
        robot.interact(() -> model.selection().layout().replace(LAYOUT));
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT3).release(KeyCode.DIGIT3, KeyCode.CONTROL);
        until(() -> text(robot, "#decode-state").equals("No decoder"));
        assertThat(text(robot, "#decode-note")).contains("Open one");

        answer = Optional.of(Files.createFile(folder.resolve("decoder.safetensors")));
        robot.clickOn("#open-decoder");
        until(() -> text(robot, "#decode-state").equals("Done"));
        assertThat(text(robot, "#decoder-item")).isEqualTo("fake decoder");
        assertThat(text(robot, "#decoded-recipe")).contains("seeds 0, 1, 2, 3").contains("25 steps of DPM-Solver++");
        assertThat(robot.lookup("#cell-1-6").tryQuery()).isPresent();

        PatchCanvas canvas = robot.lookup("#decode-image").queryAs(PatchCanvas.class);
        robot.drag(patch(canvas, 1, 1), MouseButton.PRIMARY).dropTo(patch(canvas, 2, 4));
        assertThat(model.selection().layout().state().layout().targets()).isEqualTo(List.of(new Block(2, 4, 2, 2)));
        until(() -> text(robot, "#decode-state").equals("Done"));

        // The second seed stays, the others are new.
        robot.clickOn("#seed-2");
        Button draw = robot.lookup("#new-seeds").queryButton();
        robot.interact(draw::fire);
        until(() -> text(robot, "#decode-state").equals("Done")
                && !text(robot, "#seed-1").equals("0"));
        assertThat(text(robot, "#seed-2")).isEqualTo("1");

        answer = Optional.of(folder.resolve("decoded.png"));
        robot.clickOn("#decode-save");
        until(() -> Files.exists(answer.get()));
        assertThat(ImageIO.read(answer.get().toFile()).getWidth()).isGreaterThan(1000);
        assertThat(model.notices().informationProperty().get().text()).startsWith("Saved ");
    }
}
