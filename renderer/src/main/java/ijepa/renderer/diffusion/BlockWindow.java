package ijepa.renderer.diffusion;

import ijepa.core.image.Crop;
import ijepa.core.image.Image;
import ijepa.core.image.Resampling;
import ijepa.core.mask.Block;
import ijepa.core.mask.PatchGrid;

/**
 * A block with one patch of its surroundings, for samples that fit to the pixels around it. Not part of the I-JEPA paper:
 * the decoder learnt blocks alone, so it draws a block a little larger than the embedding speaks of.
 *
 * @param window the block and its surroundings, as far as the image goes
 * @param block  the block itself
 * @param side   of the decoder's pictures in pixels
 * @param pixels the surroundings, known
 */
public record BlockWindow(Block window, Block block, int side, KnownPixels pixels) {

    /** The window of a block in a square picture. */
    public static BlockWindow of(Image square, PatchGrid grid, Block block, int side) {
        int top = Math.max(0, block.top() - 1);
        int left = Math.max(0, block.left() - 1);
        int bottom = Math.min(grid.rows(), block.top() + block.height() + 1);
        int right = Math.min(grid.columns(), block.left() + block.width() + 1);
        Block window = new Block(top, left, bottom - top, right - left);
        Image seen = Resampling.resize(square, crop(square, grid, window), side, side);
        Crop inner = inner(window, block, side);
        boolean[] known = new boolean[side * side];
        for (int i = 0; i < known.length; i++) {
            int row = i / side - inner.top();
            int column = i % side - inner.left();
            known[i] = row < 0 || row >= inner.height() || column < 0 || column >= inner.width();
        }
        return new BlockWindow(window, block, side, new KnownPixels(PixelRange.of(seen), known));
    }

    /** A region of a picture in its pixels. */
    static Crop crop(Image square, PatchGrid grid, Block block) {
        double across = (double) square.width() / grid.columns();
        double down = (double) square.height() / grid.rows();
        int top = (int) Math.round(block.top() * down);
        int left = (int) Math.round(block.left() * across);
        return new Crop(
                top,
                left,
                (int) Math.round((block.top() + block.height()) * down) - top,
                (int) Math.round((block.left() + block.width()) * across) - left);
    }

    /** The block's own part of a sample. */
    public Image blockOf(Image sample) {
        return Resampling.resize(sample, inner(window, block, side), side, side);
    }

    private static Crop inner(Block window, Block block, int side) {
        double across = (double) side / window.width();
        double down = (double) side / window.height();
        int top = (int) Math.round((block.top() - window.top()) * down);
        int left = (int) Math.round((block.left() - window.left()) * across);
        return new Crop(
                top,
                left,
                (int) Math.round((block.top() - window.top() + block.height()) * down) - top,
                (int) Math.round((block.left() - window.left() + block.width()) * across) - left);
    }
}
