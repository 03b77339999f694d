package ijepa.core.model;

import ijepa.core.mask.PatchGrid;

/**
 * The shape of a vision transformer.
 *
 * @param imageSize side in pixels of the square image its position grid was made for
 * @param patchSize side of a patch in pixels
 * @param embedDim  width D
 * @param depth     number of blocks
 * @param heads     attention heads; divides the width
 * @param mlpRatio  hidden width of the MLP over D
 */
public record EncoderSpec(int imageSize, int patchSize, int embedDim, int depth, int heads, double mlpRatio) {

    public EncoderSpec {
        PatchGrid.ofImage(imageSize, imageSize, patchSize);
        Checks.transformer("encoder", embedDim, depth, heads);
        if (!(mlpRatio > 0)) {
            throw new IllegalArgumentException("The encoder's MLP ratio must be positive, not " + mlpRatio + ".");
        }
    }

    /** The patch grid of the native image size. */
    public PatchGrid grid() {
        return PatchGrid.ofImage(imageSize, imageSize, patchSize);
    }

    /** Hidden width of the MLP, {@code int(D * ratio)} as in the published code. */
    public int mlpDim() {
        // The published giant's ratio is 48/11, which as a double times 1408 may fall just below 6144.
        return (int) (embedDim * mlpRatio + 1e-6);
    }
}
