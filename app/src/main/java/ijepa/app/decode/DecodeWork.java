package ijepa.app.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import ijepa.app.shell.LatestWins;
import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.Image;
import ijepa.core.model.InspectableModel;
import ijepa.renderer.diffusion.ConditionKind;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.predict.CheckpointShelf;

/**
 * Draws a request's samples: first some of every row in few steps, then row by row all of them in all steps. It looks
 * after every denoising step whether it is still wanted.
 */
final class DecodeWork implements LatestWins.Work<DecodeWork.Order, DecodeWork.End> {

    static final int PREVIEW_STEPS = 4;
    static final int PREVIEW_SAMPLES = 2;
    static final String OTHER_WEIGHTS = "other weights than the decoder was trained with";

    /**
     * A request and in which order it is worked off.
     *
     * @param first block whose row is refined first
     */
    record Order(DecodeRequest request, int first) {}

    /** How it ended, and why if not well. */
    record End(DecodeRequest request, DecodeState state, String reason) {}

    /** Receives what there is so far, on the thread that works. */
    interface Listener {

        /** The decoder was trained with other weights. */
        void warned(DecodeRequest request, String warning);

        void progressed(DecodeState state, DecodedGrid grid);
    }

    private final Listener listener;
    private final CheckpointShelf shelf;

    /**
     * The work.
     *
     * @param shelf where other weights are kept; closed on the same thread
     */
    DecodeWork(Listener listener, CheckpointShelf shelf) {
        this.listener = listener;
        this.shelf = shelf;
    }

    @Override
    public End answer(Order order, BooleanSupplier overtaken) {
        DecodeRequest request = order.request;
        InspectableModel model = request.checkpoint().inspectable();
        try {
            listener.warned(request, request.decoder().fits(model).orElse(""));
        } catch (InputException wrong) {
            return new End(request, DecodeState.WRONG_DECODER, wrong.getMessage());
        }
        DecodedGrid grid = DecodedGrid.empty(request).of(model.digest());
        for (int row = 0; row < grid.rows().size(); row++) {
            Optional<String> reason = lacks(grid, row);
            if (reason.isPresent()) {
                grid = grid.noting(row, reason.get());
            }
        }
        // Seen at once, for no row may be left to draw.
        listener.progressed(DecodeState.PREVIEWING, grid);
        RowEmbeddings embeddings = new RowEmbeddings(request, shelf);
        boolean previews = request.settings().steps() > PREVIEW_STEPS;
        if (previews) {
            Optional<DecodedGrid> previewed = preview(grid, embeddings, overtaken);
            if (previewed.isEmpty()) {
                return new End(request, DecodeState.CANCELLED, "");
            }
            grid = previewed.get();
        }
        for (int row : order(grid, order.first)) {
            Optional<DecodedGrid> refined = refine(grid, row, embeddings, overtaken);
            if (refined.isEmpty()) {
                return new End(request, DecodeState.CANCELLED, "");
            }
            grid = refined.get();
        }
        return new End(request, DecodeState.DONE, "");
    }

    /** Why a row cannot be drawn, where its decoder did not learn that. */
    private static Optional<String> lacks(DecodedGrid grid, int row) {
        return grid.request()
                .decoder()
                .learnt()
                .lacks(grid.rows().get(row).subject().kind());
    }

    /** The rows that can be drawn, those of one block before all others. */
    private static List<Integer> order(DecodedGrid grid, int first) {
        return IntStream.range(0, grid.rows().size())
                .filter(row -> lacks(grid, row).isEmpty())
                .boxed()
                .sorted(Comparator.comparing(row -> switch (grid.rows().get(row).subject()) {
                    case RowSubject.Predicted(int block) -> block == first ? 0 : 1;
                    case RowSubject.There(int block) -> block == first ? 0 : 1;
                    case RowSubject.AtCheckpoint _ -> 3;
                    default -> 2;
                }))
                .toList();
    }

    private static Decoder.Request request(
            DecodeSettings settings, RowSubject row, float[] embedding, int steps, long... seeds) {
        return new Decoder.Request(
                row.kind(),
                embedding,
                seeds,
                settings.sampler().sampler(),
                steps,
                settings.guidance(),
                Optional.empty());
    }

