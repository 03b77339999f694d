package ijepa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;

import javax.imageio.ImageIO;

import ijepa.app.pretrain.PretrainWorkspace;
import ijepa.app.shell.Background;
import ijepa.app.shell.FakeDialogs;
import ijepa.app.shell.FakeModelLoader;
import ijepa.app.shell.Patience;
import ijepa.app.shell.Session;
import ijepa.app.shell.ShellModel;
import ijepa.core.mask.MaskLayout;
import ijepa.core.run.MetricsReader;
import ijepa.core.run.RunCheckpoint;
import ijepa.core.run.RunCommand;
import ijepa.core.run.RunControl;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunState;
import ijepa.core.run.RunStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A real run of a tiny model, in a process of its own, from the form to its last checkpoint. */
@ExtendWith(ApplicationExtension.class)
class PretrainJourneyTest {

    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    private static Path folder;

    private Stage stage;
    private ShellModel model;
    private RunDirectory run;

    @BeforeAll
    static void draw() throws IOException {
        // Most of this is starting programs, which takes long on a machine that does other things.
        FxToolkit.toolkitContext().setSetupTimeoutInMillis(1000 * PATIENCE_SECONDS);
        System.setProperty("ijepa.runs", folder.resolve("runs").toString());
        Random random = new Random(1);
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < 16; i++) {
            BufferedImage picture = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < 20; y++) {
                for (int x = 0; x < 20; x++) {
                    picture.setRGB(x, y, random.nextInt(0x1000000));
                }
            }
            ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
        }
    }

    @Start
    void start(Stage primary) {
        stage = primary;
        open();
    }

    /** The window as it is after a start; called again, as after one more. */
    private void open() {
        model = new ShellModel(Background.threads(), new FakeModelLoader());
        model.start(Session.inFront(PretrainWorkspace.TITLE, 1280, 800));
        stage.setScene(WorkbenchApplication.scene(
                model, FakeDialogs.savingIn(folder), folder.resolve("presets.json"), 1280, 800));
        stage.show();
    }

    @AfterEach
    void leaveNoProcess() {
        if (run != null) {
            RunStatus.read(run)
                    .filter(status -> status.state().isAlive())
                    .ifPresent(status ->
                            ProcessHandle.of(status.process().pid()).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private static void until(String what, Callable<Boolean> condition) {
        Patience.until(what, PATIENCE_SECONDS, condition);
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    private static void type(FxRobot robot, String id, String words) {
        TextField field = robot.lookup(id).queryAs(TextField.class);
        robot.interact(() -> field.setText(words));
    }

    private boolean isIn(RunState state) {
        return RunStatus.read(run).filter(status -> status.state() == state).isPresent();
    }

    @Test
    void whereADecoderGoesIsChosen(FxRobot robot) {
        robot.clickOn("#new-decoder");
        robot.clickOn(robot.from(robot.lookup("#decoder-field-decoder-file").queryAs(HBox.class))
                .lookup(".icon-button")
                .queryButton());
        assertThat(robot.lookup("#decoder-yaml")
                        .lookup(".text-area")
                        .queryAs(TextArea.class)
                        .getText())
                .contains("decoder_file: " + folder.resolve("decoder.safetensors"));
    }

    @Test
    void keysInAFieldOfTheFormAndWhereNoLayoutIsShown(FxRobot robot) {
        until("layout", () -> model.selection().layout().state() != null);
        MaskLayout before = model.selection().layout().state().layout();
        robot.interact(() -> robot.lookup("#runs").queryAs(ListView.class).requestFocus());
        robot.press(KeyCode.SPACE).release(KeyCode.SPACE);
        assertThat(model.selection().layout().state().layout()).isEqualTo(before);

        for (String id : List.of("#field-epochs", "#yaml")) {
            robot.clickOn("#new-run");
            TextInputControl field = robot.lookup(id).queryAs(TextInputControl.class);
            robot.interact(field::requestFocus);
            robot.press(KeyCode.N).release(KeyCode.N);
            assertThat(isSeen(field)).as("a letter is the field's").isTrue();
            robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
            until("way back from " + id, () -> !isSeen(field));
        }
    }

    private static boolean isSeen(Node node) {
        return Stream.iterate(node, Objects::nonNull, Node::getParent).allMatch(Node::isVisible);
    }

    @Test
    void aRunIsStartedWatchedSteeredLeftFoundAndStopped(FxRobot robot) throws Exception {
        robot.clickOn("#new-run");
        type(robot, "#text-pictures", folder.resolve("pictures").toString());
        type(robot, "#field-crop-size", "16");
        type(robot, "#field-patch-size", "2");
        type(robot, "#field-batch-size", "4");
        type(robot, "#field-predictor-depth", "1");
        type(robot, "#field-predictor-width", "24");
        type(robot, "#field-min-keep", "2");
        type(robot, "#field-epochs", "100000");
        TextArea yaml = robot.lookup("#yaml").queryAs(TextArea.class);
        assertThat(yaml.getText())
                .startsWith("# A tiny model")
                .contains("epochs: 100000")
                .contains("batch_size: 4");
        robot.interact(() -> yaml.setText(yaml.getText() + "  device:\n    threads: 1 # one is enough\n"));
        assertThat(robot.lookup("#field-threads").queryAs(TextField.class).getText())
                .isEqualTo("1");
        Path path = Path.of(robot.lookup("#run-folder").queryAs(TextField.class).getText());
        run = new RunDirectory(path);
        robot.interact(() -> robot.lookup("#timing")
                .queryAs(atlantafx.base.controls.ToggleSwitch.class)
                .setSelected(false));

        robot.clickOn("#start");

        until("run at work", () -> text(robot, "#run-state").startsWith("running"));
        assertThat(path.resolve("launch.yaml")).content().contains("# one is enough");
        MetricsReader metrics = new MetricsReader(run);
        until("point", () -> !metrics.poll().isEmpty());
        until("step in the header", () -> text(robot, "#run-state").contains("loss"));

        robot.clickOn("#pause");
        until("pause", () -> isIn(RunState.PAUSED) && text(robot, "#run-state").startsWith("paused"));
        robot.clickOn("#go-on");
        until(
                "going on",
                () -> isIn(RunState.RUNNING) && text(robot, "#run-state").startsWith("running"));
        robot.clickOn("#checkpoint");
        until("checkpoint", () -> RunCheckpoint.newest(run).isPresent());
        robot.clickOn("#watch");
        until(
                "its weights",
                () -> model.followingProperty().get().startsWith("Following")
                        && model.selection().checkpoint().orElseThrow().file().isPresent());

        // The window goes, and comes back.
        robot.interact(() -> stage.hide());
        assertThat(isIn(RunState.RUNNING)).isTrue();
        Platform.setImplicitExit(false);
        robot.interact(this::open);
        until(
                "run in the new window",
                () -> robot.lookup("#runs").queryAs(ListView.class).getItems().size() == 1
                        && text(robot, "#run-state").startsWith("running"));

        robot.press(KeyCode.CONTROL, KeyCode.DIGIT1).release(KeyCode.DIGIT1, KeyCode.CONTROL);
        new RunControl(run).send(RunCommand.STOP);
        until("stop", () -> isIn(RunState.STOPPED));
        until("note of the end", () -> model.notices().informationProperty().get() != null);
        assertThat(model.notices().informationProperty().get().text()).contains(path.getFileName() + " was stopped");
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT4).release(KeyCode.DIGIT4, KeyCode.CONTROL);
        until("stopped run", () -> text(robot, "#run-state").startsWith("stopped"));
        long step = RunStatus.read(run).orElseThrow().progress().step();
        assertThat(RunCheckpoint.newest(run).orElseThrow().step()).isEqualTo(step);
        try (Stream<String> lines = Files.lines(path.resolve("output.txt"))) {
            assertThat(lines).anyMatch(line -> line.contains("stopped after step " + step));
        }
    }
}
