package ijepa.renderer.figure.recipe;

import ijepa.core.InputException;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.image.ImageTensor;
import ijepa.core.image.Normalisation;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.EncoderSpec;
import ijepa.renderer.figure.Raster;

/**
 * One picture of a figure.
 *
 * @param whole as it was decoded
 * @param shown as it was cropped or resized, in its own resolution, up to what print shows of a picture of a hand's width
 */
record Photograph(Image whole, Fit fit, Raster shown) {

    private static final PatchGrid SQUARE = new PatchGrid(1, 1);
    private static final int SMALLEST = 64;
    private static final int LARGEST = 640;

    static Photograph of(FileInput file, Fit fit, FigureInputs inputs) {
        return of(file, fit, SQUARE, inputs);
    }

    /** In the shape of a grid of patches. */
    static Photograph of(FileInput file, Fit fit, PatchGrid shape, FigureInputs inputs) {
        Image whole = inputs.image(file);
        int side = Math.clamp(Math.min(whole.width(), whole.height()), SMALLEST, LARGEST);
        int longer = Math.max(shape.rows(), shape.columns());
        return new Photograph(
                whole,
                fit,
                Raster.of(fit.apply(
                        whole,
                        Math.max(1, Math.round((float) side * shape.rows() / longer)),
                        Math.max(1, Math.round((float) side * shape.columns() / longer)))));
    }

    /** As a network takes it. */
    ImageTensor tensor(EncoderSpec encoder) {
        return Normalisation.apply(fit.apply(whole, encoder.imageSize()));
    }

    /** Says before any work when a layout is not for a model's grid. */
    static void requireGrid(MaskLayout layout, EncoderSpec encoder, FileInput checkpoint) {
        if (!layout.grid().equals(encoder.grid())) {
            throw new InputException(
                    "The layout is for a grid of " + layout.grid().rows() + " x "
                            + layout.grid().columns() + " patches, but " + checkpoint.name() + " has "
                            + encoder.grid().rows() + " x " + encoder.grid().columns()
                            + ": use a layout for that grid, or another checkpoint.");
        }
        if (!layout.isPredictable()) {
            throw new InputException("The layout leaves nothing to predict or nothing to predict it from: it needs at"
                    + " least one target, and a context patch outside the targets.");
        }
    }
}
