package ijepa.renderer.map;

import ijepa.core.model.Embeddings;

/** Vectors brought to length 1 once, so that cosine similarities to all of them take a product each. */
public final class UnitVectors {

    private final int count;
    private final int dimension;
    private final float[] values;

    /** Copies vectors; those of length 0 have similarity 0 to all. */
    public UnitVectors(Embeddings vectors) {
        count = vectors.count();
        dimension = vectors.dimension();
        values = new float[vectors.values().length];
        for (int start = 0; start < values.length; start += dimension) {
            double squares = 0;
            for (int k = start; k < start + dimension; k++) {
                squares += (double) vectors.values()[k] * vectors.values()[k];
            }
            double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
            for (int k = start; k < start + dimension; k++) {
                values[k] = (float) (vectors.values()[k] * scale);
            }
        }
    }

    public int count() {
        return count;
    }

    /** Cosine similarities {@code [count]} of one of some vectors to all of these, which have the same dimension. */
    public double[] similarities(UnitVectors from, int vector) {
        if (from.dimension != dimension) {
            throw new IllegalArgumentException("Vectors of " + from.dimension + " and of " + dimension
                    + " components have no similarity to each other.");
        }
        double[] similar = new double[count];
        int at = vector * dimension;
        for (int i = 0; i < count; i++) {
            int start = i * dimension;
            // Four sums that do not wait for each other.
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            int k = 0;
            for (; k + 3 < dimension; k += 4) {
                a += from.values[at + k] * values[start + k];
                b += from.values[at + k + 1] * values[start + k + 1];
                c += from.values[at + k + 2] * values[start + k + 2];
                d += from.values[at + k + 3] * values[start + k + 3];
            }
            for (; k < dimension; k++) {
                a += from.values[at + k] * values[start + k];
            }
            similar[i] = (double) a + b + c + d;
        }
        return similar;
    }
}
