package ijepa.core.config;

import java.util.LinkedHashMap;
import java.util.Map;

import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;

/**
 * The section {@code mask}: multi-block masking, see {@link MultiBlockSettings}.
 *
 * @param aspectRatio    height over width of a target block
 * @param encMaskScale   area of the context block over the image's
 * @param minKeep        a block must keep more patches than this
 * @param numEncMasks    context blocks an image
 * @param numPredMasks   target blocks an image
 * @param patchSize      side of a patch in pixels
 * @param predMaskScale  area of a target block over the image's
 */
public record MaskSection(
        boolean allowOverlap,
        Interval aspectRatio,
        Interval encMaskScale,
        int minKeep,
        int numEncMasks,
        int numPredMasks,
        int patchSize,
        Interval predMaskScale) {

    private static final String SHARE = "two rising shares of the image, above 0 and at most 1; ";

    static MaskSection read(SectionReader in) {
        return new MaskSection(
                in.flag("allow_overlap", false),
                in.interval("aspect_ratio", new Interval(0.75, 1.5)),
                in.interval("enc_mask_scale", new Interval(0.85, 1)),
                in.whole("min_keep", 10),
                in.whole("num_enc_masks", 1),
                in.whole("num_pred_masks", 4),
                in.whole("patch_size", 16),
                in.interval("pred_mask_scale", new Interval(0.15, 0.2)));
    }

    void check(Problems problems) {
        problems.requireRange(
                aspectRatio,
                "mask.aspect_ratio",
                100,
                "two rising numbers, above 0 and at most 100; [0.75, 1.5] is usual");
        problems.requireRange(encMaskScale, "mask.enc_mask_scale", 1, SHARE + "[0.85, 1.0] is usual");
        problems.require(minKeep >= 0, "mask.min_keep", minKeep, "0 or more; 10 is usual, 4 on small grids");
        problems.require(
                numEncMasks >= 1 && numEncMasks <= 16, "mask.num_enc_masks", numEncMasks, "from 1 to 16; 1 is usual");
        problems.require(
                numPredMasks >= 1 && numPredMasks <= 64,
                "mask.num_pred_masks",
                numPredMasks,
                "from 1 to 64; 4 is usual");
        problems.require(
                patchSize >= 1 && patchSize <= 1024,
                "mask.patch_size",
                patchSize,
                "from 1 to 1024 pixels and divide data.crop_size; 14 and 16 are usual");
        problems.requireRange(predMaskScale, "mask.pred_mask_scale", 1, SHARE + "[0.15, 0.2] is usual");
    }

    /** The settings of the sampler on a grid. */
    public MultiBlockSettings on(PatchGrid grid) {
        return new MultiBlockSettings(
                grid,
                predMaskScale.range(),
                encMaskScale.range(),
                aspectRatio.range(),
                numPredMasks,
                numEncMasks,
                minKeep,
                allowOverlap);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("allow_overlap", allowOverlap);
        map.put("aspect_ratio", aspectRatio.toList());
        map.put("enc_mask_scale", encMaskScale.toList());
        map.put("min_keep", minKeep);
        map.put("num_enc_masks", numEncMasks);
        map.put("num_pred_masks", numPredMasks);
        map.put("patch_size", patchSize);
        map.put("pred_mask_scale", predMaskScale.toList());
        return map;
    }
}
