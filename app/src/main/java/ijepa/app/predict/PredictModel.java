package ijepa.app.predict;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

import ijepa.app.control.LayoutModel;
import ijepa.app.control.LayoutState;
import ijepa.app.predict.EmbeddingChoice.Colouring;
import ijepa.app.shell.LatestWins;
import ijepa.app.shell.Notices;
import ijepa.app.shell.Selection;
import ijepa.app.shell.ShellModel;
import ijepa.core.model.Network;
import ijepa.renderer.map.Distance;

/**
 * The Predict workspace without its nodes: predicts anew whenever image, layout or checkpoint change, says what the panels
 * show, and passes the longer questions on to models of their own.
 */
public final class PredictModel {

    private static final String NO_IMAGE = "Opening the image\u2026";
    private static final String PREDICTING = "Predicting\u2026";
    private static final String NO_PREDICTOR =
            "This checkpoint holds no predictor, so nothing can be predicted. Its encoder's embeddings, layers and attention can be seen.";

    private final ShellModel shell;
    private final LatestWins<PredictionWork.Request, PredictedImage> predicting;
    private final PatchPointer pointer = new PatchPointer();
    private final ErrorsModel errors = new ErrorsModel();
    private final ImageSetModel set;
    private final AttentionModel attention;
    private final SweepModel sweep;
    private final NeighbourModel neighbours;
    private final CompareModel compare;
    private boolean active;
    /** Why the last prediction failed; empty when it did not. */
    private String problem = "";

    // Properties

    private final ObjectProperty<PredictMode> mode = new SimpleObjectProperty<>(PredictMode.PREDICTION);
    private final ObjectProperty<Distance> distance = new SimpleObjectProperty<>(Distance.COSINE);
    private final ObjectProperty<Colouring> colouring = new SimpleObjectProperty<>(Colouring.IMAGE);
    private final IntegerProperty layer = new SimpleIntegerProperty(EmbeddingChoice.LAST);
    private final IntegerProperty predictorLayer = new SimpleIntegerProperty(EmbeddingChoice.LAST);
    private final ReadOnlyObjectWrapper<PredictedImage> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<EmbeddingPanels> panels = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper predictionNote = new ReadOnlyStringWrapper("");

    /**
     * Follows the window's selection; it rests until it is active.
     *
     * @param indices folder where indices of images' blocks are kept
     */
    public PredictModel(ShellModel shell, Path indices) {
        this.shell = shell;
        predicting = new LatestWins<>(
                shell.background().compute(),
                shell.background().window(),
                LatestWins.Overtaken.SHOWN,
                new PredictionWork(),
                this::show,
                this::fail);
        set = new ImageSetModel(shell);
        attention = new AttentionModel(shell, pointer);
        sweep = new SweepModel(shell, distance);
        neighbours = new NeighbourModel(shell, indices, NeighbourModel::selectedBlock, NeighbourModel.SHOWN);
        compare = new CompareModel(shell, distance);
        selection().imageProperty().addListener(ignored -> {
            pointer.anchorProperty().set(PatchPointer.NONE);
            ask();
        });
        selection().checkpointProperty().addListener(ignored -> {
            keepLayer(layer, Network.ENCODER);
            keepLayer(predictorLayer, Network.PREDICTOR);
            ask();
        });
        selection().checkpointNoteProperty().addListener(ignored -> explain());
        layout().stateProperty().addListener(ignored -> ask());
        layout().selectedProperty().addListener(ignored -> {
            if (colouring.get() == Colouring.BLOCK) {
                ask();
            }
        });
        distance.addListener(ignored -> errors.show(shown.get(), distance.get()));
        pointer.anchorProperty().addListener(ignored -> showEmbeddings());
        colouring.addListener((property, old, now) -> {
            if (now == Colouring.SET) {
                set.wantedProperty().set(true);
            }
            ask();
        });
        layer.addListener(ignored -> ask());
        predictorLayer.addListener(ignored -> ask());
        set.setProperty().addListener(ignored -> ask());
        mode.addListener(ignored -> work());
        explain();
    }

    /** The next checkpoint of a followed run has the same layers; one that has not shows its last. */
    private void keepLayer(IntegerProperty chosen, Network network) {
        int layers = EmbeddingChoice.layers(selection(), network);
        if (chosen.get() >= layers) {
            chosen.set(EmbeddingChoice.LAST);
        }
    }

