package ijepa.core.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.image.ImageFolder;
import ijepa.core.model.Embeddings;
import ijepa.core.model.IJepa;
import ijepa.core.tensor.Kernels.FeatureSpread;

/**
 * Accuracy of k nearest neighbours on held-out pictures, with nothing trained: every neighbour by cosine similarity votes
 * for its class with weight exp(similarity / temperature) (Wu and others 2018, as DINO evaluates).
 */
public final class NearestNeighbourProbe {

    /** How neighbours vote in the literature. */
    public static final Vote USUAL = new Vote(20, 0.07);

    private static final int QUERIES = 500;

    private final Vote vote;
    private final ImageFolder bankFolder;
    private final PooledFeatures bank;
    private final PooledFeatures heldOut;

    /**
     * How neighbours vote.
     *
     * @param neighbours  that vote, at least 1
     * @param temperature of their votes' weights, above 0
     */
    public record Vote(int neighbours, double temperature) {

        public Vote {
            if (neighbours < 1 || !(temperature > 0)) {
                throw new InputException("workbench.probe.neighbours is " + neighbours
                        + " and workbench.probe.temperature " + temperature
                        + ", but must be at least 1 and above 0; 20 and 0.07 are usual.");
            }
        }
    }

    /** A probe with the usual vote. */
    public NearestNeighbourProbe(ImageFolder bank, ImageFolder heldOut, int size) {
        this(bank, heldOut, size, USUAL);
    }

    /**
     * A probe.
     *
     * @param bank    labelled pictures whose neighbours vote
     * @param heldOut labelled pictures that are classified; the same classes
     * @param size    side in pixels that pictures are brought to
     * @throws InputException when one has no classes or the classes differ
     */
    public NearestNeighbourProbe(ImageFolder bank, ImageFolder heldOut, int size, Vote vote) {
        this.vote = vote;
        if (bank.classes().isEmpty() || heldOut.classes().isEmpty()) {
            ImageFolder without = bank.classes().isEmpty() ? bank : heldOut;
            throw new InputException(
                    "The folder " + without.root() + " has no classes: nearest neighbours need one subfolder a class.");
        }
        if (!bank.classes().containsAll(heldOut.classes())) {
            throw new InputException("The classes below " + heldOut.root() + " are not those below " + bank.root()
                    + ": nearest neighbours need the same subfolders in both.");
        }
        this.bankFolder = bank;
        this.bank = new PooledFeatures(bank, size);
        this.heldOut = new PooledFeatures(heldOut.withClasses(bank.classes()), size);
    }

    /** How neighbours vote. */
    public Vote vote() {
        return vote;
    }

    /**
     * Bytes of the Java heap that a measurement takes: the features of all pictures.
     *
     * @param dimension of a feature
     */
    public long bytes(int dimension) {
        return (long) Float.BYTES * dimension * (bank.size() + heldOut.size());
    }

    /**
     * What was found.
     *
     * @param accuracy share of held-out pictures classified rightly
     * @param spread   of the held-out pictures' vectors
     */
    public record Result(double accuracy, FeatureSpread spread) {}

    /** Encodes both sets with the target encoder as it is now, and classifies. */
    public Result measure(IJepa model) {
        return measure(model, Progress.NONE);
    }

    /**
     * The same, and how far it is.
     *
     * @param progress told after some pictures; may end it
     */
    public Result measure(IJepa model, Progress progress) {
        double first = (double) bank.size() / (bank.size() + heldOut.size());
        PooledFeatures.Labelled known = bank.encode(model, progress.between(0, first));
        PooledFeatures.Labelled asked = heldOut.encode(model, progress.between(first, 1));
        int neighbours = Math.min(vote.neighbours, known.labels().length);
        int right = 0;
        try (NDManager scope = model.newScope()) {
            NDArray knownVectors = upload(scope, known.vectors());
            NDArray askedVectors = upload(scope, asked.vectors());
            for (int start = 0; start < asked.labels().length; start += QUERIES) {
                int end = Math.min(start + QUERIES, asked.labels().length);
                try (NDManager part = scope.newSubManager()) {
                    NDArray queries = askedVectors.get("{}:{}", start, end);
                    queries.attach(part);
                    var nearest = model.kernels().nearest(part, queries, knownVectors, neighbours);
                    float[] similarities = nearest.similarities().toFloatArray();
                    long[] indices = nearest.indices().toLongArray();
                    for (int query = start; query < end; query++) {
                        int at = (query - start) * neighbours;
                        if (winner(similarities, indices, at, neighbours, known.labels()) == asked.labels()[query]) {
                            right++;
                        }
                    }
                }
            }
            return new Result(
                    (double) right / asked.labels().length, model.kernels().featureSpread(scope, askedVectors));
        }
    }

    private int winner(float[] similarities, long[] indices, int from, int neighbours, int[] labels) {
        double[] votes = new double[bankFolder.classes().size()];
        int best = 0;
        for (int i = from; i < from + neighbours; i++) {
            votes[labels[(int) indices[i]]] += Math.exp((similarities[i] - 1) / vote.temperature);
        }
        for (int label = 1; label < votes.length; label++) {
            if (votes[label] > votes[best]) {
                best = label;
            }
        }
        return best;
    }

    private static NDArray upload(NDManager scope, Embeddings vectors) {
        return scope.create(vectors.values(), new Shape(vectors.count(), vectors.dimension()));
    }
}
