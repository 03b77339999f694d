package ijepa.core.mask;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The masks of one image as they were drawn: the regions the context encoder may see and the target regions to
 * predict. Unless overlap is allowed, the context loses every patch of every target, as in section 3 of the paper.
 *
 * @param grid         the patch grid
 * @param context      regions of the context; the encoder sees their union
 * @param targets      regions to predict, each on its own
 * @param allowOverlap whether context keeps the patches of targets
 */
public record MaskLayout(PatchGrid grid, List<Region> context, List<Region> targets, boolean allowOverlap) {

    public MaskLayout {
        context = List.copyOf(context);
        targets = List.copyOf(targets);
        for (Region region : context) {
            region.patches(grid);
        }
        for (Region region : targets) {
            region.patches(grid);
        }
    }

    /** The patches the context encoder sees, ascending; may be empty when the targets cover the whole context. */
    public int[] contextPatches() {
        BitSet seen = new BitSet(grid.size());
        for (Region region : context) {
            for (int patch : region.patches(grid)) {
                seen.set(patch);
            }
        }
        if (!allowOverlap) {
            for (Region region : targets) {
                for (int patch : region.patches(grid)) {
                    seen.clear(patch);
                }
            }
        }
        return seen.stream().toArray();
    }

    /** The patches of one target, ascending. */
    public int[] targetPatches(int target) {
        return targets.get(target).patches(grid);
    }

    /** Whether there is something to predict and something to predict it from. */
    public boolean isPredictable() {
        return !targets.isEmpty()
                && targets.stream().allMatch(region -> region.patches(grid).length > 0)
                && contextPatches().length > 0;
    }

    public MaskLayout withContext(List<Region> newContext) {
        return new MaskLayout(grid, newContext, targets, allowOverlap);
    }

    public MaskLayout withTargets(List<Region> newTargets) {
        return new MaskLayout(grid, context, newTargets, allowOverlap);
    }

    /** This layout with one target replaced. */
    public MaskLayout withTarget(int index, Region region) {
        List<Region> changed = new ArrayList<>(targets);
        changed.set(index, region);
        return withTargets(changed);
    }
}
