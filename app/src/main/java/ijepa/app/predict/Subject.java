package ijepa.app.predict;

import java.util.Optional;

import ijepa.app.control.BlockRef;
import ijepa.app.shell.OpenCheckpoint;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.Selection;
import ijepa.core.image.Image;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;
import ijepa.core.model.InspectableModel;

/** What all questions are about: these weights, this image, this layout. */
record Subject(OpenCheckpoint checkpoint, OpenImage image, MaskLayout layout) {

    /** What is selected; empty while image, weights or layout are missing. */
    static Optional<Subject> of(Selection selection) {
        if (selection.checkpoint().isEmpty()
                || selection.image().isEmpty()
                || selection.layout().state() == null) {
            return Optional.empty();
        }
        return Optional.of(new Subject(
                selection.checkpoint().get(),
                selection.image().get(),
                selection.layout().state().layout()));
    }

    /** The target block that is selected, else the first. */
    static int block(Selection selection) {
        return selection
                .layout()
                .selected()
                .filter(BlockRef::isTarget)
                .map(BlockRef::index)
                .orElse(0);
    }

    InspectableModel model() {
        return checkpoint.inspectable();
    }

    /** The picture as the network takes it; the same object as long as picture and resolution stay. */
    ImageTensor tensor() {
        return image.tensor(side());
    }

    /** The picture in the network's resolution. */
    Image seen() {
        return image.pixels(side());
    }

    private int side() {
        return checkpoint.spec().encoder().imageSize();
    }

    boolean hasPredictor() {
        return checkpoint.spec().predictor().isPresent();
    }
}
