package ijepa.app.predict;

import java.util.List;
import java.util.function.BooleanSupplier;

import ijepa.app.shell.LatestWins;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.app.shell.OpenImage;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;
import ijepa.core.model.Prediction;
import ijepa.renderer.map.EmbeddingColours;
import ijepa.renderer.map.LossSpace;

/** Makes predictions in the background, on one thread. */
final class PredictionWork implements LatestWins.Work<PredictionWork.Request, PredictedImage> {

    /** What is to be predicted. */
    record Request(OpenCheckpoint checkpoint, OpenImage image, MaskLayout layout) {}

    private ImageTensor fittedImage;
    private OpenCheckpoint fittedCheckpoint;
    private EmbeddingColours colours;

    @Override
    public PredictedImage answer(Request request, BooleanSupplier overtaken) {
        int side = request.checkpoint().spec().encoder().imageSize();
        ImageTensor tensor = request.image().tensor(side);
        Prediction prediction = request.checkpoint().predict(tensor, request.layout());
        fit(request.checkpoint(), tensor, prediction);
        return PredictedImage.of(request.image(), request.image().pixels(side), prediction, colours);
    }

    /**
     * The image's own target embeddings fix the colours: they do not depend on the layout, so nothing changes colour
     * during a drag but what is predicted otherwise.
     */
    private void fit(OpenCheckpoint checkpoint, ImageTensor image, Prediction prediction) {
        if (image != fittedImage || checkpoint != fittedCheckpoint) {
            colours = EmbeddingColours.fit(List.of(LossSpace.normalise(prediction.targetFull())));
            fittedImage = image;
            fittedCheckpoint = checkpoint;
        }
    }
}
