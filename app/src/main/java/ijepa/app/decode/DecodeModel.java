package ijepa.app.decode;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

import ijepa.app.control.BlockRef;
import ijepa.app.control.LayoutModel;
import ijepa.app.predict.NeighbourModel;
import ijepa.app.shell.LatestWins;
import ijepa.app.shell.ModelShelf;
import ijepa.app.shell.Notices;
import ijepa.app.shell.Selection;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.predict.CheckpointShelf;

/**
 * The Decode workspace without its nodes: decodes anew whenever image, layout, checkpoint, decoder or settings change, and
 * drops what is being drawn within one denoising step.
 */
public final class DecodeModel {

    /** A request of which nothing more comes, and how it ended. */
    private record Finished(DecodeRequest request, DecodeState state, String note) {}

    /** Nearest blocks of real pictures that are shown beside a row. */
    static final int NEIGHBOURS = 3;

    private static final String NO_DECODER =
            "No decoder is open. Open one that was trained with this checkpoint (Ctrl+Shift+K), or train one: Train a decoder, at the right, or 'ijepa decoder train'.";
    private static final String NO_IMAGE = "Opening the image\u2026";
    private static final String NO_ROWS =
            "There is nothing to decode: switch the blocks or the whole image on at the right.";
    private static final String NO_PREDICTOR =
            "This checkpoint holds no predictor, so only the whole image can be decoded. ";

    private final ShellModel shell;
    private final LatestWins<DecodeWork.Order, DecodeWork.End> lane;
    private final CheckpointShelf shelf;
    private final NeighbourModel neighbours;
    private final SamplingModel sampling;
    private final RowsModel rows;
    private final Path remembered;
    private boolean active;
    /** What is being drawn. */
    private DecodeRequest current;
    /** What was drawn to its end, or was ended; it is not begun again by itself. */
    private Finished finished;

    // Properties

    private final ReadOnlyObjectWrapper<DecodeState> state = new ReadOnlyObjectWrapper<>(DecodeState.IDLE);
    private final ReadOnlyObjectWrapper<DecodedGrid> grid = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper warning = new ReadOnlyStringWrapper("");
    /**
     * Follows the window's selection; it rests until it is active.
     *
     * @param indices    folder where indices of images' blocks are kept
     * @param remembered file that remembers what is chosen here
     */
    public DecodeModel(ShellModel shell, Path indices, Path remembered) {
        this.shell = shell;
        this.remembered = remembered;
        shelf = ModelShelf.of(shell.models());
        // The first to hear of a change: neighbours are found in a moment, and samples take long on the same thread.
        neighbours = new NeighbourModel(shell, indices, NeighbourModel::allBlocks, NEIGHBOURS);
        sampling = new SamplingModel(shell);
        rows = new RowsModel(selection());
        lane = new LatestWins<>(
                shell.background().compute(),
                shell.background().window(),
                LatestWins.Overtaken.DROPPED,
                new DecodeWork(new Progress(), shelf),
                this::end,
                this::fail);
        DecodePreferences.load(remembered).restore(this);
        for (ObservableValue<?> subject :
                List.of(selection().imageProperty(), selection().checkpointProperty(), layout().stateProperty())) {
            subject.addListener(ignored -> changed());
        }
        for (ObservableValue<?> opening : List.of(
                selection().decoderProperty(),
                selection().decoderNoteProperty(),
                selection().checkpointNoteProperty())) {
            opening.addListener(ignored -> ask());
        }
        sampling.whenChanged(this::ask);
        rows.whenChanged(this::ask);
        rows.runProperty().addListener((property, old, run) -> {
            if (run == null) {
                shell.background().compute().execute(shelf::close);
            }
        });
        ask();
    }

    public Selection selection() {
        return shell.selection();
    }

    public LayoutModel layout() {
        return selection().layout();
    }

    public ReadOnlyObjectProperty<DecodeState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** What is drawn so far; null before anything is. */
    ReadOnlyObjectProperty<DecodedGrid> gridProperty() {
        return grid.getReadOnlyProperty();
    }

    /** Why there is nothing, or no more, to see; empty when there is no reason. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** What to keep in mind when looking at the samples; empty for nothing. */
    public ReadOnlyStringProperty warningProperty() {
        return warning.getReadOnlyProperty();
    }

    /** How samples are drawn. */
    public SamplingModel sampling() {
        return sampling;
    }

    /** Which rows there are. */
    public RowsModel rows() {
        return rows;
    }

    /** Blocks of real pictures that are like the predicted ones. */
    public NeighbourModel neighbours() {
        return neighbours;
    }

    // Commands

    /** Decodes and follows changes, or rests. */
    public void setActive(boolean now) {
        if (active && !now) {
            remember();
        }
        active = now;
        neighbours.setActive(now);
        ask();
    }

    /** Ends what is being drawn; what there is so far stays. */
    public void cancel() {
        if (state.get().isRunning()) {
            DecodeRequest cancelled = current;
            stop(DecodeState.CANCELLED, "");
            finish(cancelled);
        }
    }

