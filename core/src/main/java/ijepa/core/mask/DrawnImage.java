package ijepa.core.mask;

import java.util.Arrays;

/** One image's blocks and patches as they are drawn, in arrays that the next image uses again. */
final class DrawnImage {

    private final PatchGrid grid;
    private final Block[] targetBlocks;
    private final Block[] contextBlocks;
    private final int[][] target;
    private final int[][] context;
    private final int[] targetLength;
    private final int[] contextLength;
    /** The first target that holds a patch; {@code Byte.MAX_VALUE} for none. */
    private final byte[] firstTarget;
    /** Places of contexts that were tried. */
    private int tries;

    DrawnImage(PatchGrid grid, int targets, int contexts) {
        this.grid = grid;
        targetBlocks = new Block[targets];
        contextBlocks = new Block[contexts];
        target = new int[targets][grid.size()];
        context = new int[contexts][grid.size()];
        targetLength = new int[targets];
        contextLength = new int[contexts];
        firstTarget = new byte[grid.size()];
    }

    /** Forgets the image before. */
    void clear() {
        clearTargets();
        tries = 0;
    }

    /** Forgets the targets, but not how often contexts were tried. */
    void clearTargets() {
        Arrays.fill(firstTarget, Byte.MAX_VALUE);
    }

    /** Puts one target; targets come in order. */
    void target(int number, Block block) {
        targetBlocks[number] = block;
        int[] patches = target[number];
        int count = 0;
        for (int row = block.top(); row < block.top() + block.height(); row++) {
            int from = row * grid.columns() + block.left();
            for (int patch = from; patch < from + block.width(); patch++) {
                patches[count++] = patch;
                if (firstTarget[patch] == Byte.MAX_VALUE) {
                    firstTarget[patch] = (byte) number;
                }
            }
        }
        targetLength[number] = count;
    }

    /**
     * Puts one context without the patches of the first targets.
     *
     * @param respected how many targets it loses its patches to
     * @return how many patches are left
     */
    int context(int number, Block block, int respected) {
        contextBlocks[number] = block;
        int[] kept = context[number];
        int count = 0;
        for (int row = block.top(); row < block.top() + block.height(); row++) {
            int from = row * grid.columns() + block.left();
            for (int patch = from; patch < from + block.width(); patch++) {
                if (firstTarget[patch] >= respected) {
                    kept[count++] = patch;
                }
            }
        }
        contextLength[number] = count;
        tries++;
        return count;
    }

    /** Puts a target that is no block; its patches need no order. */
    void targetPatches(int number, int[] patches) {
        targetLength[number] = patches.length;
        System.arraycopy(patches, 0, target[number], 0, patches.length);
    }

    /** Puts a context that is no block. */
    void contextPatches(int number, int[] patches) {
        contextLength[number] = patches.length;
        System.arraycopy(patches, 0, context[number], 0, patches.length);
    }

    /** Takes over all that another image of the same shape holds. */
    void copyFrom(DrawnImage other) {
        for (int m = 0; m < target.length; m++) {
            targetBlocks[m] = other.targetBlocks[m];
            targetLength[m] = other.targetLength[m];
            System.arraycopy(other.target[m], 0, target[m], 0, targetLength[m]);
        }
        for (int j = 0; j < context.length; j++) {
            contextBlocks[j] = other.contextBlocks[j];
            contextLength[j] = other.contextLength[j];
            System.arraycopy(other.context[j], 0, context[j], 0, contextLength[j]);
        }
    }

    int targets() {
        return target.length;
    }

    int contexts() {
        return context.length;
    }

    Block targetBlock(int number) {
        return targetBlocks[number];
    }

    Block contextBlock(int number) {
        return contextBlocks[number];
    }

    int targetLength(int number) {
        return targetLength[number];
    }

    int contextLength(int number) {
        return contextLength[number];
    }

    /** Patches of the context block that were taken out of it; 0 where the context is no block. */
    int lost(int number) {
        return contextBlocks[number] == null ? 0 : contextBlocks[number].area() - contextLength[number];
    }

    /** The patches themselves, of which the first {@link #targetLength} count; not to be written to. */
    int[] target(int number) {
        return target[number];
    }

    /** The patches themselves, of which the first {@link #contextLength} count; not to be written to. */
    int[] context(int number) {
        return context[number];
    }

    int tries() {
        return tries;
    }

    /** The shortest of its contexts, in patches. */
    int shortestContext() {
        int shortest = Integer.MAX_VALUE;
        for (int length : contextLength) {
            shortest = Math.min(shortest, length);
        }
        return shortest;
    }
}
