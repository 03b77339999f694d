package ijepa.core.model;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Where the tokens of S sequences of unequal length, which stand one after the other, lie in attention's table of S rows
 * and L places.
 *
 * @param rows   which of the {@code S * L} each token has, {@code [K]}
 * @param hidden {@code [S, 1, 1, L]}: minus infinity where a sequence has ended, else 0
 */
public record TokenTable(NDArray rows, NDArray hidden) {

    /**
     * The table for sequences of these lengths.
     *
     * @param lengths of S sequences, each at least 1
     */
    public static TokenTable of(NDManager into, int[] lengths) {
        int longest = Arrays.stream(lengths).max().orElseThrow();
        long[] rows = new long[Arrays.stream(lengths).sum()];
        float[] hidden = new float[Math.multiplyExact(lengths.length, longest)];
        int at = 0;
        for (int sequence = 0; sequence < lengths.length; sequence++) {
            int start = sequence * longest;
            if (lengths[sequence] < 1) {
                throw new IllegalArgumentException("Sequence " + sequence + " is empty.");
            }
            for (int i = 0; i < lengths[sequence]; i++) {
                rows[at++] = start + i;
            }
            Arrays.fill(hidden, start + lengths[sequence], start + longest, Float.NEGATIVE_INFINITY);
        }
        return new TokenTable(into.create(rows), into.create(hidden, new Shape(lengths.length, 1, 1, longest)));
    }
}
