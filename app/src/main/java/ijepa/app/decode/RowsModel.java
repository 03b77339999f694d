package ijepa.app.decode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

import ijepa.app.control.BlockRef;
import ijepa.app.shell.Notices;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.Selection;
import ijepa.renderer.predict.CheckpointShelf;

/** Which rows are decoded. */
public final class RowsModel {

    /** Most checkpoints of a run: each costs as much time as a block. */
    static final int MOST_CHECKPOINTS = 8;

    private final Selection selection;
    private Runnable changed = () -> {};

    // Properties

    private final BooleanProperty blocks = new SimpleBooleanProperty(true);
    private final BooleanProperty there = new SimpleBooleanProperty();
    private final BooleanProperty whole = new SimpleBooleanProperty(true);
    private final BooleanProperty between = new SimpleBooleanProperty();
    private final IntegerProperty fromBlock = new SimpleIntegerProperty(1);
    private final IntegerProperty toBlock = new SimpleIntegerProperty(2);
    private final BooleanProperty betweenImages = new SimpleBooleanProperty();
    /** The other image; null before one was taken. */
    private final ObjectProperty<OpenImage> from = new SimpleObjectProperty<>();

    private final ReadOnlyStringWrapper fromNote = new ReadOnlyStringWrapper("");
    private final ObjectProperty<Path> run = new SimpleObjectProperty<>();
    private final ObjectProperty<List<CheckpointShelf.Source>> checkpoints = new SimpleObjectProperty<>(List.of());
    private final ReadOnlyStringWrapper runNote = new ReadOnlyStringWrapper("");

    RowsModel(Selection selection) {
        this.selection = selection;
        run.addListener(ignored -> look());
        betweenImages.addListener(ignored -> {
            if (betweenImages.get() && from.get() == null) {
                takeImage();
            }
            explain();
        });
        selection.imageProperty().addListener(ignored -> explain());
        for (ObservableValue<?> choice : List.of(
                blocks,
                there,
                whole,
                between,
                fromBlock,
                toBlock,
                betweenImages,
                from,
                checkpoints,
                selection.layout().selectedProperty())) {
            choice.addListener(ignored -> changed.run());
        }
    }

    /** Whoever decodes is told of every change. */
    void whenChanged(Runnable told) {
        changed = told;
    }

    /** Whether what is predicted for each block is decoded. */
    public BooleanProperty blocksProperty() {
        return blocks;
    }

    /** Whether what is there in each block is decoded too. */
    public BooleanProperty thereProperty() {
        return there;
    }

    /** Whether the whole image is decoded. */
    public BooleanProperty wholeProperty() {
        return whole;
    }

    /** Whether the way from one block's prediction to another's is decoded. */
    public BooleanProperty betweenProperty() {
        return between;
    }

    /** The block at which the way begins, from 1. */
    public IntegerProperty fromBlockProperty() {
        return fromBlock;
    }

    /** The block at which the way ends, from 1. */
    public IntegerProperty toBlockProperty() {
        return toBlock;
    }

    /** Whether the way from another image to the shown one is decoded. */
    public BooleanProperty betweenImagesProperty() {
        return betweenImages;
    }

    /** From where to where, or what to do to have a way. */
    public ReadOnlyStringProperty fromNoteProperty() {
        return fromNote.getReadOnlyProperty();
    }

    /** The run whose checkpoints are decoded at; null for none. */
    public ObjectProperty<Path> runProperty() {
        return run;
    }

    /** How many of its checkpoints are shown, or why none is. */
    public ReadOnlyStringProperty runNoteProperty() {
        return runNote.getReadOnlyProperty();
    }

    // Commands

    /** The shown image is where the way to others begins. */
    public void takeImage() {
        from.set(selection.imageProperty().get());
        explain();
    }

    /** All of it as a value. */
    RowChoice choice() {
        List<CheckpointShelf.Source> sources = checkpoints.get();
        return new RowChoice(
                blocks.get(),
                there.get(),
                whole.get(),
                between.get()
                        ? Optional.of(new RowSubject.Between(fromBlock.get() - 1, toBlock.get() - 1))
                        : Optional.empty(),
                betweenImages.get() ? Optional.ofNullable(from.get()) : Optional.empty(),
                sources,
                // Another block is no reason to draw anew where no row is of the selected one.
                sources.isEmpty() ? 0 : selectedBlock());
    }

    private int selectedBlock() {
        return selection
                .layout()
                .selected()
                .filter(BlockRef::isTarget)
                .map(BlockRef::index)
                .orElse(0);
    }

    private void explain() {
        OpenImage one = from.get();
        OpenImage other = selection.imageProperty().get();
        if (!betweenImages.get() || one == null) {
            fromNote.set("");
        } else if (one == other) {
            fromNote.set("From " + one.source().name() + ": now open another image.");
        } else {
            fromNote.set("From " + one.source().name() + " to the shown image.");
        }
    }

    private void look() {
        runNote.set("");
        if (run.get() == null) {
            checkpoints.set(List.of());
            return;
        }
        try {
            List<CheckpointShelf.Source> all = CheckpointShelf.sources(run.get());
            checkpoints.set(evenly(all));
            runNote.set(
                    all.size() <= MOST_CHECKPOINTS
                            ? "All " + all.size() + " checkpoints of "
                                    + run.get().getFileName()
                            : MOST_CHECKPOINTS + " of the " + all.size() + " checkpoints of "
                                    + run.get().getFileName() + ", evenly, with the first and the last");
        } catch (RuntimeException failure) {
            checkpoints.set(List.of());
            runNote.set(Notices.sentence(failure));
        }
    }

    private static List<CheckpointShelf.Source> evenly(List<CheckpointShelf.Source> all) {
        if (all.size() <= MOST_CHECKPOINTS) {
            return all;
        }
        List<CheckpointShelf.Source> some = new ArrayList<>();
        for (int i = 0; i < MOST_CHECKPOINTS; i++) {
            some.add(all.get(Math.round((float) i * (all.size() - 1) / (MOST_CHECKPOINTS - 1))));
        }
        return some;
    }
}
