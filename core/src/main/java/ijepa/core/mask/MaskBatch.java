package ijepa.core.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The masks of one batch of B images as a collator hands them to the networks: all contexts are cut to the shortest one,
 * and all targets to theirs, keeping the lowest indices.
 *
 * @param grid          the patch grid
 * @param contextBlocks {@code [J][B]}: the context blocks as drawn, targets not yet taken out
 * @param targetBlocks  {@code [M][B]}: the target blocks as drawn
 * @param context       {@code [J][B][Nc]} patch indices after the cut
 * @param target        {@code [M][B][Nt]} patch indices after the cut
 * @param contextSizes  {@code [J][B]}: context patches before the cut
 * @param allowOverlap  whether contexts keep the targets' patches
 */
public record MaskBatch(
        PatchGrid grid,
        Region[][] contextBlocks,
        Region[][] targetBlocks,
        int[][][] context,
        int[][][] target,
        int[][] contextSizes,
        boolean allowOverlap) {

    /** Number of images. */
    public int images() {
        return context[0].length;
    }

    /** What was drawn for one image, before the batch's cut, as blocks that can be moved. */
    public MaskLayout drawn(int image) {
        List<Region> contexts = new ArrayList<>();
        for (Region[] ofImages : contextBlocks) {
            contexts.add(ofImages[image]);
        }
        List<Region> targets = new ArrayList<>();
        for (Region[] ofImages : targetBlocks) {
            targets.add(ofImages[image]);
        }
        return new MaskLayout(grid, contexts, targets, allowOverlap);
    }

    /** What the networks see of one image: the patches that are left after the batch's cut. */
    public MaskLayout seen(int image) {
        List<Region> contexts = new ArrayList<>();
        for (int[][] ofImages : context) {
            contexts.add(PatchSet.of(ofImages[image]));
        }
        List<Region> targets = new ArrayList<>();
        for (int[][] ofImages : target) {
            targets.add(PatchSet.of(ofImages[image]));
        }
        return new MaskLayout(grid, contexts, targets, true);
    }

    /** Collects regions of which every image keeps all patches; contexts and targets do not overlap. */
    static final class Builder {

        private final PatchGrid grid;
        private final Region[][] contextRegions;
        private final Region[][] targetRegions;

        Builder(PatchGrid grid, int contexts, int targets, int images) {
            this.grid = grid;
            contextRegions = new Region[contexts][images];
            targetRegions = new Region[targets][images];
        }

        void context(int number, int image, Region region) {
            contextRegions[number][image] = region;
        }

        void target(int number, int image, Region region) {
            targetRegions[number][image] = region;
        }

        MaskBatch build() {
            int[][][] context = patches(contextRegions);
            int[][] sizes = new int[context.length][];
            for (int j = 0; j < sizes.length; j++) {
                sizes[j] =
                        Arrays.stream(context[j]).mapToInt(kept -> kept.length).toArray();
            }
            return new MaskBatch(grid, contextRegions, targetRegions, context, patches(targetRegions), sizes, false);
        }

        private int[][][] patches(Region[][] regions) {
            return Arrays.stream(regions)
                    .map(ofImages -> Arrays.stream(ofImages)
                            .map(region -> region.patches(grid))
                            .toArray(int[][]::new))
                    .toArray(int[][][]::new);
        }
    }
}
