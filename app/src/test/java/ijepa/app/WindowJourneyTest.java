package ijepa.app;

import static ijepa.app.shell.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.TransferMode;
import javafx.stage.Stage;

import javax.imageio.ImageIO;

import com.sun.javafx.tk.TKClipboard;
import com.sun.javafx.tk.Toolkit;
import ijepa.app.control.BlockRef;
import ijepa.app.control.LayoutState;
import ijepa.app.control.PatchCanvas;
import ijepa.app.shell.Background;
import ijepa.app.shell.FakeDialogs;
import ijepa.app.shell.FakeModelLoader;
import ijepa.app.shell.Job;
import ijepa.app.shell.Session;
import ijepa.app.shell.ShellModel;
import ijepa.app.shell.Theme;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Real clicks and keys in the real window, with a model that needs no engine. */
@ExtendWith(ApplicationExtension.class)
class WindowJourneyTest {

    private static final MaskLayout LAYOUT =
            new MaskLayout(new PatchGrid(8, 8), List.of(new Block(0, 0, 8, 8)), List.of(new Block(1, 1, 2, 2)), false);

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

    private Point2D patch(PatchCanvas canvas, int row, int column) {
        var at = canvas.geometry();
        return canvas.localToScreen(at.x(column) + at.cell() / 2, at.y(row) + at.cell() / 2);
    }

    private LayoutState layout() {
        return model.selection().layout().state();
    }

    @Test
    void theFirstStartShowsAPredictionAndSpaceDrawsNewBlocks(FxRobot robot) throws Exception {
        until(() -> cells(robot, "#predict-predicted") != null);
        TableView<?> table = robot.lookup("#block-table").queryTableView();
        assertThat(table.getItems()).hasSize(layout().layout().targets().size() + 1);
        assertThat(robot.lookup("#predict-summary").queryAs(Label.class).getText())
                .startsWith("Better than all baselines");
        assertThat(model.notices().errorProperty().get()).isNull();

        MaskLayout first = layout().layout();
        int[] errors = cells(robot, "#predict-error");
        robot.press(KeyCode.SPACE).release(KeyCode.SPACE);
        until(() -> !layout().layout().equals(first) && cells(robot, "#predict-error") != errors);
        robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        until(() -> layout().layout().equals(first));
    }

    @Test
    void aDraggedBlockMovesAndIsPredictedWhereItIs(FxRobot robot) throws Exception {
        until(() -> cells(robot, "#predict-predicted") != null);
        robot.interact(() -> model.selection().layout().replace(LAYOUT));
        until(() -> cells(robot, "#predict-error")[9] != 0 && cells(robot, "#predict-error")[0] == 0);
        PatchCanvas image = canvas(robot, "#predict-image");

        robot.drag(patch(image, 1, 1), MouseButton.PRIMARY).dropTo(patch(image, 4, 5));

        until(() -> cells(robot, "#predict-error")[4 * 8 + 5] != 0);
        assertThat(layout().region(BlockRef.target(0))).isEqualTo(new Block(4, 5, 2, 2));
        assertThat(model.selection().layout().selected()).contains(BlockRef.target(0));
        TableView<?> table = robot.lookup("#block-table").queryTableView();
        assertThat(table.getSelectionModel().getSelectedIndex()).isZero();
        assertThat(model.selection().layout().undoableProperty().get()).isTrue();

        robot.clickOn(patch(canvas(robot, "#predict-target"), 4, 5));
        until(() -> canvas(robot, "#predict-predicted").markedProperty().get() == 4 * 8 + 5);
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        until(() -> canvas(robot, "#predict-predicted").markedProperty().get() == PatchCanvas.NONE);
    }

    @Test
    void imagesOpenThemesChangeAndWorkspacesFollow(FxRobot robot) throws Exception {
        until(() -> cells(robot, "#predict-predicted") != null);
        Path file = folder.resolve("grey.png");
        ImageIO.write(new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
        answer = Optional.of(file);
        int[] before = cells(robot, "#predict-target");
        robot.press(KeyCode.CONTROL, KeyCode.O).release(KeyCode.O, KeyCode.CONTROL);
        until(() -> model.selection().image().orElseThrow().source().name().equals("grey.png")
                && cells(robot, "#predict-target") != null
                && cells(robot, "#predict-target") != before);

        robot.clickOn(".theme-button");
        until(() -> model.themeProperty().get() == Theme.DARK);
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT1).release(KeyCode.DIGIT1, KeyCode.CONTROL);
        until(() -> robot.lookup("#mask-canvas").tryQuery().isPresent());
        assertThat(canvas(robot, "#mask-canvas").layoutStateProperty().get()).isEqualTo(layout());
    }

