package ijepa.app.predict;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.app.control.LayoutModel;
import ijepa.app.control.LayoutState;
import ijepa.app.shell.Background;
import ijepa.app.shell.LatestWins;
import ijepa.app.shell.Notices;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.Selection;
import ijepa.renderer.map.ColourMap;
import ijepa.renderer.map.ColourScale;
import ijepa.renderer.map.Distance;

/**
 * The Predict workspace without its nodes: predicts anew whenever image, layout or checkpoint change, and says what the
 * panels show.
 */
public final class PredictModel {

    /** No patch. */
    public static final int NONE = -1;

    private static final String NO_IMAGE = "Opening the image\u2026";
    private static final String PREDICTING = "Predicting\u2026";

    private final Selection selection;
    private final LatestWins<PredictionWork.Request, PredictedImage> predicting;
    private boolean active;
    /** Why the last prediction failed; empty when it did not. */
    private String problem = "";

    // Properties

    private final ObjectProperty<Distance> distance = new SimpleObjectProperty<>(Distance.COSINE);
    private final IntegerProperty pointed = new SimpleIntegerProperty(NONE);
    private final IntegerProperty anchor = new SimpleIntegerProperty(NONE);
    private final ReadOnlyObjectWrapper<PredictedImage> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<int[]> targetCells = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<int[]> predictedCells = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<int[]> errorCells = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ColourMap> errorMap = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ColourMap> similarityMap = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper anchorPredicted = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ObservableList<BlockRow> rows = FXCollections.observableArrayList();
    private final ObservableList<BlockRow> rowsView = FXCollections.unmodifiableObservableList(rows);
    private double[] errors = {};

    /**
     * Follows a selection; it rests until it is active.
     *
     * @param background {@link Background#compute()} makes the predictions
     */
    public PredictModel(Selection selection, Background background) {
        this.selection = selection;
        predicting = new LatestWins<>(
                background.compute(),
                background.window(),
                LatestWins.Overtaken.SHOWN,
                new PredictionWork(),
                this::show,
                this::fail);
        selection.imageProperty().addListener(ignored -> {
            anchor.set(NONE);
            ask();
        });
        selection.checkpointProperty().addListener(ignored -> ask());
        selection.checkpointNoteProperty().addListener(ignored -> explain());
        layout().stateProperty().addListener(ignored -> ask());
        distance.addListener(ignored -> colourErrors());
        anchor.addListener(ignored -> colourEmbeddings());
        explain();
    }

    public Selection selection() {
        return selection;
    }

    public LayoutModel layout() {
        return selection.layout();
    }

    /** What errors are measured by. */
    public ObjectProperty<Distance> distanceProperty() {
        return distance;
    }

    /** The patch under the pointer in any panel, or {@link #NONE}. */
    public IntegerProperty pointedProperty() {
        return pointed;
    }

    /** The patch whose similarity to all others is shown in place of the colours, or {@link #NONE}. */
    public IntegerProperty anchorProperty() {
        return anchor;
    }

    /** The prediction that is shown; null before the first, and where none can be made. */
    ReadOnlyObjectProperty<PredictedImage> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Whether a prediction is on its way. */
    public ReadOnlyBooleanProperty busyProperty() {
        return predicting.busyProperty();
    }

    /** What the panels say while they have nothing to show; empty otherwise. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** Colours {@code [N]} of the target embeddings, or their similarity to the anchor; null for none. */
    public ReadOnlyObjectProperty<int[]> targetCellsProperty() {
        return targetCells.getReadOnlyProperty();
    }

    /** Colours {@code [N]} of the predicted embeddings, or the similarity of the anchor's prediction to every target. */
    public ReadOnlyObjectProperty<int[]> predictedCellsProperty() {
        return predictedCells.getReadOnlyProperty();
    }

    /** Colours {@code [N]} of the errors, transparent outside the targets; null for none. */
    public ReadOnlyObjectProperty<int[]> errorCellsProperty() {
        return errorCells.getReadOnlyProperty();
    }

    /** What the errors' colours mean; null while there are none. */
    public ReadOnlyObjectProperty<ColourMap> errorMapProperty() {
        return errorMap.getReadOnlyProperty();
    }

    /** Whether the anchor lies in a target block, so that there is a prediction for it. */
    public ReadOnlyBooleanProperty anchorPredictedProperty() {
        return anchorPredicted.getReadOnlyProperty();
    }

