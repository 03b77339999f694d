package ijepa.app.control;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import ijepa.core.mask.Region;

/**
 * A layout while it is edited: every edit gives a new state, and undo is a list of them.
 *
 * @param layout the masks
 * @param locked regions that sampling leaves alone
 */
public record LayoutState(MaskLayout layout, Set<BlockRef> locked) {

    public LayoutState {
        locked = Set.copyOf(locked);
    }

    public static LayoutState of(MaskLayout layout) {
        return new LayoutState(layout, Set.of());
    }

    public PatchGrid grid() {
        return layout.grid();
    }

    public boolean has(BlockRef block) {
        return block.index() < regions(block.role()).size();
    }

    public Region region(BlockRef block) {
        return regions(block.role()).get(block.index());
    }

    public boolean isLocked(BlockRef block) {
        return locked.contains(block);
    }

    private List<Region> regions(BlockRef.Role role) {
        return role == BlockRef.Role.TARGET ? layout.targets() : layout.context();
    }

    private LayoutState with(BlockRef.Role role, List<Region> regions, Set<BlockRef> nowLocked) {
        MaskLayout changed = role == BlockRef.Role.TARGET ? layout.withTargets(regions) : layout.withContext(regions);
        return new LayoutState(changed, nowLocked);
    }

    /** This state with one region replaced. */
    public LayoutState replaced(BlockRef block, Region region) {
        List<Region> regions = new ArrayList<>(regions(block.role()));
        regions.set(block.index(), region);
        return with(block.role(), regions, locked);
    }

    /** This state with one more region at the end of its role's list. */
    public LayoutState added(BlockRef.Role role, Region region) {
        List<Region> regions = new ArrayList<>(regions(role));
        regions.add(region);
        return with(role, regions, locked);
    }

    /** This state without one region; locks follow the regions behind it. */
    public LayoutState removed(BlockRef block) {
        List<Region> regions = new ArrayList<>(regions(block.role()));
        regions.remove(block.index());
        Set<BlockRef> moved = new HashSet<>();
        for (BlockRef lock : locked) {
            if (lock.role() != block.role() || lock.index() < block.index()) {
                moved.add(lock);
            } else if (lock.index() > block.index()) {
                moved.add(new BlockRef(lock.role(), lock.index() - 1));
            }
        }
        return with(block.role(), regions, moved);
    }

    /** This state with one region's corner moved by whole patches, kept inside the grid. */
    public LayoutState moved(BlockRef block, int rows, int columns) {
        Block bounds = region(block).bounds(grid());
        Block place = bounds.movedTo(bounds.top() + rows, bounds.left() + columns, grid());
        int down = place.top() - bounds.top();
        int right = place.left() - bounds.left();
        if (down == 0 && right == 0) {
            return this;
        }
        return replaced(
                block,
                switch (region(block)) {
                    case Block ignored -> place;
                    case PatchSet set -> shifted(set, down * grid().columns() + right);
                });
    }

    /**
     * This state with one patch put into a region or taken out of it. A region whose patches fill a rectangle is a block,
     * one that loses its last patch goes.
     */
    public LayoutState withPatch(BlockRef block, int patch, boolean member) {
        BitSet patches = new BitSet(grid().size());
        for (int held : region(block).patches(grid())) {
            patches.set(held);
        }
        if (patches.get(patch) == member) {
            return this;
        }
        patches.set(patch, member);
        return patches.isEmpty()
                ? removed(block)
                : replaced(block, simplest(PatchSet.of(patches.stream().toArray())));
    }

    private Region simplest(PatchSet set) {
        Block bounds = set.bounds(grid());
        return bounds.area() == set.size() ? bounds : set;
    }

    private static PatchSet shifted(PatchSet set, int by) {
        int[] indices = set.indices();
        for (int i = 0; i < indices.length; i++) {
            indices[i] += by;
        }
        return PatchSet.of(indices);
    }

