package ijepa.renderer.map;

import ijepa.core.model.Embeddings;

/**
 * The space in which predictions and targets are compared: vectors after a layer norm without affine, as the published
 * loss takes them. Encoder outputs must be brought there before they are compared with predictions.
 */
public final class LossSpace {

    /** PyTorch's default for {@code layer_norm}. */
    private static final double EPSILON = 1e-5;

    private LossSpace() {}

    /** Each vector shifted to mean 0 and scaled to variance 1 over its features. */
    public static Embeddings normalise(Embeddings encoded) {
        int dimension = encoded.dimension();
        float[] result = new float[encoded.values().length];
        for (int start = 0; start < result.length; start += dimension) {
            double sum = 0;
            for (int k = start; k < start + dimension; k++) {
                sum += encoded.values()[k];
            }
            double mean = sum / dimension;
            double squares = 0;
            for (int k = start; k < start + dimension; k++) {
                double deviation = encoded.values()[k] - mean;
                squares += deviation * deviation;
            }
            double scale = 1 / Math.sqrt(squares / dimension + EPSILON);
            for (int k = start; k < start + dimension; k++) {
                result[k] = (float) ((encoded.values()[k] - mean) * scale);
            }
        }
        return new Embeddings(encoded.count(), dimension, result);
    }
}
