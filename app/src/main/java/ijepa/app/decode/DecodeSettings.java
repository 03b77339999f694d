package ijepa.app.decode;

import java.util.ArrayList;
import java.util.List;

import ijepa.core.mask.MaskLayout;

/**
 * How and what is decoded.
 *
 * @param steps   of denoising
 * @param seeds   one for each sample of a row
 * @param blocks  whether what is predicted for each target block is decoded
 * @param there   whether what the target encoder says of each block is decoded below
 * @param whole   whether the whole image is decoded
 * @param between whether the way from the first target block to the second is decoded
 */
record DecodeSettings(
        SamplerChoice sampler,
        int steps,
        List<Long> seeds,
        boolean blocks,
        boolean there,
        boolean whole,
        boolean between) {

    DecodeSettings {
        seeds = List.copyOf(seeds);
    }

    /** The rows, from top to bottom. */
    List<RowSubject> rows(MaskLayout layout, boolean hasPredictor) {
        List<RowSubject> rows = new ArrayList<>();
        int targets = hasPredictor ? layout.targets().size() : 0;
        for (int block = 0; block < targets; block++) {
            if (blocks) {
                rows.add(new RowSubject.Predicted(block));
            }
            if (there) {
                rows.add(new RowSubject.There(block));
            }
        }
        if (between && targets > 1) {
            rows.add(new RowSubject.Between(0, 1));
        }
        if (whole) {
            rows.add(new RowSubject.Whole());
        }
        return rows;
    }
}
