package ijepa.app.shell;

import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;

import ijepa.app.control.LayoutModel;
import ijepa.app.control.LayoutState;
import ijepa.core.InputException;
import ijepa.core.mask.DrawnLayout;
import ijepa.core.mask.MaskBatch;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskSampler;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.RunMasks;
import ijepa.core.mask.TorchGenerator;

/**
 * Draws layouts by a strategy. Block sizes follow from the iteration. Places come from a generator seeded with seed plus
 * iteration, so that every number pair gives one layout at once and again; or, where a run is followed, from the one
 * generator that a training run with this seed and batch size has advanced up to that iteration.
 */
public final class Sampling {

    /** The largest batch whose cut is shown. */
    public static final int LARGEST_BATCH = 4096;

    private static final int USUAL_BATCH = 64;

    /** A step of a run. */
    private record Request(MaskStrategy strategy, PatchGrid grid, long seed, long iteration, int batch) {

        boolean sameRun(Request other) {
            return other != null
                    && strategy.equals(other.strategy)
                    && grid.equals(other.grid)
                    && seed == other.seed
                    && batch == other.batch;
        }
    }

    private final LayoutModel layout;
    private final LatestWins<Request, MaskBatch> following;
    private boolean quiet;
    private boolean resets;
    private long drawnIteration = -1;
    /** The run that was followed last; only touched where runs are followed. */
    private Request followed;

    private RunMasks run;

    // Properties

    private final ReadOnlyObjectWrapper<PatchGrid> grid = new ReadOnlyObjectWrapper<>(Selection.DEFAULT_GRID);
    private final ObjectProperty<MaskStrategy> strategy =
            new SimpleObjectProperty<>(MaskStrategy.MultiBlock.PUBLISHED.nearestOn(Selection.DEFAULT_GRID));
    private final LongProperty seed = new SimpleLongProperty();
    private final LongProperty iteration = new SimpleLongProperty();
    private final IntegerProperty batchSize = new SimpleIntegerProperty(USUAL_BATCH);
    private final IntegerProperty position = new SimpleIntegerProperty();
    private final BooleanProperty ofRun = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<DrawnLayout> drawn = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /**
     * Draws into a layout.
     *
     * @param background where runs are followed
     * @param window     runs what it is given on the window's thread
     */
    Sampling(LayoutModel layout, Executor background, Executor window) {
        this.layout = layout;
        following = new LatestWins<>(
                background,
                window,
                LatestWins.Overtaken.DROPPED,
                (request, overtaken) -> {
                    if (!request.sameRun(followed)) {
                        run = new RunMasks(request.strategy.sampler(request.grid), request.seed, request.batch);
                        followed = request;
                    }
                    return run.at(request.iteration, overtaken).orElse(null);
                },
                this::show,
                failure -> problem.set(Notices.sentence(failure)));
        strategy.addListener(ignored -> draw());
        seed.addListener(ignored -> draw());
        iteration.addListener(ignored -> draw());
        batchSize.addListener((property, old, images) -> {
            if (position.get() >= images.intValue()) {
                quietly(() -> position.set(images.intValue() - 1));
            }
            draw();
        });
        position.addListener((property, old, image) -> {
            if (image.intValue() >= batchSize.get()) {
                quietly(() -> batchSize.set(image.intValue() + 1));
            }
            draw();
        });
        ofRun.addListener(ignored -> draw());
        // Undo may go back to a layout of another grid; the strategy goes along.
        layout.stateProperty().addListener((property, old, state) -> {
            if (state != null && !state.grid().equals(grid.get()) && !quiet) {
                quietly(() -> takeGrid(state.grid()));
            }
        });
        draw();
    }

    /** The patches that are drawn on. */
    public ReadOnlyObjectProperty<PatchGrid> gridProperty() {
        return grid.getReadOnlyProperty();
    }

    /** What is drawn by; a change draws anew. */
    public ObjectProperty<MaskStrategy> strategyProperty() {
        return strategy;
    }

