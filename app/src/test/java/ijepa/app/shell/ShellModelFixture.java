package ijepa.app.shell;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A window that does everything at once, with the bundled model and the samples, and a folder for pictures. */
abstract class ShellModelFixture {

    @TempDir
    Path folder;

    final ReadingModelLoader loader = new ReadingModelLoader();
    final ShellModel model = new ShellModel(new Background(Runnable::run, Runnable::run, Runnable::run), loader);

    @BeforeEach
    void start() {
        model.start(Session.first());
    }

    Path picture(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(32, 16, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
        return file;
    }

    String shown(ShellModel in) {
        return in.selection().image().orElseThrow().source().name();
    }
}
