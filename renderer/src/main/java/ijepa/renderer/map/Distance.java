package ijepa.renderer.map;

import ijepa.core.model.Embeddings;

/** How far a predicted embedding is from the target's. */
public enum Distance {
    /** One minus the cosine of the angle between them: 0 same direction, 1 at right angles, 2 opposite. */
    COSINE("Cosine distance", "1 \u2212 cosine", "cosine") {
        @Override
        double between(float[] a, int atA, float[] b, int atB, int dimension) {
            double product = 0;
            double squaresA = 0;
            double squaresB = 0;
            for (int k = 0; k < dimension; k++) {
                product += (double) a[atA + k] * b[atB + k];
                squaresA += (double) a[atA + k] * a[atA + k];
                squaresB += (double) b[atB + k] * b[atB + k];
            }
            double lengths = Math.sqrt(squaresA * squaresB);
            return lengths > 0 ? 1 - product / lengths : 1;
        }
    },
    /** The Euclidean length of the difference. */
    L2("Euclidean distance", "L2", "l2") {
        @Override
        double between(float[] a, int atA, float[] b, int atB, int dimension) {
            double squares = 0;
            for (int k = 0; k < dimension; k++) {
                double difference = (double) a[atA + k] - b[atB + k];
                squares += difference * difference;
            }
            return Math.sqrt(squares);
        }
    },
    /** The published code's loss: smooth L1 with its bend at 1, mean over features. Its mean over a block is the block's loss. */
    TRAINING_LOSS("Training loss", "smooth L1", "training_loss") {
        @Override
        double between(float[] a, int atA, float[] b, int atB, int dimension) {
            double sum = 0;
            for (int k = 0; k < dimension; k++) {
                double difference = Math.abs((double) a[atA + k] - b[atB + k]);
                sum += difference < 1 ? difference * difference / 2 : difference - 0.5;
            }
            return sum / dimension;
        }
    };

    private final String title;
    private final String unit;
    private final String key;

    Distance(String title, String unit, String key) {
        this.title = title;
        this.unit = unit;
        this.key = key;
    }

    /** What a reader calls it. */
    public String title() {
        return title;
    }

    /** What its numbers are, short enough for a colour bar. */
    public String unit() {
        return unit;
    }

    /** Its name in files. */
    public String key() {
        return key;
    }

    abstract double between(float[] a, int atA, float[] b, int atB, int dimension);

    /** The distance of vector {@code i} of one set from vector {@code j} of another. */
    public double between(Embeddings a, int i, Embeddings b, int j) {
        requireSameDimension(a, b);
        return between(a.values(), i * a.dimension(), b.values(), j * b.dimension(), a.dimension());
    }

    /** The distance between vectors of the same index. */
    public double[] errors(Embeddings predicted, Embeddings target) {
        requireSameDimension(predicted, target);
        if (predicted.count() != target.count()) {
            throw new IllegalArgumentException(
                    predicted.count() + " predicted vectors cannot be compared with " + target.count() + " targets.");
        }
        double[] errors = new double[target.count()];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = between(predicted, i, target, i);
        }
        return errors;
    }

    private static void requireSameDimension(Embeddings a, Embeddings b) {
        if (a.dimension() != b.dimension()) {
            throw new IllegalArgumentException("Vectors of " + a.dimension() + " and of " + b.dimension()
                    + " components have no distance from each other.");
        }
    }
}
