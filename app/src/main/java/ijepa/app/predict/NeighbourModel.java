package ijepa.app.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.app.predict.FolderIndex.Place;
import ijepa.app.shell.Job;
import ijepa.app.shell.LatestWins;
import ijepa.app.shell.Notices;
import ijepa.app.shell.Selection;
import ijepa.app.shell.ShellModel;
import ijepa.core.image.Image;
import ijepa.core.mask.Block;
import ijepa.core.model.Embeddings;
import ijepa.core.model.Prediction;

/**
 * Blocks of a folder's images that are like the predicted one. The folder's index is made once for each checkpoint, in the
 * background, and kept on disk.
 */
public final class NeighbourModel {

    /** How many are shown. */
    public static final int SHOWN = 12;

    /**
     * A block of another image.
     *
     * @param asked      number of the target block that was asked for
     * @param picture    its square, small
     * @param similarity cosine between the predicted block's and this block's average embedding
     */
    public record Neighbour(int asked, Path file, Image picture, Block block, double similarity) {}

    private record Search(Subject subject, List<Integer> blocks, boolean content, int count, FolderIndex in) {}

    private record Found(Search search, List<Neighbour> neighbours) {}

    private final ShellModel shell;
    private final LatestWins<Search, Found> searching;
    private final Path indices;
    private final Function<Selection, List<Integer>> asked;
    private final int count;
    private FolderIndex indexed;
    /** What is being indexed; null for nothing. */
    private Place indexing;
    /** What is not indexed by itself again, because that was cancelled or failed; null for nothing. */
    private Place declined;

    private Job job;
    private boolean active;

    // Properties

    private final ObjectProperty<Path> folder = new SimpleObjectProperty<>();
    private final BooleanProperty content = new SimpleBooleanProperty(true);
    private final ObservableList<Neighbour> found = FXCollections.observableArrayList();
    private final ObservableList<Neighbour> foundView = FXCollections.unmodifiableObservableList(found);
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    /**
     * Follows the window's selection; it rests until it is active.
     *
     * @param indices folder where indices are kept
     * @param asked   which target blocks neighbours are looked for
     * @param count   of neighbours of each
     */
    public NeighbourModel(ShellModel shell, Path indices, Function<Selection, List<Integer>> asked, int count) {
        this.asked = asked;
        this.count = count;
        this.shell = shell;
        this.indices = indices;
        searching = new LatestWins<>(
                shell.background().compute(),
                shell.background().window(),
                LatestWins.Overtaken.SHOWN,
                (search, overtaken) -> nearest(search),
                this::showFound,
                this::fail);
        Selection selection = shell.selection();
        folder.addListener(ignored -> ask());
        content.addListener(ignored -> ask());
        selection.imageProperty().addListener(ignored -> ask());
        selection.checkpointProperty().addListener(ignored -> ask());
        selection.layout().stateProperty().addListener(ignored -> ask());
        selection.layout().selectedProperty().addListener(ignored -> ask());
        explain("");
    }

    /** The target block that is selected, else the first. */
    public static List<Integer> selectedBlock(Selection selection) {
        return List.of(Subject.block(selection));
    }

    /** Every target block. */
    public static List<Integer> allBlocks(Selection selection) {
        int count = selection.layout().state().layout().targets().size();
        return IntStream.range(0, count).boxed().toList();
    }

    /** Where neighbours are looked for; null for nowhere yet. */
    public ObjectProperty<Path> folderProperty() {
        return folder;
    }

    /** Whether what a place has in common over all images is taken off before blocks are compared. */
    public BooleanProperty contentProperty() {
        return content;
    }

