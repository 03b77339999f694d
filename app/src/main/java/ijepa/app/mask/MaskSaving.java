package ijepa.app.mask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.Notices;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.image.Image;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchSet;
import ijepa.renderer.map.LayoutPicture;

/** Writes what the workspace shows to files of the user's choice, and says how it went. */
final class MaskSaving {

    private static final int SIDE = 1024;

    private final FileDialogs dialogs;
    private final ShellModel shell;

    @FunctionalInterface
    private interface Writing {
        void write(Path file) throws IOException;
    }

    MaskSaving(FileDialogs dialogs, ShellModel shell) {
        this.dialogs = dialogs;
        this.shell = shell;
    }

    void csv(String fileName, String text) {
        dialogs.csvToSave(fileName).ifPresent(file -> write(file, target -> Files.writeString(target, text)));
    }

    /**
     * A picture under its layout.
     *
     * @param cut patches of the context that are cut off; null for none
     */
    void picture(Image square, MaskLayout layout, PatchSet cut) {
        dialogs.pictureToSave("masks.png")
                .ifPresent(file -> write(
                        file,
                        target -> ImageIO.write(
                                new LayoutPicture(square, layout, cut == null ? PatchSet.of() : cut).draw(SIDE),
                                "png",
                                target.toFile())));
    }

    void fail(Throwable failure) {
        shell.notices().report(Notices.Topic.FILE, failure);
    }

    private void write(Path file, Writing writing) {
        try {
            writing.write(file);
            shell.notices().succeed(Notices.Topic.FILE, "Saved " + file + ".");
        } catch (IOException failure) {
            fail(new InputException(
                    file + " cannot be written: " + Reason.of(failure) + ". Choose another place.", failure));
        }
    }
}
