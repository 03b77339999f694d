package ijepa.app.predict;

import java.util.List;
import java.util.function.BooleanSupplier;

import ijepa.app.shell.LatestWins;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.core.image.ImageTensor;
import ijepa.core.model.Prediction;
import ijepa.renderer.map.EmbeddingColours;
import ijepa.renderer.map.LossSpace;

/** Makes predictions in the background, on one thread. */
final class PredictionWork implements LatestWins.Work<PredictionWork.Request, PredictedImage> {

    /** What is to be predicted, and how it will be shown. */
    record Request(Subject subject, EmbeddingChoice choice) {}

    private ImageTensor fittedImage;
    private OpenCheckpoint fittedCheckpoint;
    private EmbeddingColours colours;

    @Override
    public PredictedImage answer(Request request, BooleanSupplier overtaken) {
        return PredictedImage.of(request.subject(), request.choice(), this::fit);
    }

    /**
     * The image's own target embeddings fix the colours unless something else is chosen: they do not depend on the layout, so
     * nothing changes colour during a drag but what is predicted otherwise.
     */
    private EmbeddingColours fit(Subject subject, Prediction prediction) {
        if (prediction.image() != fittedImage || subject.checkpoint() != fittedCheckpoint) {
            colours = EmbeddingColours.fit(List.of(LossSpace.normalise(prediction.targetFull())));
            fittedImage = prediction.image();
            fittedCheckpoint = subject.checkpoint();
        }
        return colours;
    }
}
