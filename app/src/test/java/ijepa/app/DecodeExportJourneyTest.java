package ijepa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;

import javax.imageio.ImageIO;

import ijepa.app.decode.DecodeWorkspace;
import ijepa.app.shell.Background;
import ijepa.app.shell.EngineModelLoader;
import ijepa.app.shell.FakeDialogs;
import ijepa.app.shell.Session;
import ijepa.app.shell.ShellModel;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunState;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.BundledDecoder;
import ijepa.renderer.diffusion.DecoderRun;
import ijepa.renderer.diffusion.DecoderSettings;
import ijepa.renderer.figure.FigureFile;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.RecipeFile;
import ijepa.renderer.predict.Digests;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A sample image is decoded by real networks and taken away: by the bundled decoder where this build has one, else by a
 * tiny one that is trained here for two steps.
 */
@ExtendWith(ApplicationExtension.class)
class DecodeExportJourneyTest {

    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    private static Path folder;

    private static Optional<Path> own = Optional.empty();

    private ShellModel model;

    @BeforeAll
    static void trainWhereNoneIsBundled() throws IOException {
        Files.writeString(
                folder.resolve("decoding.json"), "{\"steps\": 5, \"seeds\": [{\"number\": 7}, {\"number\": 8}]}");
        // On a machine that does other things the window takes long to start.
        FxToolkit.toolkitContext().setSetupTimeoutInMillis(1000 * PATIENCE_SECONDS);
        if (BundledDecoder.isPresent()) {
            return;
        }
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        Random random = new Random(1);
        for (int i = 0; i < 4; i++) {
            BufferedImage picture = new BufferedImage(70, 70, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < 70 * 70; pixel++) {
                picture.setRGB(pixel % 70, pixel / 70, random.nextInt(0x1000000));
            }
            ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
        }
        Path decoder = folder.resolve("decoder.safetensors");
        DecoderSettings settings = DecoderSettings.of(Map.of(
                "pictures",
                pictures.toString(),
                "decoder_file",
                decoder.toString(),
                "image_size",
                16,
                "width",
                32,
                "multipliers",
                List.of(1, 1),
                "attention",
                List.of(),
                "steps",
                2,
                "batch_size",
                2,
                "sheet_every",
                0,
                "precision",
                Precision.FP32.name()));
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        assertThat(DecoderRun.of(settings, run, false, false, line -> {}).run()).isEqualTo(RunState.FINISHED);
        own = Optional.of(decoder);
    }

    @Start
    void start(Stage stage) {
        model = new ShellModel(Background.threads(), new EngineModelLoader());
        model.start(new Session(
                null,
                DecodeWorkspace.TITLE,
                null,
                null,
                null,
                own.map(Path::toString).orElse(null),
                null,
                List.of(),
                null,
                null,
                List.of(),
                1280,
                800,
                false));
        stage.setScene(WorkbenchApplication.scene(
                model, FakeDialogs.savingIn(folder), folder.resolve("presets.json"), 1280, 800));
        stage.show();
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Labeled.class).getText();
    }

    @Test
    void aSampleImageIsDecodedAndExportedWithAllThatMadeIt(FxRobot robot) throws Exception {
        until(() -> text(robot, "#decode-state").equals("Done"));
        assertThat(text(robot, "#decode-warning")).isEmpty();
        assertThat(text(robot, "#decoded-recipe")).contains("seeds 7, 8").contains("5 steps of DPM-Solver++");

        robot.clickOn("#decode-save");
        Path picture = folder.resolve("decoded.png");
        until(() -> model.notices().informationProperty().get() != null && Files.exists(picture));
        assertThat(model.notices().informationProperty().get().text()).startsWith("Saved ");
        String decoder = model.selection().decoder().orElseThrow().digest();
        if (own.isPresent()) {
            assertThat(decoder).isEqualTo(Digests.sha256(own.get()));
        }
        String digest =
                model.selection().checkpoint().orElseThrow().inspectable().digest();
        assertThat(FigureFile.text(picture, "ijepa-decoding")).get().asString().contains(decoder, digest, "\"dpm++\"");
        PanelSource.Figure6 figure = (PanelSource.Figure6)
                RecipeFile.read(picture).pages().getFirst().items().getFirst().source();
        assertThat(figure.decoding().seeds()).containsExactly(7, 8);
        assertThat(figure.decoder().sha256()).contains(decoder);
        assertThat(figure.images()).extracting(FileInput::path).allMatch(path -> path.startsWith(FileInput.SAMPLE));
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isGreaterThan(1000);
    }
}
