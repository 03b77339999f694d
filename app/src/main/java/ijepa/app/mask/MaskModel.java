package ijepa.app.mask;

import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

import ijepa.app.control.LayoutModel;
import ijepa.app.control.LayoutState;
import ijepa.app.shell.Background;
import ijepa.app.shell.Sampling;
import ijepa.app.shell.Selection;
import ijepa.core.mask.DrawnLayout;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStatistics;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockParameters;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;

/** The Masks workspace without its nodes: what is drawn by, what it means, and what the layout is. */
public final class MaskModel {

    /** Patches of the shortest side of a grid that can be typed. */
    public static final int SHORTEST_SIDE = 2;

    /** Patches of the longest. */
    public static final int LONGEST_SIDE = 64;

    private final Selection selection;
    private final Sampling sampling;
    private final StrategyModel first;
    private final StrategyModel second;
    private final StatisticsModel statistics;
    private final UpcomingModel upcoming;
    private final ShapedPicture picture;
    private final Runnable predict;
    private boolean active;

    // Properties

    private final BooleanProperty comparing = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Verdict> verdict = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<PatchSet> cut = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper gridNote = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper predictable = new ReadOnlyBooleanWrapper();

    /**
     * Follows a selection.
     *
     * @param background where statistics are counted
     * @param predict    brings the predictions to the front
     */
    public MaskModel(Selection selection, Background background, Runnable predict) {
        this.selection = selection;
        this.predict = predict;
        sampling = selection.sampling();
        first = new StrategyModel(this::presentLayout);
        second = new StrategyModel(this::presentLayout);
        first.strategyProperty().set(sampling.strategyProperty().get());
        first.strategyProperty().bindBidirectional(sampling.strategyProperty());
        second.strategyProperty()
                .set(new MaskStrategy.UnbiasedMultiBlock(MultiBlockParameters.PUBLISHED)
                        .nearestOn(sampling.gridProperty().get()));
        statistics = new StatisticsModel(background);
        upcoming = new UpcomingModel(sampling, background);
        picture = new ShapedPicture(selection, background);
        sampling.strategyProperty().addListener(ignored -> refresh());
        sampling.gridProperty().addListener((property, old, grid) -> {
            second.strategyProperty().set(second.strategyProperty().get().nearestOn(grid));
            refresh();
        });
        sampling.batchSizeProperty().addListener(ignored -> refresh());
        sampling.problemProperty().addListener(ignored -> refresh());
        sampling.drawnProperty().addListener(ignored -> describe());
        first.problemProperty().addListener(ignored -> judge());
        second.strategyProperty().addListener(ignored -> refresh());
        comparing.addListener(ignored -> refresh());
        statistics.resultProperty().addListener(ignored -> judge());
        layout().stateProperty().addListener(ignored -> describe());
        selection.checkpointProperty().addListener(ignored -> describe());
        refresh();
        describe();
    }

    public Selection selection() {
        return selection;
    }

    public LayoutModel layout() {
        return selection.layout();
    }

    public Sampling sampling() {
        return sampling;
    }

    /** The strategy that is drawn by, as fields. */
    public StrategyModel first() {
        return first;
    }

    /** The strategy it is compared with, as fields. */
    public StrategyModel second() {
        return second;
    }

    public StatisticsModel statistics() {
        return statistics;
    }

    public UpcomingModel upcoming() {
        return upcoming;
    }

    /** The open picture in the shape of the grid. */
    public ShapedPicture picture() {
        return picture;
    }

    /** Whether the second strategy is shown beside the first. */
    public BooleanProperty comparingProperty() {
        return comparing;
    }

    /** Whether the strategy can be drawn from, how it compares with the published one, and what the cut does. */
    public ReadOnlyObjectProperty<Verdict> verdictProperty() {
        return verdict.getReadOnlyProperty();
    }

    /** Patches of the drawn context that the batch's cut removes; null where the layout is not as it was drawn. */
    public ReadOnlyObjectProperty<PatchSet> cutProperty() {
        return cut.getReadOnlyProperty();
    }

    /** The present layout in numbers. */
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /** That the grid is not the checkpoint's; empty where it is, or none is open. */
    public ReadOnlyStringProperty gridNoteProperty() {
        return gridNote.getReadOnlyProperty();
    }

    /** Whether the open checkpoint can predict this layout. */
    public ReadOnlyBooleanProperty predictableProperty() {
        return predictable.getReadOnlyProperty();
    }

    // Commands

    /** Predicts the present layout. */
    public void predict() {
        if (predictable.get()) {
            predict.run();
        }
    }

