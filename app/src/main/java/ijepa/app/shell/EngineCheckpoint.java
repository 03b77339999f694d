package ijepa.app.shell;

import java.nio.file.Path;
import java.util.Optional;

import ijepa.core.Progress;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.checkpoint.CheckpointListing;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;
import ijepa.core.model.IJepa;
import ijepa.core.model.InspectableModel;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Prediction;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.core.tensor.ProcessMemory;

/**
 * Weights in the tensor engine.
 *
 * @param name what the status bar calls them
 * @param file where they were read from; empty for the model that comes with the program
 * @param listing what was found there
 */
record EngineCheckpoint(String name, Optional<Path> file, IJepa model, Optional<CheckpointListing> listing)
        implements OpenCheckpoint {

    /**
     * Reads all weights, in full precision: what is shown here is compared number by number elsewhere.
     *
     * @param progress told by the share of values that are read; may end it
     */
    static EngineCheckpoint load(String name, Optional<Path> file, Checkpoint checkpoint, Progress progress) {
        try {
            IJepa model = IJepa.load(
                    checkpoint.spec(), checkpoint.parameters(progress), ComputeDevice.parse("auto"), Precision.FP32);
            return new EngineCheckpoint(name, file, model, Optional.of(checkpoint.listing()));
        } catch (RuntimeException given) {
            // Given up or damaged half way.
            ProcessMemory.giveBack();
            throw given;
        }
    }

    @Override
    public InspectableModel inspectable() {
        return model;
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
        ProcessMemory.giveBack();
    }
}
