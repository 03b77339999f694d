package ijepa.app.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.stage.Stage;

import ijepa.app.shell.Background;
import ijepa.app.shell.FakeDialogs;
import ijepa.app.shell.FakeModelLoader;
import ijepa.app.shell.ShellModel;
import ijepa.core.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class RunsListTest {

    private static final String HOST = "another";

    @TempDir
    private Path folder;

    private RunsModel model;

    @Start
    void start(Stage stage) throws IOException {
        for (int day = 1; day <= 4; day++) {
            write(day, "run" + day);
        }
        PretrainModel workspace = new PretrainModel(
                new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), new FakeModelLoader()),
                new PretrainModel.Outside(
                        new RunFolders(folder.resolve("folders.json"), folder.resolve("runs")),
                        folder.resolve("curves.json"),
                        (run, arguments) -> new Launch(run, Instant.EPOCH, new CompletableFuture<>(), run.log(), 0),
                        (yaml, run, timing, progress, done, failed) -> () -> {},
                        (yaml, run, timing, progress, done, failed) -> () -> {},
                        (run, command) -> "ok",
                        run -> "nowhere",
                        (title, text) -> {},
                        Runnable::run,
                        Runnable::run,
                        Clock.fixed(Instant.parse("2026-01-09T10:00:00Z"), ZoneOffset.UTC)));
        model = workspace.runs();
        model.refresh();
        stage.setScene(new Scene(new RunsList(workspace, FakeDialogs.closed(), () -> {}), 300, 400));
        stage.show();
    }

    private RunDirectory write(int day, String name) throws IOException {
        Path run = folder.resolve("runs").resolve(name);
        return RunFolder.write(run, "finished", "2026-01-0" + day + "T10:00:00Z", "1", HOST, "");
    }

    private List<String> compared() {
        return model.compared().stream().map(run -> run.now().name()).sorted().toList();
    }

    @Test
    void runsThatAreComparedStaySoWhenOthersComeAndTheOrderChanges(FxRobot robot) throws IOException {
        @SuppressWarnings("unchecked")
        ListView<RunEntry> list = robot.lookup("#runs").queryAs(ListView.class);
        // From the newest: run4, run3, run2, run1.
        robot.interact(() -> list.getSelectionModel().clearAndSelect(3));
        robot.interact(() -> list.getSelectionModel().select(1));
        robot.interact(() -> list.getSelectionModel().select(2));
        robot.interact(() -> list.getSelectionModel().select(3));
        assertThat(compared()).containsExactly("run1", "run2", "run3");
        assertThat(model.selectedProperty().get().now().name()).isEqualTo("run1");

        // A new run comes, and another is resumed.
        write(5, "run5");
        write(6, "run2");
        robot.interact(model::refresh);
        assertThat(model.runs())
                .extracting(run -> run.now().name())
                .containsExactly("run2", "run5", "run4", "run3", "run1");
        assertThat(compared()).containsExactly("run1", "run2", "run3");
        assertThat(model.selectedProperty().get().now().name()).isEqualTo("run1");
        assertThat(list.getSelectionModel().getSelectedItem().now().name()).isEqualTo("run1");
    }
}
