package ijepa.app.shell;

import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import ijepa.app.control.LayoutModel;
import ijepa.core.image.Fit;
import ijepa.core.mask.PatchGrid;

/** What all workspaces look at: one image, one layout, one checkpoint, one decoder. Change it
 * anywhere and every workspace follows. */
public final class Selection {

    /** The published models' grid, until a checkpoint says otherwise. */
    public static final PatchGrid DEFAULT_GRID = new PatchGrid(14, 14);

    // Properties

    private final ObjectProperty<OpenImage> image = new SimpleObjectProperty<>();
    private final ObjectProperty<Fit> fit = new SimpleObjectProperty<>(Fit.CENTRE_CROP);
    private final ObjectProperty<OpenCheckpoint> checkpoint = new SimpleObjectProperty<>();
    private final StringProperty checkpointNote = new SimpleStringProperty("");
    private final ObjectProperty<OpenDecoder> decoder = new SimpleObjectProperty<>();
    private final StringProperty decoderNote = new SimpleStringProperty("");
    private final LayoutModel layout = new LayoutModel();
    private final Sampling sampling;
    private final FigureInbox figures = new FigureInbox();
    /** Of the checkpoint that was opened last; null before the first. */
    private PatchGrid checkpointGrid;
    /** Only while one is being put in. */
    private boolean keepsGrid;

    /**
     * A selection.
     *
     * @param background where long draws are made
     * @param window     runs what it is given on the window's thread
     */
    public Selection(Executor background, Executor window) {
        sampling = new Sampling(layout, background, window);
        checkpoint.addListener((property, old, opened) -> {
            if (opened != null) {
                follow(opened.spec().encoder().grid());
            }
        });
    }

    /** Another grid than the checkpoint before had is gone over to; who draws on one of his own keeps it beside the same. */
    private void follow(PatchGrid now) {
        if (!now.equals(checkpointGrid) && !keepsGrid) {
            sampling.useGrid(now);
        }
        checkpointGrid = now;
    }

    /**
     * Goes over to other weights.
     *
     * @param keeps whether the layout that is there was drawn beside them, so that it stays, whatever grid it is on
     */
    void use(OpenCheckpoint opened, boolean keeps) {
        keepsGrid = keeps;
        checkpoint.set(opened);
        keepsGrid = false;
    }

    /** The picture; null before the first is decoded. */
    public ObjectProperty<OpenImage> imageProperty() {
        return image;
    }

    public Optional<OpenImage> image() {
        return Optional.ofNullable(image.get());
    }

    /** How pictures are made square. */
    public ObjectProperty<Fit> fitProperty() {
        return fit;
    }

    /** The weights; null while none are loaded. */
    public ObjectProperty<OpenCheckpoint> checkpointProperty() {
        return checkpoint;
    }

    public Optional<OpenCheckpoint> checkpoint() {
        return Optional.ofNullable(checkpoint.get());
    }

    /** What is happening to the weights, or why there are none; empty when there is nothing to say. */
    public StringProperty checkpointNoteProperty() {
        return checkpointNote;
    }

    /** What turns embeddings into pictures; null while none is loaded. */
    public ObjectProperty<OpenDecoder> decoderProperty() {
        return decoder;
    }

    public Optional<OpenDecoder> decoder() {
        return Optional.ofNullable(decoder.get());
    }

    /** What is happening to the decoder, or why there is none; empty when there is nothing to say. */
    public StringProperty decoderNoteProperty() {
        return decoderNote;
    }

    /** The layout and its history. */
    public LayoutModel layout() {
        return layout;
    }

    /** Where new layouts come from. */
    public Sampling sampling() {
        return sampling;
    }

    /** Where workspaces send what they show, to become part of a figure. */
    public FigureInbox figures() {
        return figures;
    }
}