    /** Goes over to a grid of the picture's shape whose shorter side stays as it is. */
    public void usePictureShape() {
        selection.image().ifPresent(image -> {
            PatchGrid now = sampling.gridProperty().get();
            int shorter = Math.min(now.rows(), now.columns());
            double wide = (double) image.original().width() / image.original().height();
            int longer = Math.clamp(Math.round(shorter * Math.max(wide, 1 / wide)), shorter, LONGEST_SIDE);
            sampling.chooseGrid(wide >= 1 ? new PatchGrid(shorter, longer) : new PatchGrid(longer, shorter));
        });
    }

    /** Goes back to the grid of the open checkpoint. */
    public void useCheckpointGrid() {
        checkpointGrid().ifPresent(sampling::chooseGrid);
    }

    /** Counts while the workspace is in front. */
    public void setActive(boolean now) {
        active = now;
        if (active) {
            refresh();
        } else {
            statistics.rest();
        }
    }

    /** What is under the pointer, in words; empty for no patch. */
    public String describe(int patch) {
        LayoutState state = layout().state();
        if (state == null || patch < 0 || patch >= state.grid().size()) {
            return "";
        }
        String words = state.describePatch(patch, layout().selected());
        return cut.get() != null && cut.get().contains(patch) ? words + " \u00b7 cut off by the batch" : words;
    }

    private MaskLayout presentLayout() {
        return layout().state().layout();
    }

    private Optional<PatchGrid> checkpointGrid() {
        return selection.checkpoint().map(opened -> opened.spec().encoder().grid());
    }

    private void refresh() {
        if (active) {
            statistics.ask(new StatisticsModel.Request(
                    sampling.gridProperty().get(),
                    sampling.strategyProperty().get(),
                    comparing.get() ? second.strategyProperty().get() : null,
                    sampling.batchSizeProperty().get()));
        }
        judge();
    }

    private void judge() {
        String problem = first.problemProperty().get().isEmpty()
                ? sampling.problemProperty().get()
                : first.problemProperty().get();
        StatisticsModel.Result counted = statistics.resultProperty().get();
        Optional<MaskStatistics> own = counted != null
                        && counted.request()
                                .first()
                                .equals(sampling.strategyProperty().get())
                ? counted.first()
                : Optional.empty();
        verdict.set(Verdict.of(
                sampling.strategyProperty().get(), sampling.gridProperty().get(), problem, own));
    }

    private void describe() {
        LayoutState state = layout().state();
        if (state == null) {
            summary.set("");
            return;
        }
        DrawnLayout drawn = sampling.drawnProperty().get();
        boolean asDrawn = drawn != null && drawn.layout().equals(state.layout());
        cut.set(asDrawn && !drawn.cut().isEmpty() ? drawn.cut() : null);
        summary.set(summary(state, asDrawn ? drawn : null));
        Optional<PatchGrid> needed = checkpointGrid();
        boolean fits = needed.isEmpty() || needed.get().equals(state.grid());
        gridNote.set(
                fits
                        ? ""
                        : "This grid of " + GridChoice.text(state.grid())
                                + " patches is not the checkpoint's"
                                + (state.grid().rows() == state.grid().columns() ? "" : ", which takes square pictures")
                                + ". To predict, it needs " + GridChoice.text(needed.get()) + ".");
        predictable.set(fits && needed.isPresent() && state.layout().isPredictable());
    }

    private static String summary(LayoutState state, DrawnLayout drawn) {
        MaskLayout masks = state.layout();
        int all = state.grid().size();
        int context = masks.contextPatches().length;
        BitSet covered = new BitSet(all);
        int counted = 0;
        for (int i = 0; i < masks.targets().size(); i++) {
            for (int patch : masks.targetPatches(i)) {
                covered.set(patch);
                counted++;
            }
        }
        String numbers = String.format(
                Locale.ROOT,
                "Context %d of %d patches (%.0f %%)  \u00b7  targets %d (%.0f %%), %d counted twice",
                context,
                all,
                100.0 * context / all,
                covered.cardinality(),
                100.0 * covered.cardinality() / all,
                counted - covered.cardinality());
        if (drawn != null && !drawn.cut().isEmpty()) {
            numbers += "  \u00b7  the batch cuts off " + drawn.cut().size();
        }
        if (drawn != null && !drawn.kept().isEmpty()) {
            numbers += "  \u00b7  " + drawn.kept().size() + " target patches stay in the context";
        }
        return numbers;
    }
}
