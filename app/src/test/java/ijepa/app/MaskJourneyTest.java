package ijepa.app;

import static ijepa.app.shell.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;

import ijepa.app.control.BlockRef;
import ijepa.app.control.GridGeometry;
import ijepa.app.control.LayoutModel;
import ijepa.app.control.LayoutState;
import ijepa.app.control.PatchCanvas;
import ijepa.app.control.PlotCanvas;
import ijepa.app.figure.FigureWorkspace;
import ijepa.app.mask.MaskWorkspace;
import ijepa.app.mask.UpcomingModel;
import ijepa.app.predict.PredictWorkspace;
import ijepa.app.pretrain.PretrainWorkspace;
import ijepa.app.shell.Background;
import ijepa.app.shell.FakeDialogs;
import ijepa.app.shell.FakeModelLoader;
import ijepa.app.shell.Session;
import ijepa.app.shell.ShellModel;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockParameters;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.Range;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.PanelSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The Masks workspace by pointer and keyboard: draw, lock and draw anew, compare, save numbers, send the layout on. */
@ExtendWith(ApplicationExtension.class)
class MaskJourneyTest {

    @TempDir
    private Path folder;

    private ShellModel model;

    @Start
    void start(Stage stage) {
        model = new ShellModel(Background.threads(), new FakeModelLoader());
        model.start(Session.first());
        model.workspaceProperty().set(MaskWorkspace.TITLE);
        stage.setScene(WorkbenchApplication.scene(
                model, FakeDialogs.savingIn(folder), folder.resolve("presets.json"), 1280, 800));
        stage.show();
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

    @Test
    void theKeySendsWhatIsOnTheScreen(FxRobot robot) throws Exception {
        until(() -> model.selection().checkpoint().isPresent()
                && model.selection().image().isPresent());
        List<PanelSource> sent = new ArrayList<>();
        robot.interact(() -> model.selection().figures().items().addListener((ListChangeListener<FigureRecipe.Item>)
                change -> {
                    while (change.next()) {
                        change.getAddedSubList().forEach(item -> sent.add(item.source()));
                    }
                }));
        sendByKey(robot);
        robot.clickOn("#drawer-batch-cut");
        sendByKey(robot);
        robot.clickOn("#drawer-next-" + UpcomingModel.COUNT);
        sendByKey(robot);
        assertThat(sent)
                .satisfiesExactly(
                        picture -> assertThat(((PanelSource.MaskLayouts) picture).layouts())
                                .containsExactly(layout().state().layout()),
                        statistics -> assertThat(statistics).isInstanceOf(PanelSource.MaskFrequencies.class),
                        draws -> assertThat(((PanelSource.MaskLayouts) draws).layouts())
                                .hasSize(UpcomingModel.COUNT));
    }

    private static void sendByKey(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F).release(KeyCode.F, KeyCode.SHIFT, KeyCode.CONTROL);
    }

    @Test
    void sendToFiguresAndToPretrain(FxRobot robot) throws Exception {
        until(() -> model.selection().checkpoint().isPresent()
                && model.selection().image().isPresent());
        for (String id : List.of("#send-layout", "#send-upcoming", "#send-strategies", "#send-statistics")) {
            robot.clickOn("#send-to-figures").clickOn(id);
        }
        until(() -> robot.lookup("#information").queryAs(Label.class).getText().contains("as part 4"));
        robot.clickOn("#information-action");
        until(() -> model.workspaceProperty().get().equals(FigureWorkspace.TITLE));
        assertThat(robot.lookup("#figure-parts").queryListView().getItems()).hasSize(4);
        until(() -> robot.lookup("#figure-preview").queryAs(ImageView.class).getImage() != null);

        robot.interact(() -> {
            model.workspaceProperty().set(MaskWorkspace.TITLE);
            model.selection().sampling().chooseGrid(new PatchGrid(14, 14));
            model.selection().sampling().strategyProperty().set(new MaskStrategy.RandomPatches(new Range(0.5, 0.75)));
        });
        robot.clickOn("#use-in-pretrain");
        until(() -> model.workspaceProperty().get().equals(PretrainWorkspace.TITLE));
        assertThat(robot.lookup("#yaml").queryAs(TextArea.class).getText()).contains("random", "0.75");
        assertThat(robot.lookup("#mask-note").queryAs(Label.class).getText())
                .contains("Taken from Masks: Random")
                .contains("looked at on 14 x 14 patches");
    }

