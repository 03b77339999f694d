package ijepa.app.shell;

import ijepa.app.control.FxImages;
import ijepa.core.image.Fit;
import ijepa.core.image.Image;
import ijepa.core.image.ImageTensor;
import ijepa.core.image.Normalisation;
import ijepa.core.mask.PatchGrid;

/** A decoded picture, how it is made square, and the square as shown and as the networks see it. */
public final class OpenImage {

    private static final int LARGEST_SHOWN = 1024;
    private static final int SMALLEST_SHOWN = 448;

    private final ImageSource source;
    private final Image original;
    private final Fit fit;
    private final Image square;
    private Image shaped;
    private PatchGrid shape;
    private Image pixels;
    private ImageTensor tensor;
    private javafx.scene.image.Image picture;

    /** Makes the square, which takes some milliseconds. */
    public OpenImage(ImageSource source, Image original, Fit fit) {
        this.source = source;
        this.original = original;
        this.fit = fit;
        int side = Math.clamp(Math.min(original.width(), original.height()), SMALLEST_SHOWN, LARGEST_SHOWN);
        square = fit.apply(original, side);
    }

    public ImageSource source() {
        return source;
    }

    public Image original() {
        return original;
    }

    public Fit fit() {
        return fit;
    }

    /** The square in a resolution good for the screen. */
    public Image square() {
        return square;
    }

    /** The square as the window draws it: one for all places where it is seen. */
    public synchronized javafx.scene.image.Image picture() {
        if (picture == null) {
            picture = FxImages.of(square);
        }
        return picture;
    }

    /**
     * The picture in the shape of a grid, in a resolution good for the screen: the square for a square grid.
     *
     * @param grid gives the shape
     */
    public synchronized Image shaped(PatchGrid grid) {
        if (grid.rows() == grid.columns()) {
            return square;
        }
        if (shaped == null || !grid.equals(shape)) {
            int longer = Math.max(grid.rows(), grid.columns());
            shaped = fit.apply(
                    original,
                    Math.max(1, square.height() * grid.rows() / longer),
                    Math.max(1, square.width() * grid.columns() / longer));
            shape = grid;
        }
        return shaped;
    }

    /**
     * The square in a network's resolution, before normalisation.
     *
     * @param side in pixels
     */
    public synchronized Image pixels(int side) {
        if (pixels == null || pixels.width() != side) {
            pixels = fit.apply(original, side);
            tensor = null;
        }
        return pixels;
    }

    /**
     * The square as a network takes it. The same object for the same side, so that what was computed from it can be kept.
     *
     * @param side in pixels
     */
    public synchronized ImageTensor tensor(int side) {
        Image fitted = pixels(side);
        if (tensor == null) {
            tensor = Normalisation.apply(fitted);
        }
        return tensor;
    }
}
