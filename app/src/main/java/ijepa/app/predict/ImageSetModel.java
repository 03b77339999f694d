package ijepa.app.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;

import ijepa.app.shell.ImageSource;
import ijepa.app.shell.Job;
import ijepa.app.shell.Notices;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.app.shell.ShellModel;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.renderer.predict.ImageSet;

/** What the images of the filmstrip have in common, encoded in the background when somebody wants it. */
public final class ImageSetModel {

    /** More images hardly move the mean. */
    static final int MOST = 500;

    private final ShellModel shell;
    private Job job;

    // Properties

    private final BooleanProperty wanted = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<ImageSet> set = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    ImageSetModel(ShellModel shell) {
        this.shell = shell;
        wanted.addListener(ignored -> make());
        shell.selection().checkpointProperty().addListener(ignored -> make());
        shell.selection().fitProperty().addListener(ignored -> make());
        shell.strip().addListener((ListChangeListener<ImageSource>) ignored -> make());
    }

    /** Whether it is wanted, and made anew when weights, filmstrip or fit change. */
    public BooleanProperty wantedProperty() {
        return wanted;
    }

    /** What they have in common; null while that is not known. */
    public ReadOnlyObjectProperty<ImageSet> setProperty() {
        return set.getReadOnlyProperty();
    }

    /** What it is made of, or how it goes; empty while it is not wanted. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    Optional<ImageSet> set() {
        return Optional.ofNullable(set.get());
    }

    private void make() {
        if (job != null) {
            job.cancel();
            job = null;
        }
        set.set(null);
        Optional<OpenCheckpoint> checkpoint = shell.selection().checkpoint();
        if (!wanted.get() || checkpoint.isEmpty() || shell.strip().isEmpty()) {
            note.set("");
            return;
        }
        List<Supplier<Image>> pictures = new ArrayList<>();
        shell.strip().stream().limit(MOST).forEach(source -> pictures.add(source::read));
        Fit fit = shell.selection().fitProperty().get();
        note.set("Encoding " + pictures.size() + " images\u2026");
        job = shell.jobs()
                .start(
                        "Encoding the filmstrip",
                        shell.background().patient(),
                        running -> ImageSet.of(
                                checkpoint.get().spec().encoder(),
                                new BackgroundEncoding(
                                        checkpoint.get(), shell.background().compute(), running),
                                pictures,
                                fit,
                                running.progress()),
                        made -> {
                            set.set(made);
                            note.set("Mean of " + made.images() + " images");
                        },
                        failure -> note.set(Notices.sentence(failure)),
                        unwanted -> {
                            if (note.get().startsWith("Encoding") && set.get() == null && !isRunning()) {
                                note.set("Cancelled");
                            }
                        });
    }

    private boolean isRunning() {
        return job != null && !job.isCancelled();
    }
}
