package ijepa.core.train;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The masks of one batch as a step takes them. Images, and the blocks of an image, may differ in their number of patches.
 *
 * @param context {@code [J][B][Nc]}: J contexts of B images, none of them empty
 * @param target  {@code [M][B][Nt]}: M target blocks of B images, none of them empty
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

    /** Whether all contexts have as many patches as each other, and all targets. */
    boolean isEqual() {
        return lengths(context).distinct().count() == 1
                && lengths(target).distinct().count() == 1;
    }

    /** Those of some images, from one of them on. */
    StepMasks slice(int first, int count) {
        return new StepMasks(slice(context, first, count), slice(target, first, count));
    }

    private static int[][][] slice(int[][][] masks, int first, int count) {
        return Arrays.stream(masks)
                .map(ofImages -> Arrays.copyOfRange(ofImages, first, first + count))
                .toArray(int[][][]::new);
    }

    /** Patches of each context in turn, {@code [J * B]}. */
    int[] contextLengths() {
        return lengths(context).toArray();
    }

    /** Patches of each block to predict in turn, {@code [M * J * B]}: each target once for each context. */
    int[] targetLengths() {
        return blocks().mapToInt(patches -> patches.length).toArray();
    }

    /** Context indices, context after context: {@code [J * B, Nc]} in row-major order where they are equally long. */
    long[] contextIndex() {
        return flat(Arrays.stream(context).flatMap(Arrays::stream));
    }

    /** Target indices, block after block: {@code [M * J * B, Nt]} in row-major order where they are equally long. */
    long[] targetIndex() {
        return flat(blocks());
    }

    private Stream<int[]> blocks() {
        return Arrays.stream(target)
                .flatMap(ofImages ->
                        Collections.nCopies(context.length, ofImages).stream().flatMap(Arrays::stream));
    }

    private static long[] flat(Stream<int[]> masks) {
        return masks.flatMapToInt(Arrays::stream).asLongStream().toArray();
    }

    private static IntStream lengths(int[][][] masks) {
        return Arrays.stream(masks).flatMap(Arrays::stream).mapToInt(patches -> patches.length);
    }

    /**
     * The patches that any target of their image holds.
     *
     * @param rows  which of the {@code B * N} patches, ascending
     * @param index of each patch of {@link #targetIndex}: where it is in {@code rows}
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
        int[] lengths = targetLengths();
        int at = 0;
        for (int block = 0; block < lengths.length; block++) {
            long start = (long) (block % images) * patches;
            for (int end = at + lengths[block]; at < end; at++) {
                index[at] = Arrays.binarySearch(rows, start + index[at]);
            }
        }
        return new TargetRows(rows, index);
    }

    /** Nc; their mean, rounded, where contexts differ. */
    public int contextPatches() {
        return mean(context);
    }

    /** Nt; their mean, rounded, where targets differ. */
    public int targetPatches() {
        return mean(target);
    }

    private static int mean(int[][][] masks) {
        return (int) Math.round(lengths(masks).average().orElseThrow());
    }
}