    /**
     * Drops a file as a file manager does. The event is made here: a drag from node to node fails in the headless toolkit
     * where another window was open before.
     */
    private void drop(FxRobot robot, Path file) throws NoSuchMethodException {
        Method maker = Dragboard.class.getDeclaredMethod("createDragboard", TKClipboard.class);
        maker.setAccessible(true);
        Node target = canvas(robot, "#predict-image");
        robot.interact(() -> {
            Dragboard board = create(maker);
            ClipboardContent content = new ClipboardContent();
            content.putFiles(List.of(file.toFile()));
            board.setContent(content);
            Event.fireEvent(
                    target,
                    new DragEvent(
                            DragEvent.DRAG_DROPPED, board, 300, 300, 300, 300, TransferMode.COPY, null, null, null));
        });
    }

    private static Dragboard create(Method maker) {
        try {
            return (Dragboard) maker.invoke(null, Toolkit.getToolkit().createLocalClipboard());
        } catch (ReflectiveOperationException changed) {
            throw new AssertionError(changed);
        }
    }

    private String opened() {
        return model.selection().checkpoint().orElseThrow().name();
    }

    @Test
    void everyJobCanBeCancelledAndSaysSo(FxRobot robot) throws Exception {
        until(() -> cells(robot, "#predict-predicted") != null
                && model.jobs().running().isEmpty());
        List<Runnable> held = new ArrayList<>();
        robot.interact(() -> {
            for (String title : List.of("Copying", "Listing", "Counting")) {
                model.jobs().start(title, held::add, job -> title, done -> {}, failure -> {});
            }
        });
        assertThat(robot.lookup("#more-jobs").queryAs(MenuButton.class).getText())
                .isEqualTo("and 2 more");
        robot.clickOn("#more-jobs");
        Button second = robot.lookup(
                        (Node node) -> node instanceof Button && "Cancel: Counting".equals(node.getAccessibleText()))
                .queryButton();
        robot.clickOn(second);
        assertThat(model.jobs().running()).extracting(Job::isCancelled).containsExactly(false, false, true);
        assertThat(second.isDisabled()).isTrue();
        assertThat(robot.lookup("Counting (cancelling)").tryQuery()).isPresent();
        robot.type(KeyCode.ESCAPE);
        robot.interact(() -> held.forEach(Runnable::run));
        until(() -> model.jobs().running().isEmpty()
                && robot.lookup("#more-jobs").tryQuery().isEmpty());
    }

    @Test
    void checkpointsAreDroppedOnTheWindowAndListed(FxRobot robot) throws Exception {
        until(() -> cells(robot, "#predict-predicted") != null);
        Path file = Files.createFile(folder.resolve("dropped.pth.tar"));
        drop(robot, file);
        until(() -> opened().equals("dropped.pth.tar") && cells(robot, "#predict-predicted") != null);
        assertThat(model.notices().informationProperty().get().text())
                .contains("encoder, predictor, target encoder", "Unused: encoder.cls_token");

        Path published = Files.createDirectories(folder.resolve("published"));
        Files.writeString(published.resolve("config.json"), "{}");
        drop(robot, published);
        until(() -> opened().equals("published"));
        assertThat(model.recent()).startsWith(published.toAbsolutePath(), file.toAbsolutePath());

        robot.press(KeyCode.CONTROL, KeyCode.I).release(KeyCode.I, KeyCode.CONTROL);
        until(() -> robot.lookup("#checkpoint-card").query().isVisible());
        assertThat(robot.lookup("#checkpoint-networks").queryAs(Parent.class).getChildrenUnmodifiable())
                .filteredOn(Label.class::isInstance)
                .extracting(label -> ((Label) label).getText())
                .contains("Encoder", "Predictor", "Target encoder", "1,234", "float32");
        assertThat(robot.lookup("#checkpoint-unused").queryAs(TextArea.class).getText())
                .isEqualTo("encoder.cls_token");
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        until(() -> !robot.lookup("#checkpoint-card").query().isVisible());
        robot.clickOn("#checkpoint-item");
        until(() -> robot.lookup("#checkpoint-card").query().isVisible());
    }
}
