package ijepa.app.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import javafx.scene.Node;

import ijepa.app.shell.Background;
import ijepa.app.shell.Selection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class SamplerPanelTest {

    @TempDir
    private Path folder;

    @Test
    void saysThatALateIterationOfARunIsStillDrawn() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        Selection selection = new Selection(waiting::add, Runnable::run);
        MaskModel model =
                new MaskModel(selection, new Background(Runnable::run, Runnable::run, Runnable::run), () -> {});
        SamplerPanel panel =
                new SamplerPanel(model, new OwnPresets(folder.resolve("presets.json")), failure -> {}, () -> {});
        Node sign = panel.lookup("#sampling-busy");
        assertThat(sign.isVisible()).isFalse();
        model.sampling().ofRunProperty().set(true);
        model.sampling().iterationProperty().set(300);
        assertThat(sign.isVisible()).isTrue();
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        assertThat(sign.isVisible()).isFalse();
    }
}
