package ijepa.renderer.diffusion;

import java.util.function.Consumer;

import ijepa.core.InputException;

/**
 * Whether a decoder that there is can go on with the settings of a run.
 *
 * @param sketch        side of the sketches that the settings ask for
 * @param acceptChanges whether it may go on for other weights
 */
record DecoderMatch(int sketch, boolean acceptChanges) {

    /**
     * Whether a run can go on with what it wrote.
     *
     * @return whether it goes on with the same weights of the encoder
     */
    boolean goesOn(DecoderFile.Stored stored, String name, DecoderSpec spec, Consumer<String> says) {
        requireSameShape(stored, name, spec);
        boolean same = isSameEncoder(stored, spec, says);
        requireSameSketch(stored, name);
        return same;
    }

    /**
     * How a run can start from another's decoder.
     *
     * @param levelMore   whether its network gets one level more
     * @param sameEncoder whether it goes on with the same weights of the encoder
     */
    record Start(boolean levelMore, boolean sameEncoder) {}

    /** Whether, and how, a run can start from another's decoder. */
    Start starts(DecoderFile.Stored stored, String name, DecoderSpec spec, Consumer<String> says) {
        boolean levelMore = hasLevelMore(stored, name, spec);
        boolean same = isSameEncoder(stored, spec, says);
        if (same) {
            requireSameSketch(stored, name);
        }
        return new Start(levelMore, same);
    }

    /** Whether the settings ask for the stored decoder's shape with one level more; another shape is refused. */
    private boolean hasLevelMore(DecoderFile.Stored stored, String name, DecoderSpec spec) {
        if (stored.spec().predicts() != spec.predicts()) {
            throw new InputException(name + " is a decoder that predicts the "
                    + stored.spec().predicts().key() + ", but these settings ask for the "
                    + spec.predicts().key() + ": set predicts (--predicts) to what it does.");
        }
        if (stored.spec().unet().hasSketch() && !spec.unet().hasSketch()) {
            int side = stored.conditioning().sketch().orElseThrow().side();
            throw new InputException(name + " is a decoder that takes a sketch of its condition, but these"
                    + " settings have none: set sketch (--sketch) to its side, " + side + ".");
        }
        UNetSpec given = stored.spec().unet().withSketch(spec.unet().hasSketch());
        if (isSame(given, spec.unet())) {
            return false;
        }
        if (given.residualResampling() && isSame(AddedLevel.large(given), spec.unet())) {
            return true;
        }
        throw new InputException(name + " is a decoder of another shape, "
                + given.forImageSize(spec.unet().imageSize())
                + " at this image size, than these settings ask for, " + spec.unet()
                + ": give the options it was trained with; only the image size may be another, and the first multiplier"
                + " may be there twice, for one level more.");
    }

    /** A run goes on with the network it has. */
    private void requireSameShape(DecoderFile.Stored stored, String name, DecoderSpec spec) {
        if (!stored.spec().unet().equals(spec.unet()) || stored.spec().predicts() != spec.predicts()) {
            throw new InputException(name + " trains another network, "
                    + stored.spec().unet() + " that predicts the "
                    + stored.spec().predicts().key() + ", than these settings ask for, "
                    + spec.unet() + " that predicts the "
                    + spec.predicts().key()
                    + ": set its own again, or begin another run with --start-from.");
        }
    }

    private static boolean isSame(UNetSpec given, UNetSpec wanted) {
        int size = wanted.imageSize();
        // Compared at one size, and each brought to it the same way: only which levels attend counts.
        return size % (1 << given.levels() - 1) == 0 && given.forImageSize(size).equals(wanted.forImageSize(size));
    }

    /** Sketches that the network knows are kept, so one of another side would be asked for in vain. */
    private void requireSameSketch(DecoderFile.Stored stored, String name) {
        int side = stored.conditioning().sketch().map(Sketch::side).orElse(0);
        if (side > 0 && side != sketch) {
            throw new InputException(name + " has sketches of " + side + " pixels a side, but these settings ask for "
                    + sketch + ": set sketch (--sketch) to " + side + ", or train a decoder from fresh weights.");
        }
    }

    /** Whether a stored decoder was trained with these weights; where it was not, that must have been asked for. */
    private boolean isSameEncoder(DecoderFile.Stored stored, DecoderSpec spec, Consumer<String> says) {
        if (stored.spec().encoder().equals(spec.encoder())) {
            return true;
        }
        String what = "The decoder was trained with other weights ("
                + stored.spec().weights() + ") than these (" + spec.weights() + ").";
        if (!acceptChanges) {
            throw new InputException(
                    what + " Give the same checkpoint, or add --accept-changes to go on all the same.");
        }
        says.accept(what + " Going on all the same, as asked.");
        return false;
    }
}
