package ijepa.app.mask;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.app.shell.Background;
import ijepa.app.shell.LatestWins;
import ijepa.app.shell.Sampling;
import ijepa.core.InputException;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.RunMasks;
import ijepa.core.mask.TorchGenerator;

/** The layouts of the iterations that come next, for a look at many draws at once. */
public final class UpcomingModel {

    /** How many are drawn. */
    public static final int COUNT = 24;

    /** One layout to come. */
    public record Draw(long iteration, MaskLayout layout) {}

    private record Request(
            MaskStrategy strategy, PatchGrid grid, long seed, long iteration, int position, int batch, boolean ofRun) {}

    private final Sampling sampling;
    private final LatestWins<Request, List<Draw>> drawing;
    private boolean active;

    // Properties

    private final ObservableList<Draw> draws = FXCollections.observableArrayList();
    private final ObservableList<Draw> drawsView = FXCollections.unmodifiableObservableList(draws);

    public UpcomingModel(Sampling sampling, Background background) {
        this.sampling = sampling;
        drawing = new LatestWins<>(
                background.files(),
                background.window(),
                LatestWins.Overtaken.DROPPED,
                UpcomingModel::draw,
                draws::setAll,
                // The strategy's own place says why nothing can be drawn.
                failure -> draws.clear());
        sampling.drawnProperty().addListener(ignored -> ask());
        sampling.problemProperty().addListener(ignored -> ask());
    }

    /** The next layouts in order; empty where none can be drawn. */
    public ObservableList<Draw> draws() {
        return drawsView;
    }

    /**
     * The next layouts, also where nobody follows them.
     *
     * @throws InputException when there are none, and why
     */
    List<Draw> now() {
        if (!sampling.problemProperty().get().isEmpty()) {
            throw new InputException(sampling.problemProperty().get());
        }
        if (!active && !sampling.ofRunProperty().get()) {
            return draw(request(), () -> false);
        }
        if (draws.isEmpty() || !active) {
            throw new InputException("The coming draws of a run follow from all its iterations before: open \"Next "
                    + COUNT + "\" below the picture and wait until they are there.");
        }
        return List.copyOf(draws);
    }

    // Commands

    /** Draws and follows, or rests. */
    public void setActive(boolean now) {
        active = now;
        ask();
    }

    /** Goes to one of the iterations. */
    public void goTo(Draw draw) {
        sampling.iterationProperty().set(draw.iteration);
    }

    private void ask() {
        if (active) {
            drawing.request(request());
        }
    }

    private Request request() {
        return new Request(
                sampling.strategyProperty().get(),
                sampling.gridProperty().get(),
                sampling.seedProperty().get(),
                sampling.iterationProperty().get(),
                sampling.positionProperty().get(),
                sampling.batchSizeProperty().get(),
                sampling.ofRunProperty().get());
    }

    private static List<Draw> draw(Request request, BooleanSupplier overtaken) {
        var sampler = request.strategy.sampler(request.grid);
        RunMasks run = new RunMasks(sampler, request.seed, request.batch);
        return LongStream.rangeClosed(request.iteration + 1, request.iteration + COUNT)
                .takeWhile(ignored -> !overtaken.getAsBoolean())
                .mapToObj(iteration -> {
                    // Without a cut to show, the images behind this one need not be drawn.
                    var batch = request.ofRun
                            ? run.at(iteration, overtaken).orElse(null)
                            : sampler.sample(
                                    iteration, request.position + 1, new TorchGenerator(request.seed + iteration));
                    return batch == null ? null : new Draw(iteration, batch.drawn(request.position));
                })
                .takeWhile(Objects::nonNull)
                .toList();
    }
}
