package ijepa.app.mask;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import ijepa.app.shell.Background;
import ijepa.app.shell.LatestWins;
import ijepa.app.shell.Notices;
import ijepa.app.shell.Selection;
import ijepa.core.InputException;
import ijepa.core.mask.MaskCounts;
import ijepa.core.mask.MaskStatistics;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;

/**
 * Statistics of one or two strategies, counted in the background: first of enough draws to follow a slider, then of many
 * more, because the cut of large batches hangs on rare draws.
 */
public final class StatisticsModel {

    private static final int MANY_DRAWS = 100_000;

    /**
     * What is counted.
     *
     * @param second the strategy to compare with; null for none
     */
    public record Request(PatchGrid grid, MaskStrategy first, MaskStrategy second, int batch) {}

    /**
     * What came out.
     *
     * @param first  empty when the strategy can draw nothing
     * @param second empty when there is none to compare with, or it can draw nothing
     * @param secondProblem why not; empty otherwise
     */
    public record Result(
            Request request, Optional<MaskStatistics> first, Optional<MaskStatistics> second, String secondProblem) {}

    private final LatestWins<Request, Result> quick;
    private final LatestWins<Request, Result> thorough;
    private Request wanted;

    // Properties

    private final ReadOnlyObjectWrapper<Result> result = new ReadOnlyObjectWrapper<>();

    /**
     * Rests until asked.
     *
     * @param background {@link Background#files()} counts
     */
    public StatisticsModel(Background background) {
        quick = new LatestWins<>(
                background.files(),
                background.window(),
                LatestWins.Overtaken.SHOWN,
                (request, overtaken) -> count(request, MaskStatistics.ENOUGH_DRAWS, overtaken),
                this::showQuick,
                Notices::sentence);
        thorough = new LatestWins<>(
                background.files(),
                background.window(),
                LatestWins.Overtaken.DROPPED,
                (request, overtaken) -> count(request, MANY_DRAWS, overtaken),
                this::showThorough,
                Notices::sentence);
    }

    /**
     * Counts once for nothing. The first statistics of a program that has just started take some eight times as long as
     * later ones, because the counting is not compiled yet; after this they do not.
     */
    static void warmUp() {
        PatchGrid grid = Selection.DEFAULT_GRID;
        MaskStrategy published = MaskStrategy.MultiBlock.PUBLISHED.nearestOn(grid);
        count(new Request(grid, published, null, 1), MaskStatistics.ENOUGH_DRAWS, () -> false);
    }

    /** The newest statistics; null before the first. */
    public ReadOnlyObjectProperty<Result> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /** Counts anew where something has changed. */
    public void ask(Request request) {
        if (!Objects.equals(wanted, request)) {
            wanted = request;
            thorough.cancel();
            quick.request(request);
        }
    }

    /** Gives up what is under way. */
    public void rest() {
        wanted = null;
        quick.cancel();
        thorough.cancel();
    }

    private void showQuick(Result counted) {
        result.set(counted);
        if (counted.request.equals(wanted)) {
            thorough.request(counted.request);
        }
    }

    private void showThorough(Result counted) {
        if (counted.request.equals(wanted)) {
            result.set(counted);
        }
    }

    private static Result count(Request request, int draws, BooleanSupplier cancelled) {
        Optional<MaskStatistics> first;
        try {
            first = count(request.first, request, draws, cancelled);
        } catch (InputException | IllegalArgumentException impossible) {
            // Whoever draws from it says why.
            first = Optional.empty();
        }
        if (request.second == null) {
            return new Result(request, first, Optional.empty(), "");
        }
        try {
            return new Result(request, first, count(request.second, request, draws, cancelled), "");
        } catch (InputException | IllegalArgumentException impossible) {
            return new Result(request, first, Optional.empty(), impossible.getMessage());
        }
    }

    private static Optional<MaskStatistics> count(
            MaskStrategy strategy, Request request, int draws, BooleanSupplier cancelled) {
        MaskCounts counts = new MaskCounts(strategy.sampler(request.grid), 0);
        return counts.draw(draws, cancelled) ? Optional.of(counts.statistics(request.batch)) : Optional.empty();
    }
}