    /** The most similar first, of one block after the other. */
    public ObservableList<Neighbour> found() {
        return foundView;
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** How far the index is, 0 to 1. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** What is shown, or why nothing is. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    // Commands

    /** Looks and follows changes, or rests. */
    public void setActive(boolean now) {
        active = now;
        if (active) {
            ask();
        }
    }

    /** Looks in a folder, also where that was cancelled or failed before. */
    public void lookIn(Path chosen) {
        declined = null;
        if (chosen.equals(folder.get())) {
            ask();
        } else {
            folder.set(chosen);
        }
    }

    /** Ends indexing until the folder is chosen again, or another folder or checkpoint is. */
    public void cancel() {
        if (indexing != null) {
            decline("Cancelled. Choose the folder again to look for neighbours in it.");
        }
    }

    private void decline(String why) {
        declined = indexing;
        endIndexing();
        explain(why);
    }

    private void endIndexing() {
        indexing = null;
        if (job != null) {
            job.cancel();
            job = null;
        }
        progress.unbind();
        running.set(false);
    }

    private void ask() {
        Optional<Subject> subject = Subject.of(shell.selection());
        Place place = subject.isEmpty() || folder.get() == null
                ? null
                : new Place(subject.get().checkpoint(), folder.get());
        forgetOthersThan(place);
        if (folder.get() == null) {
            explain("");
        }
        if (!active || place == null) {
            return;
        }
        if (!subject.get().hasPredictor()) {
            explain("This checkpoint has no predictor: there is no predicted block to find neighbours of.");
        } else if (indexed != null) {
            searching.request(new Search(subject.get(), asked.apply(shell.selection()), content.get(), count, indexed));
        } else if (indexing == null && declined == null) {
            index(place);
        }
    }

    /** Neither indexing nor an index outlives its weights, which are about to be freed, or its folder. */
    private void forgetOthersThan(Place place) {
        if (indexing != null && !indexing.equals(place)) {
            endIndexing();
        }
        if (indexed != null && !indexed.place().equals(place)) {
            forgetIndex();
        }
        if (declined != null && !declined.equals(place)) {
            declined = null;
        }
    }

    private void forgetIndex() {
        searching.cancel();
        found.clear();
        FolderIndex old = indexed;
        indexed = null;
        // A search may still read it, on the thread that closes it now.
        shell.background().compute().execute(old::close);
    }

    private void index(Place place) {
        String title = "Indexing " + place.folder().getFileName();
        explain(title + "\u2026");
        indexing = place;
        running.set(true);
        Job started = shell.jobs()
                .start(
                        title,
                        shell.background().patient(),
                        running -> FolderIndex.open(
                                place, indices, shell.background().compute(), running),
                        made -> {
                            endIndexing();
                            indexed = made;
                            ask();
                        },
                        failure -> decline(Notices.sentence(failure)),
                        unwanted -> {
                            if (unwanted != null) {
                                unwanted.close();
                            }
                            if (job != null && job.isCancelled()) {
                                // In the status bar.
                                cancel();
                            }
                        });
        if (running.get()) {
            job = started;
            progress.bind(job.progressProperty());
        }
    }

    private void showFound(Found answer) {
        found.setAll(answer.neighbours());
        List<Integer> blocks = answer.search().blocks();
        explain("Nearest to the predicted "
                + (blocks.size() == 1 ? "block " + (blocks.getFirst() + 1) : "blocks") + " among "
                + answer.search().in().images().size() + " images");
    }

    private void fail(Throwable failure) {
        found.clear();
        explain(Notices.sentence(failure));
    }

    private static Found nearest(Search search) {
        Subject subject = search.subject();
        Prediction prediction = subject.checkpoint().predict(subject.tensor(), subject.layout());
        List<Neighbour> neighbours = new ArrayList<>();
        for (int block : search.blocks()) {
            Embeddings predicted = prediction.blocks().get(block).predicted();
            Block bounds = subject.layout()
                    .targets()
                    .get(block)
                    .bounds(subject.layout().grid());
            neighbours.addAll(search.in().nearest(block, predicted, bounds, search.content(), search.count()));
        }
        return new Found(search, neighbours);
    }

    private void explain(String words) {
        note.set(words.isEmpty() ? "Choose a folder of images to look for neighbours in." : words);
    }
}