    /** Some samples of all rows of a kind together, in few steps. */
    private Optional<DecodedGrid> preview(DecodedGrid empty, RowEmbeddings embeddings, BooleanSupplier overtaken) {
        DecodeSettings settings = empty.request().settings();
        long[] seeds = settings.seeds().stream()
                .limit(PREVIEW_SAMPLES)
                .mapToLong(Long::longValue)
                .toArray();
        Map<ConditionKind, List<Integer>> kinds = new LinkedHashMap<>();
        for (int row = 0; row < empty.rows().size(); row++) {
            RowSubject subject = empty.rows().get(row).subject();
            if (!subject.isStrip()
                    && !RowEmbeddings.isSlow(subject)
                    && lacks(empty, row).isEmpty()) {
                kinds.computeIfAbsent(subject.kind(), ignored -> new ArrayList<>())
                        .add(row);
            }
        }
        DecodedGrid[] grid = {empty};
        for (List<Integer> rows : kinds.values()) {
            List<Decoder.Request> requests = rows.stream()
                    .map(row -> request(
                            settings,
                            empty.rows().get(row).subject(),
                            embeddings
                                    .of(empty.rows().get(row).subject(), Progress.NONE)
                                    .getFirst(),
                            PREVIEW_STEPS,
                            seeds))
                    .toList();
            Optional<List<Image>> drawn = empty.request().decoder().sample(requests, (done, total, estimate) -> {
                if (overtaken.getAsBoolean()) {
                    return false;
                }
                grid[0] = spread(grid[0], rows, estimate.get(), seeds.length);
                listener.progressed(DecodeState.PREVIEWING, grid[0]);
                return true;
            });
            if (drawn.isEmpty() || overtaken.getAsBoolean()) {
                return Optional.empty();
            }
            grid[0] = spread(grid[0], rows, drawn.get(), seeds.length);
            listener.progressed(DecodeState.PREVIEWING, grid[0]);
        }
        return Optional.of(grid[0]);
    }

    /** Puts the samples of several rows, one row after the other, into their slots. */
    private static DecodedGrid spread(DecodedGrid grid, List<Integer> rows, List<Image> pictures, int each) {
        // Where memory made batches smaller there are fewer pictures: these are the first rows'.
        for (int i = 0; (i + 1) * each <= pictures.size() && i < rows.size(); i++) {
            grid = grid.with(rows.get(i), pictures.subList(i * each, (i + 1) * each), 0);
        }
        return grid;
    }

    /** All samples of a row; a row whose weights cannot be used only says why. */
    private Optional<DecodedGrid> refine(DecodedGrid before, int row, RowEmbeddings all, BooleanSupplier overtaken) {
        RowSubject subject = before.rows().get(row).subject();
        try {
            List<float[]> embeddings = all.of(subject, loading(overtaken));
            DecodedGrid noted = all.isForOthers(subject) ? before.noting(row, OTHER_WEIGHTS) : before;
            return draw(noted, row, embeddings, overtaken);
        } catch (CancellationException givenUp) {
            return Optional.empty();
        } catch (InputException unusable) {
            if (!RowEmbeddings.isSlow(subject)) {
                throw unusable;
            }
            DecodedGrid noted = before.noting(row, unusable.getMessage());
            listener.progressed(DecodeState.REFINING, noted);
            return Optional.of(noted);
        }
    }

    private static Progress loading(BooleanSupplier overtaken) {
        return share -> {
            if (overtaken.getAsBoolean()) {
                throw new CancellationException("Decoding was given up.");
            }
        };
    }

    private Optional<DecodedGrid> draw(
            DecodedGrid before, int row, List<float[]> embeddings, BooleanSupplier overtaken) {
        DecodeSettings settings = before.request().settings();
        RowSubject subject = before.rows().get(row).subject();
        long[] seeds = before.rows().get(row).slots().stream()
                .mapToLong(DecodedGrid.Slot::seed)
                .toArray();
        List<Decoder.Request> requests = embeddings.size() == 1
                ? List.of(request(settings, subject, embeddings.getFirst(), settings.steps(), seeds))
                : embeddings.stream()
                        .map(embedding -> request(settings, subject, embedding, settings.steps(), seeds[0]))
                        .toList();
        Optional<List<Image>> drawn = before.request().decoder().sample(requests, (done, total, estimate) -> {
            if (overtaken.getAsBoolean()) {
                return false;
            }
            // The last estimate is the sample itself, but only the whole row is done at once.
            if (done < total) {
                listener.progressed(DecodeState.REFINING, before.with(row, estimate.get(), (double) done / total));
            }
            return true;
        });
        if (drawn.isEmpty() || overtaken.getAsBoolean()) {
            return Optional.empty();
        }
        DecodedGrid refined = before.with(row, drawn.get(), 1);
        listener.progressed(DecodeState.REFINING, refined);
        return Optional.of(refined);
    }
}
