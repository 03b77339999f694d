package ijepa.core.mask;

import java.util.Locale;
import java.util.function.DoubleFunction;

import ijepa.core.InputException;

/**
 * The settings of multi-block masking (section 3 and appendix A.1 of the paper; the names in messages are the official
 * configuration's).
 *
 * @param grid         patches of the image
 * @param targetScale  {@code pred_mask_scale}: area of a target block over the grid's
 * @param contextScale {@code enc_mask_scale}: area of the context block over the grid's; its aspect ratio is 1
 * @param targetAspect {@code aspect_ratio}: height over width of a target block
 * @param targets      {@code num_pred_masks}: target blocks an image
 * @param contexts     {@code num_enc_masks}: context blocks an image
 * @param minKeep      {@code min_keep}: a block must keep more patches than this
 * @param allowOverlap {@code allow_overlap}: whether the context keeps the targets' patches
 */
public record MultiBlockSettings(
        PatchGrid grid,
        Range targetScale,
        Range contextScale,
        Range targetAspect,
        int targets,
        int contexts,
        int minKeep,
        boolean allowOverlap) {

    private static final Range SQUARE = new Range(1, 1);
    private static final int LARGEST_SIDE_TRIED = 64;

    public MultiBlockSettings {
        if (targetScale.max() > 1 || contextScale.max() > 1) {
            throw new InputException(
                    "mask.pred_mask_scale and mask.enc_mask_scale are shares of the image: use numbers up to 1.");
        }
        if (targets < 1 || contexts < 1) {
            throw new InputException("mask.num_pred_masks and mask.num_enc_masks must be at least 1, not " + targets
                    + " and " + contexts + ".");
        }
        if (minKeep < 0) {
            throw new InputException("mask.min_keep must be 0 or more, not " + minKeep + ".");
        }
    }

    /** The paper's settings on a grid: four targets of 0.15 to 0.2, context of 0.85 to 1, min keep 10. */
    public static MultiBlockSettings published(PatchGrid grid) {
        return new MultiBlockSettings(
                grid, new Range(0.15, 0.2), new Range(0.85, 1), new Range(0.75, 1.5), 4, 1, 10, false);
    }

    /** The published settings; on grids too small for them with the largest {@code min_keep} that works. */
    public static MultiBlockSettings nearestToPublished(PatchGrid grid) {
        MultiBlockSettings published = published(grid);
        for (int minKeep = published.minKeep; minKeep > 0; minKeep--) {
            if (published.withMinKeep(minKeep).isSatisfiable()) {
                return published.withMinKeep(minKeep);
            }
        }
        return published.withMinKeep(0);
    }

    public MultiBlockSettings withMinKeep(int patches) {
        return new MultiBlockSettings(
                grid, targetScale, contextScale, targetAspect, targets, contexts, patches, allowOverlap);
    }

    /** Size of a target block for one random number in [0, 1). */
    BlockSize targetSize(double random) {
        return BlockSize.draw(grid, targetScale, targetAspect, random);
    }

    /** Size of a context block for one random number in [0, 1). */
    BlockSize contextSize(double random) {
        return BlockSize.draw(grid, contextScale, SQUARE, random);
    }

    /**
     * Refuses settings that can never be satisfied, which the published code answers by looping for ever: a block that
     * has no more patches than {@code min_keep} wherever it lies.
     *
     * @throws InputException with the reason and the nearest setting that works
     */
    public void requireSatisfiable() {
        Smallest smallest = smallest();
        refuse("target", "pred_mask_scale", smallest.target);
        refuse("context", "enc_mask_scale", smallest.context);
    }

    /** Patches of the smallest blocks that may be drawn. */
    private record Smallest(int target, int context) {

        boolean satisfies(int minKeep) {
            return target > minKeep && context > minKeep;
        }
    }

    private Smallest smallest() {
        return new Smallest(smallest(this::targetSize), smallest(this::contextSize));
    }

    private static int smallest(DoubleFunction<BlockSize> size) {
        return BlockSize.probes().mapToObj(size).mapToInt(BlockSize::area).min().orElseThrow();
    }

    /** Whether {@link #requireSatisfiable()} lets these settings pass. */
    public boolean isSatisfiable() {
        try {
            requireSatisfiable();
            return true;
        } catch (InputException impossible) {
            return false;
        }
    }

    private void refuse(String block, String field, int smallest) {
        if (smallest > minKeep) {
            return;
        }
        String reason = String.format(
                Locale.ROOT,
                "These masks can never be satisfied: on a grid of %d x %d patches a %s block may have only %s, but must keep more than mask.min_keep = %d.",
                grid.rows(),
                grid.columns(),
                block,
                smallest == 1 ? "1 patch" : smallest + " patches",
                minKeep);
        Smallest own = smallest();
        int largestKeep = Math.min(own.target, own.context) - 1;
        String keep = largestKeep >= 0
                ? " The nearest setting that works on this grid is min_keep = " + largestKeep + "; or raise " + field
                        + "."
                : " No min_keep helps on this grid.";
        throw new InputException(reason + keep + largerGrid());
    }

    /** The smallest larger square grid on which everything else may stay as it is. */
    private String largerGrid() {
        for (int side = Math.max(grid.rows(), grid.columns()); side <= LARGEST_SIDE_TRIED; side++) {
            PatchGrid larger = new PatchGrid(side, side);
            MultiBlockSettings there = new MultiBlockSettings(
                    larger, targetScale, contextScale, targetAspect, targets, contexts, minKeep, allowOverlap);
            if (there.smallest().satisfies(minKeep)) {
                return " With min_keep = " + minKeep + " the image must have at least " + side + " x " + side
                        + " patches: use a larger image or a smaller patch.";
            }
        }
        return " Lower min_keep, raise the scales, or use a larger image or a smaller patch.";
    }
}
