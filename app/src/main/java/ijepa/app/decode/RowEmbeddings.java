package ijepa.app.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.ImageTensor;
import ijepa.core.model.InspectableModel;
import ijepa.core.model.Prediction;
import ijepa.renderer.predict.CheckpointShelf;

/** What the rows of one request are drawn from, computed when it is asked for. */
final class RowEmbeddings {

    private final DecodeRequest request;
    private final InspectableModel model;
    private final CheckpointShelf shelf;
    private Optional<Prediction> prediction = Optional.empty();

    RowEmbeddings(DecodeRequest request, CheckpointShelf shelf) {
        this.request = request;
        this.shelf = shelf;
        model = request.checkpoint().inspectable();
    }

    /** Whether other weights must be loaded for it first. */
    static boolean isSlow(RowSubject subject) {
        return subject instanceof RowSubject.AtCheckpoint;
    }

    /**
     * The embeddings of a row: one for all its samples, or one for each of a strip.
     *
     * @param loading told while other weights are loaded; may end that
     * @throws InputException when other weights cannot be used for this image, layout and decoder
     */
    List<float[]> of(RowSubject subject, Progress loading) {
        return switch (subject) {
            case RowSubject.Predicted(int block) -> List.of(predicted(block));
            case RowSubject.There(int block) ->
                List.of(prediction().blocks().get(block).target().mean());
            case RowSubject.Whole() -> List.of(whole(model, tensor(model)));
            case RowSubject.Between(int from, int to) -> line(predicted(from), predicted(to));
            case RowSubject.BetweenImages(var from) ->
                line(whole(model, from.tensor(side(model))), whole(model, tensor(model)));
            case RowSubject.AtCheckpoint(CheckpointShelf.Source source, Optional<Integer> block) ->
                List.of(at(shelf.model(source.file(), loading), block));
        };
    }

    /** Whether a row's weights are not those that the decoder was trained with; only for rows that were drawn. */
    boolean isForOthers(RowSubject subject) {
        return subject instanceof RowSubject.AtCheckpoint at
                && request.decoder()
                        .fits(shelf.model(at.source().file(), Progress.NONE))
                        .isPresent();
    }

    private float[] at(InspectableModel other, Optional<Integer> block) {
        // Said before anything is computed: embeddings of another dimension mean nothing to the decoder.
        request.decoder().fits(other);
        if (block.isEmpty()) {
            return whole(other, tensor(other));
        }
        if (!other.spec().encoder().grid().equals(request.layout().grid())) {
            throw new InputException("Its grid is "
                    + other.spec().encoder().grid().rows() + " x "
                    + other.spec().encoder().grid().columns() + " patches, so this layout means nothing to it.");
        }
        return other.predict(tensor(other), request.layout())
                .blocks()
                .get(block.get())
                .predicted()
                .mean();
    }

    private float[] predicted(int block) {
        return prediction().blocks().get(block).predicted().mean();
    }

    private Prediction prediction() {
        if (prediction.isEmpty()) {
            prediction = Optional.of(model.predict(tensor(model), request.layout()));
        }
        return prediction.get();
    }

    private static float[] whole(InspectableModel model, ImageTensor image) {
        return model.encodeTarget(image).mean();
    }

    private ImageTensor tensor(InspectableModel of) {
        return request.image().tensor(side(of));
    }

    private static int side(InspectableModel model) {
        return model.spec().encoder().imageSize();
    }

    private static List<float[]> line(float[] from, float[] to) {
        List<float[]> line = new ArrayList<>();
        for (int i = 0; i < DecodedGrid.BETWEEN; i++) {
            float share = (float) i / (DecodedGrid.BETWEEN - 1);
            float[] at = new float[from.length];
            for (int k = 0; k < at.length; k++) {
                at[k] = from[k] + share * (to[k] - from[k]);
            }
            line.add(at);
        }
        return line;
    }
}