    @Test
    void spaceHeldMovesThePictureAndSpaceAloneDraws(FxRobot robot) throws Exception {
        until(() -> model.selection().checkpoint().isPresent()
                && model.selection().image().isPresent());
        PatchCanvas canvas = robot.lookup("#mask-canvas").queryAs(PatchCanvas.class);
        robot.interact(() -> wheel(canvas, 240));
        until(() -> canvas.zoomProperty().get() > 1.5);
        LayoutState before = layout().state();
        GridGeometry still = canvas.geometry();
        robot.press(KeyCode.SPACE)
                .drag(canvas, MouseButton.PRIMARY)
                .dropBy(40, 24)
                .release(KeyCode.SPACE);
        until(() -> canvas.geometry().left() > still.left() && canvas.geometry().top() > still.top());
        assertThat(layout().state()).isEqualTo(before);
        GridGeometry moved = canvas.geometry();
        robot.drag(canvas, MouseButton.MIDDLE).dropBy(-40, -24);
        until(() -> canvas.geometry().left() < moved.left() && canvas.geometry().top() < moved.top());
        assertThat(layout().state()).isEqualTo(before);
        type(robot, KeyCode.SPACE);
        until(() -> !layout().state().equals(before));
    }

    /** Turns the wheel over the middle of a canvas. */
    private static void wheel(PatchCanvas canvas, double pixels) {
        double x = canvas.getWidth() / 2;
        double y = canvas.getHeight() / 2;
        canvas.fireEvent(new ScrollEvent(
                ScrollEvent.SCROLL,
                x,
                y,
                x,
                y,
                false,
                false,
                false,
                false,
                false,
                false,
                0,
                pixels,
                0,
                pixels,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null));
    }

    private static MultiBlockParameters keeping(int patches) {
        MultiBlockParameters published = MultiBlockParameters.PUBLISHED;
        return new MultiBlockParameters(
                published.targetScale(),
                published.contextScale(),
                published.targetAspect(),
                published.targets(),
                published.contexts(),
                patches,
                published.allowOverlap());
    }

    @Test
    void overlapAndAFurtherContextAreButtonsAndImpossibleSettingsSayWhy(FxRobot robot) throws Exception {
        until(() -> model.selection().checkpoint().isPresent()
                && model.selection().image().isPresent());
        robot.clickOn("#allow-overlap");
        until(() -> layout().state().layout().allowOverlap());
        robot.clickOn("#add-context");
        robot.drag(patch(robot, 7, 0), MouseButton.PRIMARY).dropTo(patch(robot, 7, 1));
        until(() -> layout().state().layout().context().size() == 2);
        robot.interact(layout()::undo);
        robot.interact(layout()::undo);
        assertThat(layout().state().layout().allowOverlap()).isFalse();
        assertThat(robot.lookup("#allow-overlap").queryAs(ToggleButton.class).isSelected())
                .isFalse();

        LayoutState before = layout().state();
        robot.interact(
                () -> model.selection().sampling().strategyProperty().set(new MaskStrategy.MultiBlock(keeping(200))));
        until(() -> robot.lookup("#verdict").queryAs(Label.class).getText().contains("can never be satisfied"));
        assertThat(robot.lookup(".new-blocks").queryButton().isDisabled()).isTrue();
        assertThat(layout().state()).isEqualTo(before);
    }
}
