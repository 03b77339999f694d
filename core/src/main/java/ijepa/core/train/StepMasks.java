package ijepa.core.train;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The masks of one batch as a step takes them: every image has as many context patches as the others, and as many target
 * patches.
 *
 * @param context {@code [J][B][Nc]}: J contexts of B images
 * @param target  {@code [M][B][Nt]}: M target blocks of B images
 */
public record StepMasks(int[][][] context, int[][][] target) {

    public StepMasks {
        if (context.length == 0 || target.length == 0 || context[0].length != target[0].length) {
            throw new IllegalArgumentException(
                    "A step needs at least one context and one target for each of the same images.");
        }
    }

    int images() {
        return context[0].length;
    }

    /** Context indices {@code [J * B, Nc]} in row-major order. */
    long[] contextIndex() {
        int length = contextPatches();
        long[] index = new long[context.length * images() * length];
        int at = 0;
        for (int[][] ofImages : context) {
            at = append(index, at, ofImages, length);
        }
        return index;
    }

    /** Target indices {@code [M * J * B, Nt]} in row-major order: each target once for each context. */
    long[] targetIndex() {
        int length = targetPatches();
        long[] index = new long[target.length * context.length * images() * length];
        int at = 0;
        for (int[][] ofImages : target) {
            for (int j = 0; j < context.length; j++) {
                at = append(index, at, ofImages, length);
            }
        }
        return index;
    }

    /**
     * The patches that any target of their image holds.
     *
     * @param rows  which of the {@code B * N} patches, ascending
     * @param index {@code [M * J * B, Nt]} in row-major order: where in {@code rows} each patch of a target is
     */
    record TargetRows(long[] rows, long[] index) {}

    /**
     * Where the targets' patches are among those that the target encoder must finish.
     *
     * @param patches N, an image's
     */
    TargetRows targetRows(int patches) {
        int images = images();
        BitSet wanted = new BitSet(images * patches);
        for (int[][] ofImages : target) {
            for (int b = 0; b < images; b++) {
                for (int patch : ofImages[b]) {
                    wanted.set(b * patches + patch);
                }
            }
        }
        long[] rows = wanted.stream().asLongStream().toArray();
        long[] index = targetIndex();
        int length = targetPatches();
        for (int i = 0; i < index.length; i++) {
            int image = i / length % images;
            index[i] = Arrays.binarySearch(rows, (long) image * patches + index[i]);
        }
        return new TargetRows(rows, index);
    }

    /** Nc. */
    public int contextPatches() {
        return context[0][0].length;
    }

    /** Nt. */
    public int targetPatches() {
        return target[0][0].length;
    }

    private static int append(long[] index, int start, int[][] ofImages, int length) {
        int at = start;
        for (int[] patches : ofImages) {
            if (patches.length != length) {
                throw new IllegalArgumentException(
                        "A mask of " + patches.length + " patches in a batch of masks of " + length + ".");
            }
            for (int patch : patches) {
                index[at++] = patch;
            }
        }
        return at;
    }
}
