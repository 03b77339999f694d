package ijepa.renderer.map;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import ijepa.core.model.Embeddings;

/**
 * Embedding vectors as colours: the first three principal components, each stretched between two percentiles, are red,
 * green and blue. Vectors of the same space that are coloured by the same fit can be compared by eye.
 */
public final class EmbeddingColours {

    /** Beyond these percentiles values are clipped, so that single outliers do not take the contrast from all others. */
    private static final double LOW = 0.01;

    private static final double HIGH = 0.99;
    private static final int CHANNELS = 3;

    private final PrincipalComponents components;
    private final double[] low;
    private final double[] high;

    private EmbeddingColours(PrincipalComponents components, double[] low, double[] high) {
        this.components = components;
        this.low = low;
        this.high = high;
    }

    /**
     * Fits components and ranges to all vectors of one or more sets together, which are of at least three dimensions and
     * of one space: see {@link LossSpace}.
     */
    public static EmbeddingColours fit(List<Embeddings> sets) {
        PrincipalComponents components = PrincipalComponents.fit(sets, CHANNELS);
        List<Embeddings> projected = sets.stream().map(components::project).toList();
        double[] low = new double[CHANNELS];
        double[] high = new double[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            int channel = c;
            double[] values = projected.stream()
                    .flatMapToDouble(set -> IntStream.range(0, set.count()).mapToDouble(i -> set.get(i, channel)))
                    .sorted()
                    .toArray();
            low[c] = Percentiles.ofSorted(values, LOW);
            high[c] = Percentiles.ofSorted(values, HIGH);
        }
        return new EmbeddingColours(components, low, high);
    }

    /** The components behind red, green and blue. */
    public PrincipalComponents components() {
        return components;
    }

    /** One opaque colour {@code 0xFFRRGGBB} a vector; a component without spread is mid-grey. */
    public int[] of(Embeddings set) {
        Embeddings projected = components.project(set);
        int[] colours = new int[set.count()];
        Arrays.fill(colours, 0xFF);
        for (int i = 0; i < colours.length; i++) {
            for (int c = 0; c < CHANNELS; c++) {
                double span = high[c] - low[c];
                double share = span > 0 ? (projected.get(i, c) - low[c]) / span : 0.5;
                colours[i] = colours[i] << 8 | (int) Math.round(255 * Math.clamp(share, 0, 1));
            }
        }
        return colours;
    }
}
