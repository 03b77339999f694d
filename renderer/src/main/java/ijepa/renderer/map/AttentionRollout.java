package ijepa.renderer.map;

import java.util.List;

import ijepa.core.model.AttentionMaps;

/**
 * Attention rollout (Abnar and Zuidema 2020, section 3.1): attention through all layers together. Each layer passes on half
 * of what it attends to and, for the residual connection, half of itself: {@code 0.5 A + 0.5 I}; the layers' matrices are
 * multiplied. Heads are averaged.
 */
public final class AttentionRollout {

    private AttentionRollout() {}

    /**
     * How much of one token, behind the last layer, comes from each token before the first.
     *
     * @param layers from the first; all over the same S tokens, means over heads
     * @param token  which one
     * @return {@code [S]}; sums to 1
     */
    public static double[] from(List<AttentionMaps> layers, int token) {
        double[] share = new double[layers.getFirst().tokens()];
        share[token] = 1;
        // One row of the product, from the left: no product of matrices is needed.
        for (AttentionMaps layer : layers.reversed()) {
            double[] below = new double[share.length];
            for (int from = 0; from < share.length; from++) {
                if (share[from] == 0) {
                    continue;
                }
                double[] row = layer.meanRow(from);
                for (int to = 0; to < below.length; to++) {
                    below[to] += 0.5 * share[from] * row[to];
                }
                below[from] += 0.5 * share[from];
            }
            share = below;
        }
        return share;
    }
}
