package ijepa.app.predict;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;

import ijepa.app.shell.Job;
import ijepa.app.shell.Jobs;
import ijepa.app.shell.Notices;
import ijepa.app.shell.Selection;
import ijepa.app.shell.ShellModel;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.renderer.map.ColourMap;
import ijepa.renderer.map.ColourScale;
import ijepa.renderer.map.Distance;
import ijepa.renderer.map.MapPanel;
import ijepa.renderer.predict.ContextUncertainty;
import ijepa.renderer.predict.PositionSweep;

/** One target block at every place, and one target under many contexts. Answers go when what they are about changes. */
public final class SweepModel {

    private final ShellModel shell;
    private final ObjectProperty<Distance> distance;
    private Job job;
    private PositionSweep swept;
    private ContextUncertainty uncertain;
    private PatchGrid grid;

    // Properties

    private final IntegerProperty contexts = new SimpleIntegerProperty(50);
    private final ReadOnlyObjectWrapper<MapPanel> places = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<MapPanel> overMean = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<MapPanel> mean = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<MapPanel> spread = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    SweepModel(ShellModel shell, ObjectProperty<Distance> distance) {
        this.shell = shell;
        this.distance = distance;
        Selection selection = shell.selection();
        selection.imageProperty().addListener(ignored -> forget());
        selection.checkpointProperty().addListener(ignored -> forget());
        selection.layout().stateProperty().addListener(ignored -> forget());
        distance.addListener(ignored -> show());
    }

    /** How many contexts are tried. */
    public IntegerProperty contextsProperty() {
        return contexts;
    }

    /** Mean error of each patch over all places of the block; null before a sweep. */
    public ReadOnlyObjectProperty<MapPanel> placesProperty() {
        return places.getReadOnlyProperty();
    }

    /** The same over the error of the image's mean embedding; null before a sweep. */
    public ReadOnlyObjectProperty<MapPanel> overMeanProperty() {
        return overMean.getReadOnlyProperty();
    }

    /** Mean error over contexts; null before they were tried. */
    public ReadOnlyObjectProperty<MapPanel> meanProperty() {
        return mean.getReadOnlyProperty();
    }

    /** Standard deviation of the error over contexts; null before they were tried. */
    public ReadOnlyObjectProperty<MapPanel> spreadProperty() {
        return spread.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** How far the present question is, 0 to 1. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** What came out in a sentence, or why nothing did. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    // Commands

    void setActive(boolean now) {
        if (!now) {
            cancel();
        }
    }

    /** Moves the selected target block, else the first, over the whole image. */
    public void sweep() {
        Subject.of(shell.selection()).ifPresent(subject -> {
            int block = Subject.block(shell.selection());
            start(
                    "Sweeping block " + (block + 1),
                    running -> PositionSweep.of(
                            subject.model(), subject.tensor(), subject.layout(), block, running.progress()),
                    found -> {
                        swept = found;
                        grid = subject.layout().grid();
                    });
        });
    }

    /** Tries many contexts for the selected target block, else the first. */
    public void tryContexts() {
        Subject.of(shell.selection()).ifPresent(subject -> {
            int block = Subject.block(shell.selection());
            int count = contexts.get();
            start(
                    "Trying " + count + " contexts",
                    running -> ContextUncertainty.of(
                            subject.model(),
                            subject.tensor(),
                            subject.layout(),
                            block,
                            new MultiBlockSampler(MultiBlockSettings.nearestToPublished(
                                    subject.layout().grid())),
                            count,
                            0,
                            running.progress()),
                    found -> {
                        uncertain = found;
                        grid = subject.layout().grid();
                    });
        });
    }

    /** Ends what runs. */
    public void cancel() {
        if (job != null) {
            job.cancel();
            job = null;
        }
        progress.unbind();
        running.set(false);
    }

    private <R> void start(String title, Jobs.Work<R> work, Consumer<R> keep) {
        cancel();
        note.set("");
        running.set(true);
        job = shell.jobs()
                .start(
                        title,
                        shell.background().compute(),
                        running -> running.isCancelled() ? null : work.run(running),
                        found -> {
                            cancel();
                            keep.accept(found);
                            show();
                        },
                        failure -> {
                            cancel();
                            note.set(Notices.sentence(failure));
                        },
                        unwanted -> {
                            if (job == null || job.isCancelled()) {
                                cancel();
                            }
                        });
        if (running.get()) {
            progress.bind(job.progressProperty());
        }
    }

    private void forget() {
        cancel();
        swept = null;
        uncertain = null;
        note.set("");
        show();
    }

    private void show() {
        Distance by = distance.get();
        Optional<PositionSweep> sweep = Optional.ofNullable(swept);
        places.set(sweep.map(found -> MapPanel.ofErrors(
                        "Error anywhere", grid, found.patches().get(by), by.title()))
                .orElse(null));
        overMean.set(sweep.map(found -> MapPanel.of(
                        "Over mean embedding",
                        grid,
                        found.overMean(by),
                        new ColourMap(ColourScale.CIVIDIS, 0, 2, true),
                        "below 1: better than the image's mean embedding"))
                .orElse(null));
        Optional<ContextUncertainty> contextual = Optional.ofNullable(uncertain);
        mean.set(contextual
                .map(found -> MapPanel.ofErrors("Mean over contexts", grid, found.mean(by, grid.size()), by.title()))
                .orElse(null));
        spread.set(contextual
                .map(found -> MapPanel.ofErrors(
                        "Spread over contexts", grid, found.spread(by, grid.size()), "standard deviation"))
                .orElse(null));
    }
}
