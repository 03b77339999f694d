package ijepa.core.model;

import java.util.Arrays;

/**
 * Embedding vectors in Java memory, {@code [count, dimension]}.
 *
 * @param count     number of vectors
 * @param dimension length of each
 * @param values    row by row; not copied, so do not write to it
 */
public record Embeddings(int count, int dimension, float[] values) {

    public Embeddings {
        if (values.length != Math.multiplyExact(count, dimension)) {
            throw new IllegalArgumentException(count + " vectors of " + dimension + " need " + (long) count * dimension
                    + " values, not " + values.length + ".");
        }
    }

    public float get(int vector, int component) {
        return values[vector * dimension + component];
    }

    /** A copy of one vector. */
    public float[] row(int vector) {
        return Arrays.copyOfRange(values, vector * dimension, (vector + 1) * dimension);
    }

    /** The average of all vectors; there must be one. */
    public float[] mean() {
        double[] sums = new double[dimension];
        for (int i = 0; i < values.length; i++) {
            sums[i % dimension] += values[i];
        }
        float[] mean = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            mean[d] = (float) (sums[d] / count);
        }
        return mean;
    }

    /** The vectors with these indices, in this order. */
    public Embeddings rows(int[] vectors) {
        float[] gathered = new float[vectors.length * dimension];
        for (int i = 0; i < vectors.length; i++) {
            System.arraycopy(values, vectors[i] * dimension, gathered, i * dimension, dimension);
        }
        return new Embeddings(vectors.length, dimension, gathered);
    }
}