    /** Draws once more what was ended or failed. */
    public void again() {
        finished = null;
        current = null;
        ask();
    }

    /** Keeps what is chosen here for the next start. */
    void remember() {
        DecodePreferences.of(this).save(remembered);
    }

    /**
     * What is shown, for a figure.
     *
     * @throws ijepa.core.InputException when a recipe cannot say it
     */
    Optional<PanelSource> figure() {
        return wanted().filter(request -> !request.rows().isEmpty()).map(DecodeFigures::all);
    }

    /** Sends one sample to Figures, which draws it anew. */
    void sendToFigures(DecodeRequest request, RowSubject subject, long seed) {
        try {
            DecodeFigures.sample(request, subject, seed)
                    .ifPresent(
                            source -> selection().figures().send(RowPainter.title(subject) + ", seed " + seed, source));
        } catch (InputException unsayable) {
            shell.notices().report(Notices.Topic.FILE, unsayable);
        }
    }

    private Optional<DecodeRequest> wanted() {
        if (selection().decoder().isEmpty()
                || selection().checkpoint().isEmpty()
                || selection().image().isEmpty()
                || layout().state() == null) {
            return Optional.empty();
        }
        return Optional.of(new DecodeRequest(
                selection().checkpoint().get(),
                selection().decoder().get(),
                selection().image().get(),
                layout().state().layout(),
                sampling.settings(rows.choice())));
    }

    private void changed() {
        if (active && !sampling.seeds().lockedProperty().get()) {
            sampling.seeds().draw();
        }
        ask();
    }

    private void ask() {
        Optional<DecodeRequest> wanted = wanted();
        String opening = selection().checkpointNoteProperty().get();
        String openingDecoder = selection().decoderNoteProperty().get();
        if (selection().decoder().isEmpty()) {
            grid.set(null);
            stop(DecodeState.NO_DECODER, openingDecoder.isEmpty() ? NO_DECODER : openingDecoder);
        } else if (!opening.isEmpty() || !openingDecoder.isEmpty()) {
            // What is opened waits for the same thread, so that must be free.
            stop(DecodeState.IDLE, opening.isEmpty() ? openingDecoder : opening);
        } else if (wanted.isEmpty()) {
            stop(DecodeState.IDLE, NO_IMAGE);
        } else if (!active) {
            if (!isFinished(wanted.get())) {
                stop(DecodeState.IDLE, "");
            }
        } else if (wanted.get().rows().isEmpty()) {
            grid.set(null);
            finished = null;
            stop(DecodeState.IDLE, (wanted.get().hasPredictor() ? "" : NO_PREDICTOR) + NO_ROWS);
        } else if (isFinished(wanted.get())) {
            // Something was being opened meanwhile, and said so.
            note.set(finished.note());
            state.set(finished.state());
        } else if (!wanted.get().equals(current)) {
            begin(wanted.get());
        }
    }

    private void begin(DecodeRequest request) {
        DecodedGrid before = grid.get();
        boolean keeps = before != null
                && request.isAboutTheSame(before.request())
                && request.rows().equals(before.request().rows())
                && request.settings().seeds().equals(before.request().settings().seeds());
        if (!keeps) {
            grid.set(DecodedGrid.empty(request));
        }
        current = request;
        finished = null;
        note.set(request.hasPredictor() ? "" : NO_PREDICTOR);
        state.set(DecodeState.PREVIEWING);
        lane.request(new DecodeWork.Order(
                request,
                layout().selected()
                        .filter(BlockRef::isTarget)
                        .map(BlockRef::index)
                        .orElse(0)));
    }

    private void stop(DecodeState why, String reason) {
        lane.cancel();
        current = null;
        note.set(reason);
        state.set(why);
    }

    private void end(DecodeWork.End end) {
        if (end.request() != current) {
            return;
        }
        if (end.state() != DecodeState.DONE) {
            grid.set(null);
            note.set(end.reason());
        }
        state.set(end.state());
        finish(current);
    }

    /** Nothing more comes of a request: how it ended is remembered, for it may be hidden for a while. */
    private void finish(DecodeRequest request) {
        finished = new Finished(request, state.get(), note.get());
        current = null;
    }

    private boolean isFinished(DecodeRequest request) {
        return finished != null && finished.request().equals(request);
    }

    private void fail(Throwable failure) {
        grid.set(null);
        note.set(Notices.sentence(failure));
        state.set(DecodeState.FAILED);
        finish(current);
    }

    /** What the work tells, brought to the window's thread; what nobody wants any more is dropped there. */
    private final class Progress implements DecodeWork.Listener {

        @Override
        public void warned(DecodeRequest request, String text) {
            shell.background().window().execute(() -> {
                if (request == current) {
                    warning.set(text);
                }
            });
        }

        @Override
        public void progressed(DecodeState reached, DecodedGrid drawn) {
            shell.background().window().execute(() -> {
                if (drawn.request() == current) {
                    state.set(reached);
                    grid.set(drawn);
                }
            });
        }
    }
}
