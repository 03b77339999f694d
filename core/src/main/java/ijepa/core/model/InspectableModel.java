package ijepa.core.model;

import java.util.List;

import ijepa.core.Progress;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;

/**
 * Loaded weights and everything that can be asked of them. The window, the command line and figures ask the same methods,
 * so equal questions get equal answers to the last bit. D is the encoder's width, N the number of patches.
 */
public interface InspectableModel {

    ModelSpec spec();

    /** Hash of the weights, see {@link WeightsDigest}; computed once. */
    String digest();

    /**
     * Encodes the context, predicts every target block and encodes what is really there.
     *
     * @throws ijepa.core.InputException when the layout does not fit the image, leaves nothing to see or to predict, or there
     *     is no predictor
     */
    Prediction predict(ImageTensor image, MaskLayout layout);

    /**
     * What the encoders alone say of an image and a layout: a prediction without blocks. For checkpoints without predictor.
     *
     * @throws ijepa.core.InputException when the layout leaves nothing to see
     */
    default Prediction encode(ImageTensor image, MaskLayout layout) {
        return new Prediction(
                layout,
                image,
                features(ForwardPass.context(image, layout), spec().encoder().depth()),
                encodeTarget(image),
                List.of());
    }

    /**
     * Predicts many blocks from one context, several at a time.
     *
     * @param context the patches that are seen
     * @param blocks  the patches of each block, all blocks of one size
     * @return {@code [Nt, D]} for each block
     */
    List<Embeddings> predictBlocks(ImageTensor image, int[] context, List<int[]> blocks, Progress progress);

    /**
     * What a predictor of the same shape says that has learnt nothing: fresh weights of a fixed seed.
     *
     * @param prediction of this model
     * @return {@code [Nm, D]} for each of its blocks
     */
    List<Embeddings> predictUntrained(Prediction prediction);

    /** Target encoder output {@code [N, D]} of a whole image, before the loss's layer norm. */
    Embeddings encodeTarget(ImageTensor image);

    /**
     * Features after one block of a network, in the order of {@link ForwardPass#patches()}.
     *
     * @param layer the block, from 1; the last one's are those after the network's final norm
     * @return {@code [S, D]}, of the predictor {@code [S, P]} in its own width
     */
    Embeddings features(ForwardPass pass, int layer);

    /**
     * Attention weights inside one block of a network.
     *
     * @param layer the block, from 1
     */
    AttentionMaps attention(ForwardPass pass, int layer);

    /** Attention weights of all blocks, the first first, each the mean over its heads: {@code heads} is 1. */
    List<AttentionMaps> meanAttention(ForwardPass pass);
}
