package ijepa.app.shell;

import java.nio.file.Path;
import java.util.Optional;

import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;
import ijepa.core.model.IJepa;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Prediction;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;

/**
 * Weights in the tensor engine.
 *
 * @param name what the status bar calls them
 * @param file where they were read from; empty for the model that comes with the program
 */
record EngineCheckpoint(String name, Optional<Path> file, IJepa model) implements OpenCheckpoint {

    /** Reads all weights, in full precision: what is shown here is compared number by number elsewhere. */
    static EngineCheckpoint load(String name, Optional<Path> file, Checkpoint checkpoint) {
        return new EngineCheckpoint(
                name,
                file,
                IJepa.load(checkpoint.spec(), checkpoint.parameters(), ComputeDevice.parse("auto"), Precision.FP32));
    }

    @Override
    public ModelSpec spec() {
        return model.spec();
    }

    @Override
    public Prediction predict(ImageTensor image, MaskLayout layout) {
        return model.predict(image, layout);
    }

    @Override
    public void close() {
        model.close();
    }
}
