package ijepa.core.model;

import java.util.Arrays;

/**
 * Attention weights of one block of a transformer. S tokens; a row says how much one token takes from each, and sums to 1.
 *
 * @param layer   the block, from 1
 * @param heads   number of heads
 * @param patches the patch of every token, {@code [S]}
 * @param weights {@code [heads, S, S]}; not copied, so do not write to it
 */
public record AttentionMaps(int layer, int heads, int[] patches, float[] weights) {

    public AttentionMaps {
        if (weights.length != Math.multiplyExact(heads, Math.multiplyExact(patches.length, patches.length))) {
            throw new IllegalArgumentException(heads + " heads over " + patches.length + " tokens need "
                    + (long) heads * patches.length * patches.length + " weights, not " + weights.length + ".");
        }
    }

    /** Number S of tokens. */
    public int tokens() {
        return patches.length;
    }

    /** One token's row of one head, {@code [S]}. */
    public double[] row(int head, int token) {
        int start = (head * tokens() + token) * tokens();
        double[] row = new double[tokens()];
        for (int i = 0; i < row.length; i++) {
            row[i] = weights[start + i];
        }
        return row;
    }

    /** One token's row, the mean over all heads, {@code [S]}. */
    public double[] meanRow(int token) {
        double[] mean = new double[tokens()];
        for (int head = 0; head < heads; head++) {
            double[] row = row(head, token);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / heads;
            }
        }
        return mean;
    }

    /**
     * Where a patch is among the tokens: its mask token where the predictor is asked for it, else where it is seen.
     *
     * @return -1 where it is neither
     */
    public int token(int patch) {
        for (int i = tokens() - 1; i >= 0; i--) {
            if (patches[i] == patch) {
                return i;
            }
        }
        return -1;
    }

    /** Values of tokens {@code [S]} on the grid {@code [N]}; no number where no token is; summed where a patch has two. */
    public double[] onGrid(double[] values, int size) {
        double[] cells = new double[size];
        Arrays.fill(cells, Double.NaN);
        for (int i = 0; i < values.length; i++) {
            double before = cells[patches[i]];
            cells[patches[i]] = Double.isNaN(before) ? values[i] : before + values[i];
        }
        return cells;
    }
}
