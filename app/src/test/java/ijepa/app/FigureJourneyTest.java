package ijepa.app;

import static ijepa.app.shell.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.event.ActionEvent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import ijepa.app.control.NumberField;
import ijepa.app.figure.FigureWorkspace;
import ijepa.app.mask.MaskWorkspace;
import ijepa.app.shell.Background;
import ijepa.app.shell.FakeDialogs;
import ijepa.app.shell.FakeModelLoader;
import ijepa.app.shell.Session;
import ijepa.app.shell.ShellModel;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.RecipeFile;
import ijepa.renderer.figure.recipe.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A figure by pointer and keyboard: sent from Masks, a part added, looked at, written, opened again. */
@ExtendWith(ApplicationExtension.class)
class FigureJourneyTest {

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

    private static ListView<?> parts(FxRobot robot) {
        return robot.lookup("#figure-parts").queryAs(ListView.class);
    }

    @Test
    void sendAddLookWriteAndOpen(FxRobot robot) throws Exception {
        until(() -> model.selection().checkpoint().isPresent()
                && model.selection().image().isPresent());
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F).release(KeyCode.F, KeyCode.SHIFT, KeyCode.CONTROL);
        robot.interact(() -> model.workspaceProperty().set(FigureWorkspace.TITLE));
        until(() -> parts(robot).getItems().size() == 1);
        robot.interact(() -> chosen(robot).setValue(Template.MASK_STRATEGIES));
        robot.clickOn("#figure-add");
        until(() -> parts(robot).getItems().size() == 2);
        until(() -> robot.lookup("#figure-preview").queryAs(ImageView.class).getImage() != null);
        robot.press(KeyCode.CONTROL, KeyCode.E).release(KeyCode.E, KeyCode.CONTROL);
        Path written = folder.resolve("figure.pdf");
        until(() -> Files.exists(written));
        assertThat(RecipeFile.read(written).pages().getFirst().items()).hasSize(2);
        robot.interact(() -> parts(robot).getSelectionModel().select(0));
        robot.clickOn("#figure-parts").press(KeyCode.DELETE).release(KeyCode.DELETE);
        until(() -> parts(robot).getItems().size() == 1);
        robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        until(() -> parts(robot).getItems().size() == 2);
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z).release(KeyCode.Z, KeyCode.SHIFT, KeyCode.CONTROL);
        until(() -> parts(robot).getItems().size() == 1);
        robot.interact(() -> model.openAny(List.of(written)));
        until(() -> parts(robot).getItems().size() == 2);
        seedOfTheStrategies(robot, written);
        titleThatWasNotEntered(robot);
    }

    /** A title that was typed is the part's, also where another part is chosen before it is entered. */
    private static void titleThatWasNotEntered(FxRobot robot) {
        TextField title = robot.lookup("#part-title").queryAs(TextField.class);
        robot.interact(() -> {
            parts(robot).getSelectionModel().select(1);
            title.requestFocus();
            title.setText("Strategies");
            parts(robot).getSelectionModel().select(0);
        });
        assertThat(title.getText()).isEmpty();
        assertThat(((FigureRecipe.Item) parts(robot).getItems().get(1)).title()).isEqualTo("Strategies");
        assertThat(parts(robot).getSelectionModel().getSelectedIndex()).isZero();
    }

    /** A setting of a part that is there already, typed, written from the field's own place and undone. */
    private static void seedOfTheStrategies(FxRobot robot, Path written) throws Exception {
        robot.interact(() -> parts(robot).getSelectionModel().select(1));
        NumberField seed = robot.lookup("#part-settings .number-field").queryAs(NumberField.class);
        assertThat(seed.getAccessibleText()).isEqualTo("Seed");
        robot.interact(() -> {
            seed.requestFocus();
            seed.setText("7");
            seed.fireEvent(new ActionEvent());
        });
        assertThat(seed.isFocused())
                .as("the field that was typed in keeps the keyboard")
                .isTrue();
        assertThat(seedNow(robot)).isEqualTo(7);
        assertThat(parts(robot).getSelectionModel().getSelectedIndex()).isEqualTo(1);
        Files.delete(written);
        robot.press(KeyCode.CONTROL, KeyCode.E).release(KeyCode.E, KeyCode.CONTROL);
        until(() -> Files.exists(written));
        robot.interact(() -> parts(robot).requestFocus());
        robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        until(() -> seedNow(robot) == 0 && seed.getText().equals("0"));
    }

    private static long seedNow(FxRobot robot) {
        FigureRecipe.Item item = (FigureRecipe.Item) parts(robot).getItems().get(1);
        return ((PanelSource.MaskStrategies) item.source()).seed();
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<Template> chosen(FxRobot robot) {
        return robot.lookup("#figure-template").queryAs(ComboBox.class);
    }
}
