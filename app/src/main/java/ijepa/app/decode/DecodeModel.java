package ijepa.app.decode;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;

import ijepa.app.control.BlockRef;
import ijepa.app.control.LayoutModel;
import ijepa.app.shell.FigureFiles;
import ijepa.app.shell.LatestWins;
import ijepa.app.shell.Notices;
import ijepa.app.shell.Selection;
import ijepa.app.shell.ShellModel;
import ijepa.core.tensor.Precision;
import ijepa.renderer.figure.recipe.DecodingChoice;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.PanelSource;

/**
 * The Decode workspace without its nodes: decodes anew whenever image, layout, checkpoint, decoder or settings change, and
 * drops what is being drawn within one denoising step.
 */
public final class DecodeModel {

    static final int MOST_STEPS = 1000;
    private static final int SAMPLES = 4;
    private static final String NO_DECODER =
            "No decoder is open. Open one that was trained with this checkpoint (Ctrl+Shift+K), or train one with 'ijepa decoder train'.";
    private static final String NO_IMAGE = "Opening the image\u2026";
    private static final String NO_ROWS =
            "There is nothing to decode: switch the blocks or the whole image on at the right.";
    private static final String NO_PREDICTOR =
            "This checkpoint holds no predictor, so only the whole image can be decoded. ";

    private final ShellModel shell;
    private final LatestWins<DecodeWork.Order, DecodeWork.End> lane;
    private final SeedsModel seeds =
            new SeedsModel(SAMPLES, () -> ThreadLocalRandom.current().nextInt(1, 1_000_000));
    private boolean active;
    /** What is being drawn. */
    private DecodeRequest current;
    /** What was drawn to its end, or was ended; it is not begun again by itself. */
    private DecodeRequest finished;

    // Properties

    private final ReadOnlyObjectWrapper<DecodeState> state = new ReadOnlyObjectWrapper<>(DecodeState.IDLE);
    private final ReadOnlyObjectWrapper<DecodedGrid> grid = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper warning = new ReadOnlyStringWrapper("");
    private final ObjectProperty<SamplerChoice> sampler = new SimpleObjectProperty<>(SamplerChoice.DPM);
    private final IntegerProperty steps = new SimpleIntegerProperty(DecodingChoice.DEFAULT.steps());
    private final IntegerProperty samples = new SimpleIntegerProperty(SAMPLES);
    private final ObjectProperty<Precision> precision = new SimpleObjectProperty<>(Precision.FP32);
    private final BooleanProperty blocks = new SimpleBooleanProperty(true);
    private final BooleanProperty there = new SimpleBooleanProperty();
    private final BooleanProperty whole = new SimpleBooleanProperty(true);
    private final BooleanProperty between = new SimpleBooleanProperty();

    /** Follows the window's selection; it rests until it is active. */
    public DecodeModel(ShellModel shell) {
        this.shell = shell;
        lane = new LatestWins<>(
                shell.background().compute(),
                shell.background().window(),
                LatestWins.Overtaken.DROPPED,
                new DecodeWork(new Progress()),
                this::end,
                this::fail);
        for (ObservableValue<?> subject :
                List.of(selection().imageProperty(), selection().checkpointProperty(), layout().stateProperty())) {
            subject.addListener(ignored -> changed());
        }
        for (ObservableValue<?> setting : List.of(
                selection().decoderProperty(),
                selection().decoderNoteProperty(),
                selection().checkpointNoteProperty(),
                sampler,
                steps,
                blocks,
                there,
                whole,
                between)) {
            setting.addListener(ignored -> ask());
        }
        samples.addListener((property, old, count) -> seeds.resize(count.intValue()));
        seeds.seeds().addListener((ListChangeListener<SeedsModel.Seed>) change -> ask());
        precision.addListener((property, old, now) -> shell.useDecoderPrecision(now));
        selection().decoderProperty().addListener((property, old, now) -> {
            if (now != null) {
                precision.set(now.precision());
            }
        });
        selection().decoder().ifPresent(open -> precision.set(open.precision()));
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

    public SeedsModel seeds() {
        return seeds;
    }

    public ObjectProperty<SamplerChoice> samplerProperty() {
        return sampler;
    }

    /** Denoising steps of a sample. */
    public IntegerProperty stepsProperty() {
        return steps;
    }

    /** Samples of each row. */
    public IntegerProperty samplesProperty() {
        return samples;
    }

    /** What the decoder computes in; another loads it anew. */
    public ObjectProperty<Precision> precisionProperty() {
        return precision;
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

    /** Whether the way from the first block's prediction to the second's is decoded. */
    public BooleanProperty betweenProperty() {
        return between;
    }

    // Commands

    /** Decodes and follows changes, or rests. */
    public void setActive(boolean now) {
        active = now;
        ask();
    }

    /** Ends what is being drawn; what there is so far stays. */
    public void cancel() {
        if (state.get().isRunning()) {
            finished = current;
            stop(DecodeState.CANCELLED, "");
        }
    }

    /** Draws once more what was ended or failed. */
    public void again() {
        finished = null;
        current = null;
        ask();
    }

    /**
     * What is shown, for a figure.
     *
     * @throws ijepa.core.InputException when a recipe cannot say it
     */
    Optional<PanelSource> figure() {
        DecodeRequest wanted = wanted().orElse(null);
        if (wanted == null || wanted.rows().isEmpty()) {
            return Optional.empty();
        }
        List<FileInput> images = List.of(FigureFiles.of(wanted.image().source()));
        FileInput weights = FigureFiles.of(wanted.checkpoint());
        FileInput decoder = FigureFiles.of(wanted.decoder());
        DecodingChoice choice =
                new DecodingChoice(samples.get(), seeds.first(), sampler.get().key(), steps.get(), 1);
        return Optional.of(
                blocks.get() && wanted.hasPredictor()
                        ? new PanelSource.Figure6(
                                images,
                                selection().fitProperty().get(),
                                wanted.layout(),
                                List.of(),
                                weights,
                                decoder,
                                choice)
                        : new PanelSource.Figure7(
                                images, selection().fitProperty().get(), weights, decoder, choice));
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
                new DecodeSettings(
                        sampler.get(),
                        steps.get(),
                        seeds.numbers(),
                        blocks.get(),
                        there.get(),
                        whole.get(),
                        between.get())));
    }

    private void changed() {
        if (active && !seeds.lockedProperty().get()) {
            seeds.draw();
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
            if (!wanted.get().equals(finished)) {
                stop(DecodeState.IDLE, "");
            }
        } else if (wanted.get().rows().isEmpty()) {
            grid.set(null);
            stop(DecodeState.IDLE, (wanted.get().hasPredictor() ? "" : NO_PREDICTOR) + NO_ROWS);
        } else if (!wanted.get().equals(current) && !wanted.get().equals(finished)) {
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
        finished = current;
        current = null;
        if (end.state() != DecodeState.DONE) {
            grid.set(null);
            note.set(end.reason());
        }
        state.set(end.state());
    }

    private void fail(Throwable failure) {
        finished = current;
        current = null;
        grid.set(null);
        note.set(Notices.sentence(failure));
        state.set(DecodeState.FAILED);
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
