package ijepa.app.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.transform.Transform;

import ijepa.app.control.FxImages;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.Notices;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;
import ijepa.core.image.Image;
import ijepa.renderer.map.Png;

/** Writes samples as pictures. */
final class DecodeSaving {

    private static final double RESOLUTION = 2;

    private final ShellModel shell;
    private final FileDialogs dialogs;

    DecodeSaving(ShellModel shell, FileDialogs dialogs) {
        this.shell = shell;
        this.dialogs = dialogs;
    }

    /** One sample in the decoder's resolution. */
    void sample(Image sample) {
        dialogs.pictureToSave("sample.png").ifPresent(file -> write(file, sample));
    }

    /** All that a node shows, in twice the screen's resolution. */
    void all(Node shown) {
        dialogs.pictureToSave("decoded.png").ifPresent(file -> {
            SnapshotParameters larger = new SnapshotParameters();
            larger.setTransform(Transform.scale(RESOLUTION, RESOLUTION));
            write(file, FxImages.from(shown.snapshot(larger, null)));
        });
    }

    private void write(Path file, Image picture) {
        try {
            Files.write(file, Png.of(picture));
            shell.notices().tell(Notices.Topic.FILE, "Saved " + file + ".");
        } catch (IOException failure) {
            shell.notices()
                    .report(
                            Notices.Topic.FILE,
                            new InputException(
                                    file + " cannot be written: " + failure.getMessage() + ". Choose another place.",
                                    failure));
        }
    }
}