    /** This state with a block's lower right corner moved, kept inside the grid; a set of patches stays as it is. */
    public LayoutState resized(BlockRef block, int rows, int columns) {
        if (!(region(block) instanceof Block old)) {
            return this;
        }
        Block changed = new Block(
                old.top(),
                old.left(),
                Math.clamp(old.height() + rows, 1, grid().rows() - old.top()),
                Math.clamp(old.width() + columns, 1, grid().columns() - old.left()));
        return changed.equals(old) ? this : replaced(block, changed);
    }

    public LayoutState withLock(BlockRef block, boolean lock) {
        Set<BlockRef> changed = new HashSet<>(locked);
        if (lock) {
            changed.add(block);
        } else {
            changed.remove(block);
        }
        return new LayoutState(layout, changed);
    }

    public LayoutState withOverlap(boolean allowed) {
        return new LayoutState(new MaskLayout(layout.grid(), layout.context(), layout.targets(), allowed), locked);
    }

    /**
     * Newly drawn masks in which the locked regions of this state keep their place and their number. Locks are dropped
     * where the grid differs.
     */
    public LayoutState redrawn(MaskLayout drawn) {
        if (!drawn.grid().equals(grid())) {
            return of(drawn);
        }
        MaskLayout merged = drawn.withTargets(keepLocked(BlockRef.Role.TARGET, drawn.targets()))
                .withContext(keepLocked(BlockRef.Role.CONTEXT, drawn.context()));
        return new LayoutState(merged, locked);
    }

    private List<Region> keepLocked(BlockRef.Role role, List<Region> drawn) {
        List<Region> current = regions(role);
        List<Region> merged = new ArrayList<>(drawn);
        for (int i = 0; i < current.size(); i++) {
            if (!locked.contains(new BlockRef(role, i))) {
                continue;
            }
            while (merged.size() <= i) {
                // Fewer were drawn than before: what was there fills the gap before a locked region.
                merged.add(current.get(merged.size()));
            }
            merged.set(i, current.get(i));
        }
        return merged;
    }

    /**
     * The region under a patch: the smallest target that holds it, else the smallest context region.
     *
     * @param preferred wins where it holds the patch too
     */
    public Optional<BlockRef> at(int row, int column, Optional<BlockRef> preferred) {
        if (preferred.isPresent()
                && preferred.get().isTarget()
                && has(preferred.get())
                && region(preferred.get()).contains(grid(), row, column)) {
            return preferred;
        }
        return smallest(BlockRef.Role.TARGET, row, column).or(() -> smallest(BlockRef.Role.CONTEXT, row, column));
    }

    private Optional<BlockRef> smallest(BlockRef.Role role, int row, int column) {
        List<Region> regions = regions(role);
        BlockRef best = null;
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < regions.size(); i++) {
            int patches = regions.get(i).patches(grid()).length;
            if (patches < fewest && regions.get(i).contains(grid(), row, column)) {
                best = new BlockRef(role, i);
                fewest = patches;
            }
        }
        return Optional.ofNullable(best);
    }

    /** One region in words: its name, its size in patches and its share of the grid. */
    public String describe(BlockRef block) {
        int patches = region(block).patches(grid()).length;
        String size = region(block) instanceof Block known
                ? known.height() + " \u00d7 " + known.width()
                : patches == 1 ? "1 patch" : patches + " patches";
        return String.format(Locale.ROOT, "%s: %s, %.1f %%", block.title(), size, 100.0 * patches / grid().size());
    }

    /**
     * A patch in words: its number, its place, and the region it lies in.
     *
     * @param preferred named where several hold it
     */
    public String describePatch(int patch, Optional<BlockRef> preferred) {
        int row = grid().row(patch);
        int column = grid().column(patch);
        String where = "Patch " + patch + " \u00b7 row " + row + ", column " + column;
        return at(row, column, preferred)
                .map(block -> where + " \u00b7 " + describe(block))
                .orElse(where);
    }
}
