package ijepa.app.shell;

import java.util.Arrays;
import java.util.Map;

import ijepa.core.model.ModelSpec;
import ijepa.core.model.Predictor;
import ijepa.core.model.VisionTransformer;
import ijepa.renderer.predict.CheckpointShelf;

/** Further checkpoints beside the open one, such as all of a run. */
public final class ModelShelf {

    private ModelShelf() {}

    /** An empty shelf that loads what it is asked for. */
    public static CheckpointShelf of(ModelLoader models) {
        return new CheckpointShelf((file, told) -> {
            OpenCheckpoint opened = models.open(file, told);
            return new CheckpointShelf.Opened(opened.inspectable(), values(opened.spec()), opened::close);
        });
    }

    /** Numbers that the two encoders and the predictor hold. */
    private static long values(ModelSpec spec) {
        long predictor = spec.predictor()
                .map(small -> sum(Predictor.shapes(spec.encoder(), small)))
                .orElse(0L);
        return 2 * sum(VisionTransformer.shapes(spec.encoder())) + predictor;
    }

    private static long sum(Map<String, long[]> shapes) {
        return shapes.values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, (a, b) -> a * b))
                .sum();
    }
}
