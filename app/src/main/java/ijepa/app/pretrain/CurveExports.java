package ijepa.app.pretrain;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

import ijepa.app.control.curve.CurveChartModel;
import ijepa.app.control.curve.ShownCurves;
import ijepa.app.shell.Background;
import ijepa.app.shell.FileDialogs;
import ijepa.app.shell.Notices;
import ijepa.core.InputException;
import ijepa.core.Reason;

/** Takes what a chart shows out of it: to the clipboard, to a file, to a figure. */
public final class CurveExports {

    private final FileDialogs dialogs;
    private final Notices notices;
    private final Executor files;
    private final Executor window;
    private final Optional<Consumer<ShownCurves>> figures;

    /**
     * Exports that ask for files with dialogs and say in notices how it went.
     *
     * @param figures receives curves that are to become a figure; empty where the window makes none
     */
    public CurveExports(
            FileDialogs dialogs, Notices notices, Background background, Optional<Consumer<ShownCurves>> figures) {
        this.dialogs = dialogs;
        this.notices = notices;
        files = background.files();
        window = background.window();
        this.figures = figures;
    }

    /** To the clipboard, as comma-separated values. */
    void copy(CurveChartModel chart) {
        ShownCurves shown = chart.shown();
        ClipboardContent content = new ClipboardContent();
        content.putString(shown.csv());
        Clipboard.getSystemClipboard().setContent(content);
        notices.tell(Notices.Topic.FILE, "Copied the points in sight of \"" + shown.title() + "\" as CSV.");
    }

    /** To a file of the user's choice, as comma-separated values. */
    void save(CurveChartModel chart, String name) {
        dialogs.csvToSave(name + ".csv").ifPresent(file -> {
            ShownCurves shown = chart.shown();
            files.execute(() -> {
                try {
                    write(shown, file);
                    window.execute(() -> notices.succeed(Notices.Topic.FILE, "Saved " + file + "."));
                } catch (IOException | UncheckedIOException failure) {
                    window.execute(() -> notices.report(
                            Notices.Topic.FILE,
                            new InputException(
                                    file + " cannot be written: " + Reason.of(failure) + ". Choose another place.",
                                    failure)));
                }
            });
        });
    }

    private static void write(ShownCurves shown, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            shown.writeCsv(out);
        }
    }

    /** Whether curves can become a figure. */
    boolean makesFigures() {
        return figures.isPresent();
    }

    /** To a figure. */
    void toFigures(CurveChartModel chart) {
        figures.ifPresent(inbox -> inbox.accept(chart.shown()));
    }
}
