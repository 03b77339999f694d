package ijepa.app.predict;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import javax.imageio.ImageIO;

import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.Notices;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;
import ijepa.core.Reason;
import ijepa.core.checkpoint.NamedArrays;
import ijepa.core.checkpoint.PredictionFile;
import ijepa.renderer.map.MapPanel;
import ijepa.renderer.map.PanelPicture;

/** Writes panels as pictures and what is behind them as arrays. */
final class PanelSaving {

    private static final double RESOLUTION = 3;

    private final ShellModel shell;
    private final FileDialogs dialogs;

    PanelSaving(ShellModel shell, FileDialogs dialogs) {
        this.shell = shell;
        this.dialogs = dialogs;
    }

    /** Panels side by side on one PNG. */
    void picture(List<MapPanel> panels) {
        if (panels.isEmpty()) {
            shell.notices().tell(Notices.Topic.FILE, "There is no panel to save yet.");
            return;
        }
        dialogs.pictureToSave(key(panels.getFirst()) + ".png")
                .ifPresent(file -> write(file, () -> {
                    BufferedImage page = new PanelPicture(
                                    panels,
                                    shell.selection().image().map(image -> image.square()),
                                    Subject.of(shell.selection()).map(Subject::layout))
                            .draw(RESOLUTION);
                    ImageIO.write(page, "png", file.toFile());
                }));
    }

    /** The prediction's arrays and the values of panels. */
    void arrays(PredictedImage prediction, List<MapPanel> panels) {
        if (prediction == null) {
            shell.notices().tell(Notices.Topic.FILE, "There is no prediction to save yet.");
            return;
        }
        dialogs.arraysToSave("prediction.npz")
                .ifPresent(file -> write(file, () -> {
                    NamedArrays arrays = PredictionFile.arrays(prediction.maps().prediction());
                    for (int i = 0; i < panels.size(); i++) {
                        MapPanel panel = panels.get(i);
                        if (panel.values().length > 0) {
                            arrays.add(
                                    "panel/" + (i + 1) + "_" + key(panel),
                                    new long[] {
                                        panel.grid().rows(), panel.grid().columns()
                                    },
                                    panel.values());
                        }
                    }
                    arrays.write(file);
                }));
    }

    private static String key(MapPanel panel) {
        return panel.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }

    private void write(Path file, Writing writing) {
        try {
            writing.write();
            shell.notices().succeed(Notices.Topic.FILE, "Saved " + file + ".");
        } catch (IOException failure) {
            shell.notices()
                    .report(
                            Notices.Topic.FILE,
                            new InputException(
                                    file + " cannot be written: " + Reason.of(failure) + ". Choose another place.",
                                    failure));
        } catch (InputException failure) {
            shell.notices().report(Notices.Topic.FILE, failure);
        }
    }
}
