package ijepa.app.shell;

import java.nio.file.Path;
import java.util.Optional;

import ijepa.core.checkpoint.CheckpointListing;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;
import ijepa.core.model.InspectableModel;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Prediction;

/** Weights that are loaded and can predict. */
public interface OpenCheckpoint extends AutoCloseable {

    /** What it is called. */
    String name();

    /** The file; empty for the model that comes with the program. */
    Optional<Path> file();

    ModelSpec spec();

    /**
     * Predicts the targets of a layout.
     *
     * @throws ijepa.core.InputException when the layout does not suit
     */
    Prediction predict(ImageTensor image, MaskLayout layout);

    /** Everything that can be asked of the weights. */
    InspectableModel inspectable();

    /** What the file held, was lacking and had in vain; empty where nobody knows. */
    default Optional<CheckpointListing> listing() {
        return Optional.empty();
    }

    /** Frees the weights; call when no prediction runs. */
    @Override
    void close();
}
