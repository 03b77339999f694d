package ijepa.core.model;

import java.util.List;

import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;

/**
 * What the three networks say of one image and one layout. D is the encoder's width, N the number of patches.
 *
 * @param layout     the masks
 * @param image      the picture as the networks saw it
 * @param context    context encoder output {@code [Nc, D]}, in the order of {@link MaskLayout#contextPatches()}
 * @param targetFull target encoder output on the whole image {@code [N, D]}, before the loss's layer norm
 * @param blocks     one entry for each target of the layout
 */
public record Prediction(
        MaskLayout layout, ImageTensor image, Embeddings context, Embeddings targetFull, List<BlockPrediction> blocks) {

    public Prediction {
        blocks = List.copyOf(blocks);
    }

    /**
     * One target block.
     *
     * @param patches   its patches, ascending
     * @param target    what is there: target encoder output after the layer norm without affine, {@code [Nm, D]}
     * @param predicted what the predictor says, {@code [Nm, D]}
     */
    public record BlockPrediction(int[] patches, Embeddings target, Embeddings predicted) {}
}