    public LongProperty seedProperty() {
        return seed;
    }

    /** The step of training whose masks are drawn, from 0; a change draws anew. */
    public LongProperty iterationProperty() {
        return iteration;
    }

    /** Images of a batch, which the cut depends on. */
    public IntegerProperty batchSizeProperty() {
        return batchSize;
    }

    /** Which image of the batch is drawn, from 0. */
    public IntegerProperty positionProperty() {
        return position;
    }

    /** Whether places are those of a training run with this seed, which depend on all iterations before. */
    public BooleanProperty ofRunProperty() {
        return ofRun;
    }

    /** Whether a run is being followed to the iteration that is wanted. */
    public ReadOnlyBooleanProperty busyProperty() {
        return following.busyProperty();
    }

    /** What was drawn last; null before the first. The layout may have been edited since. */
    public ReadOnlyObjectProperty<DrawnLayout> drawnProperty() {
        return drawn.getReadOnlyProperty();
    }

    /** Why nothing can be drawn; empty when all is fine. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    // Commands

    /** Draws the next iteration's blocks. */
    public void next() {
        iteration.set(iteration.get() + 1);
    }

    /** Goes over to another grid and forgets the history, as when a checkpoint brings its own. */
    public void useGrid(PatchGrid wanted) {
        if (!grid.get().equals(wanted)) {
            resets = true;
            chooseGrid(wanted);
            resets = false;
        }
    }

    /** Goes over to another grid with the same strategy where it works, else the nearest that does. */
    public void chooseGrid(PatchGrid wanted) {
        if (!grid.get().equals(wanted)) {
            quietly(() -> takeGrid(wanted));
            draw();
        }
    }

    private void takeGrid(PatchGrid wanted) {
        MaskStrategy now = strategy.get();
        boolean asPublished = now.equals(MaskStrategy.MultiBlock.PUBLISHED.nearestOn(grid.get()));
        MaskStrategy moved = asPublished ? MaskStrategy.MultiBlock.PUBLISHED : now;
        grid.set(wanted);
        strategy.set(moved.nearestOn(wanted));
        try {
            strategy.get().sampler(wanted);
        } catch (InputException | IllegalArgumentException impossible) {
            strategy.set(MaskStrategy.MultiBlock.PUBLISHED.nearestOn(wanted));
        }
    }

    private void quietly(Runnable change) {
        boolean before = quiet;
        quiet = true;
        try {
            change.run();
        } finally {
            quiet = before;
        }
    }

    private void draw() {
        if (quiet) {
            return;
        }
        try {
            MaskSampler sampler = strategy.get().sampler(grid.get());
            if (ofRun.get()) {
                problem.set("");
                following.request(
                        new Request(strategy.get(), grid.get(), seed.get(), iteration.get(), batchSize.get()));
                return;
            }
            following.cancel();
            show(sampler.sample(iteration.get(), batchSize.get(), new TorchGenerator(seed.get() + iteration.get())));
        } catch (InputException | IllegalArgumentException impossible) {
            following.cancel();
            problem.set(impossible.getMessage());
        }
    }

    private void show(MaskBatch batch) {
        if (batch == null || !batch.grid().equals(grid.get())) {
            return;
        }
        problem.set("");
        DrawnLayout before = drawn.get();
        DrawnLayout now = DrawnLayout.of(batch, Math.min(position.get(), batch.images() - 1));
        MaskLayout masks = now.layout();
        // What was edited by hand stays where only the cut changed.
        boolean sameBlocks = before != null && before.layout().equals(masks) && drawnIteration == iteration.get();
        drawnIteration = iteration.get();
        quietly(() -> {
            if (layout.state() == null || resets) {
                layout.reset(LayoutState.of(masks));
            } else if (!sameBlocks) {
                layout.redraw(masks);
            }
        });
        drawn.set(now);
    }
}
