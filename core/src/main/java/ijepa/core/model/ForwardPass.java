package ijepa.core.model;

import java.util.stream.IntStream;

import ijepa.core.InputException;
import ijepa.core.image.ImageTensor;
import ijepa.core.mask.MaskLayout;

/**
 * One network's way through one image, to be looked into: which tokens go in.
 *
 * @param network which of the three
 * @param image   any size that the patch size divides
 * @param seen    the patches that an encoder is given, or the predictor's context; ascending
 * @param asked   the patches of the target block that the predictor is asked for; empty for encoders
 */
public record ForwardPass(Network network, ImageTensor image, int[] seen, int[] asked) {

    public ForwardPass {
        if (seen.length == 0) {
            throw new InputException("No patch is left for the "
                    + (network == Network.PREDICTOR ? "predictor" : "encoder")
                    + " to see: make the context larger or move a target.");
        }
        if (network == Network.PREDICTOR == (asked.length == 0)) {
            throw new InputException("The predictor is asked for a target block, an encoder is not.");
        }
    }

    /** The context encoder on a layout's context, as in training. */
    public static ForwardPass context(ImageTensor image, MaskLayout layout) {
        return new ForwardPass(Network.ENCODER, image, layout.contextPatches(), new int[0]);
    }

    /**
     * An encoder on the whole image, as the target encoder sees it.
     *
     * @param patches number of patches
     */
    public static ForwardPass whole(Network encoder, ImageTensor image, int patches) {
        return new ForwardPass(encoder, image, IntStream.range(0, patches).toArray(), new int[0]);
    }

    /**
     * The predictor on a layout's context and one of its target blocks.
     *
     * @param block index of the target block
     */
    public static ForwardPass predictor(ImageTensor image, MaskLayout layout, int block) {
        if (block < 0 || block >= layout.targets().size()) {
            throw new InputException("There is no target block " + (block + 1) + ": the layout has "
                    + layout.targets().size() + ".");
        }
        return new ForwardPass(Network.PREDICTOR, image, layout.contextPatches(), layout.targetPatches(block));
    }

    /** The patch of every token, in the network's order: what is seen, then what is asked for. */
    public int[] patches() {
        return IntStream.concat(IntStream.of(seen), IntStream.of(asked)).toArray();
    }
}