    public Selection selection() {
        return shell.selection();
    }

    public LayoutModel layout() {
        return selection().layout();
    }

    /** Which question is in front. */
    public ObjectProperty<PredictMode> modeProperty() {
        return mode;
    }

    public PatchPointer pointer() {
        return pointer;
    }

    public ErrorsModel errors() {
        return errors;
    }

    public ImageSetModel set() {
        return set;
    }

    public AttentionModel attention() {
        return attention;
    }

    public SweepModel sweep() {
        return sweep;
    }

    public NeighbourModel neighbours() {
        return neighbours;
    }

    public CompareModel compare() {
        return compare;
    }

    /** What errors are measured by. */
    public ObjectProperty<Distance> distanceProperty() {
        return distance;
    }

    /** What the embeddings' colours are fitted to. */
    public ObjectProperty<Colouring> colouringProperty() {
        return colouring;
    }

    /** Layer of the encoders whose features are shown, from 1; 0 for the last. */
    public IntegerProperty layerProperty() {
        return layer;
    }

    /** Layer of the predictor whose features are shown, from 1; 0 for the prediction. */
    public IntegerProperty predictorLayerProperty() {
        return predictorLayer;
    }

    /** The prediction that is shown; null before the first, and where none can be made. */
    ReadOnlyObjectProperty<PredictedImage> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** The panels of embeddings; null while there are none. */
    ReadOnlyObjectProperty<EmbeddingPanels> panelsProperty() {
        return panels.getReadOnlyProperty();
    }

    /** What the panels say while they have nothing to show; empty otherwise. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** The same for panels that need a predictor. */
    public ReadOnlyStringProperty predictionNoteProperty() {
        return predictionNote.getReadOnlyProperty();
    }

    // Commands

    /** Predicts and follows changes, or rests. */
    public void setActive(boolean now) {
        active = now;
        if (active) {
            ask();
        } else {
            predicting.cancel();
        }
        work();
    }

    /** What is under the pointer, in words; empty for no patch. */
    public String describe(int patch) {
        LayoutState state = layout().state();
        if (state == null || patch < 0 || patch >= state.grid().size()) {
            return "";
        }
        return state.describePatch(patch, layout().selected()) + errors.describe(patch, distance.get());
    }

    private void work() {
        attention.setActive(active && mode.get() == PredictMode.ATTENTION);
        sweep.setActive(active && mode.get() == PredictMode.SWEEP);
        neighbours.setActive(active && mode.get() == PredictMode.NEIGHBOURS);
        compare.setActive(active && mode.get() == PredictMode.COMPARE);
    }

    private void ask() {
        Optional<Subject> subject = Subject.of(selection());
        if (active && subject.isPresent()) {
            predicting.request(new PredictionWork.Request(
                    subject.get(),
                    new EmbeddingChoice(
                            colouring.get(),
                            Subject.block(selection()),
                            layer.get(),
                            predictorLayer.get(),
                            set.set())));
        }
        explain();
    }

    private void show(PredictedImage predicted) {
        if (predicted.subject().image() == selection().image().orElse(null)) {
            problem = "";
            put(predicted);
            explain();
        }
    }

    private void fail(Throwable failure) {
        problem = Notices.sentence(failure);
        put(null);
        explain();
    }

    private void put(PredictedImage predicted) {
        shown.set(predicted);
        showEmbeddings();
        errors.show(predicted, distance.get());
    }

    private void explain() {
        PredictedImage now = shown.get();
        if (now != null && now.subject().image() != selection().image().orElse(null)) {
            put(null);
        }
        if (shown.get() != null) {
            note.set("");
        } else if (selection().checkpoint().isEmpty()) {
            note.set(selection().checkpointNoteProperty().get());
        } else if (selection().image().isEmpty()) {
            note.set(NO_IMAGE);
        } else {
            note.set(problem.isEmpty() ? PREDICTING : problem);
        }
        predictionNote.set(shown.get() != null && !shown.get().subject().hasPredictor() ? NO_PREDICTOR : note.get());
    }

    private void showEmbeddings() {
        PredictedImage now = shown.get();
        int patch = pointer.anchorProperty().get();
        if (now == null) {
            panels.set(null);
        } else if (patch < 0 || patch >= now.maps().target().count()) {
            panels.set(EmbeddingPanels.colours(now));
        } else {
            panels.set(EmbeddingPanels.similarities(now, patch));
        }
    }
}
