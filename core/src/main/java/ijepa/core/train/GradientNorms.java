package ijepa.core.train;

import java.util.List;

import ijepa.core.model.Network;

/**
 * L2 norms of gradients. Those of the encoder's are as the published code logs them: over weight matrices, biases and
 * one-dimensional parameters left out.
 *
 * @param first    of the first block's query, key and value projection
 * @param last     of the last block's
 * @param smallest of any weight matrix
 * @param largest  of any weight matrix
 * @param together of all trained parameters as one vector, before clipping; not a number in metrics of runs that did not
 *     measure it
 */
public record GradientNorms(double first, double last, double smallest, double largest, double together) {

    /**
     * Sums up one norm for each trained parameter.
     *
     * @param slots parameters in the published order
     * @param norms in the same order
     * @throws NonFiniteLossException when any is not a number
     */
    static GradientNorms of(List<Optimizer.Slot> slots, float[] norms) {
        requireFinite(slots, norms);
        double first = 0;
        double last = 0;
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        boolean found = false;
        for (int i = 0; i < norms.length; i++) {
            String name = slots.get(i).name();
            double norm = norms[i];
            if (!name.startsWith(Network.ENCODER.prefix())
                    || name.endsWith(".bias")
                    || slots.get(i).parameter().getShape().dimension() == 1) {
                continue;
            }
            smallest = Math.min(smallest, norm);
            largest = Math.max(largest, norm);
            if (name.contains("qkv")) {
                last = norm;
                if (!found) {
                    first = norm;
                    found = true;
                }
            }
        }
        return new GradientNorms(first, last, smallest, largest, Gradients.norm(norms));
    }

    /** Refuses norms that are no numbers. */
    static void requireFinite(List<Optimizer.Slot> slots, float[] norms) {
        for (int i = 0; i < norms.length; i++) {
            if (!Float.isFinite(norms[i])) {
                throw new NonFiniteLossException("gradient of " + slots.get(i).name(), norms[i]);
            }
        }
    }
}
