package ijepa.core.mask;

import java.util.Arrays;
import java.util.BitSet;

/**
 * One image's masks out of a batch: the layout as drawn, and where what the networks see differs from it.
 *
 * @param layout the blocks as drawn
 * @param cut    patches of the context that the batch's cut to the shortest removes
 * @param kept   patches of targets that the context keeps all the same, because too few were left in too many draws
 */
public record DrawnLayout(MaskLayout layout, PatchSet cut, PatchSet kept) {

    /** One image of a batch. */
    public static DrawnLayout of(MaskBatch batch, int image) {
        MaskLayout layout = batch.drawn(image);
        BitSet drawn = new BitSet();
        Arrays.stream(layout.contextPatches()).forEach(drawn::set);
        BitSet seen = new BitSet();
        for (int[][] ofImages : batch.context()) {
            Arrays.stream(ofImages[image]).forEach(seen::set);
        }
        BitSet cut = (BitSet) drawn.clone();
        cut.andNot(seen);
        seen.andNot(drawn);
        return new DrawnLayout(
                layout,
                PatchSet.of(cut.stream().toArray()),
                PatchSet.of(seen.stream().toArray()));
    }
}