    /** What the similarities' colours mean; null while none are shown. */
    public ReadOnlyObjectProperty<ColourMap> similarityMapProperty() {
        return similarityMap.getReadOnlyProperty();
    }

    /** How many blocks are predicted well, in words; empty while there is none. */
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /** The target blocks with their errors, and the mean where there are several. */
    public ObservableList<BlockRow> rows() {
        return rowsView;
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
    }

    /** Shows every patch's similarity to one, or the colours again when it is that one or {@link #NONE}. */
    public void pick(int patch) {
        anchor.set(patch == anchor.get() ? NONE : patch);
    }

    /** What is under the pointer, in words; empty for no patch. */
    public String describe(int patch) {
        LayoutState state = layout().state();
        if (state == null || patch < 0 || patch >= state.grid().size()) {
            return "";
        }
        String where = state.describePatch(patch, layout().selected());
        if (patch >= errors.length || Double.isNaN(errors[patch])) {
            return where;
        }
        return where
                + String.format(Locale.ROOT, " \u00b7 %s %.3f", distance.get().title(), errors[patch]);
    }

    private void ask() {
        Optional<OpenCheckpoint> checkpoint = selection.checkpoint();
        Optional<OpenImage> image = selection.image();
        LayoutState state = layout().state();
        if (active && checkpoint.isPresent() && image.isPresent() && state != null) {
            predicting.request(new PredictionWork.Request(checkpoint.get(), image.get(), state.layout()));
        }
        explain();
    }

    private void show(PredictedImage predicted) {
        if (predicted.image() == selection.image().orElse(null)) {
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
        colourEmbeddings();
        colourErrors();
    }

    private void explain() {
        boolean stale =
                shown.get() != null && shown.get().image() != selection.image().orElse(null);
        if (stale) {
            put(null);
        }
        if (shown.get() != null) {
            note.set("");
        } else if (selection.checkpoint().isEmpty()) {
            note.set(selection.checkpointNoteProperty().get());
        } else if (selection.image().isEmpty()) {
            note.set(NO_IMAGE);
        } else {
            note.set(problem.isEmpty() ? PREDICTING : problem);
        }
    }

    private void colourEmbeddings() {
        PredictedImage now = shown.get();
        if (now == null) {
            targetCells.set(null);
            predictedCells.set(null);
            similarityMap.set(null);
            return;
        }
        int patch = anchor.get();
        if (patch < 0 || patch >= now.maps().target().count()) {
            similarityMap.set(null);
            targetCells.set(now.maps().targetColours());
            predictedCells.set(now.maps().predictedColours());
            return;
        }
        double[] ofTarget = now.targetSimilarities(patch);
        double[] ofPrediction = now.predictedSimilarities(patch);
        ColourMap map = new ColourMap(
                ColourScale.MAGMA,
                DoubleStream.concat(Arrays.stream(ofTarget), Arrays.stream(ofPrediction))
                        .filter(Double::isFinite)
                        .map(similarity -> Math.floor(10 * similarity) / 10)
                        .min()
                        .orElse(-1),
                1,
                false);
        similarityMap.set(map);
        targetCells.set(map.argb(ofTarget));
        predictedCells.set(map.argb(ofPrediction));
        anchorPredicted.set(!Double.isNaN(ofPrediction[0]));
    }

    private void colourErrors() {
        PredictedImage now = shown.get();
        if (now == null) {
            errors = new double[0];
            errorCells.set(null);
            errorMap.set(null);
            rows.clear();
            summary.set("");
            return;
        }
        errors = now.maps().errors(distance.get());
        double largest = 0;
        for (double error : errors) {
            largest = Double.isNaN(error) ? largest : Math.max(largest, error);
        }
        ColourMap map = new ColourMap(ColourScale.VIRIDIS, 0, PredictedImage.roundedUp(largest), false);
        errorMap.set(map);
        errorCells.set(map.argb(errors));
        list(now);
    }

    private void list(PredictedImage now) {
        rows.setAll(BlockRow.list(now.maps().prediction().layout(), now.errors().get(distance.get())));
        List<BlockRow> blocks =
                rows.stream().filter(row -> row.block().isPresent()).toList();
        summary.set("Better than both baselines in "
                + blocks.stream().filter(BlockRow::isBetter).count() + " of " + blocks.size()
                + (blocks.size() == 1 ? " block" : " blocks"));
    }
}
