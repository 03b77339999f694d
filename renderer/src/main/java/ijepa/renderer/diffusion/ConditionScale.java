package ijepa.renderer.diffusion;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Brings embeddings of each kind to mean 0 and deviation 1 before the network's linear layer, which could learn it but
 * slowly: pooled embeddings differ little beside what they have in common.
 *
 * @param mean      {@code [kinds][D]}
 * @param deviation {@code [kinds][D]}, above 0
 */
public record ConditionScale(float[][] mean, float[][] deviation) {

    private static final double LEAST_DEVIATION = 1e-4;

    /** What leaves embeddings as they are. */
    public static ConditionScale none(int dim) {
        int kinds = ConditionKind.values().length;
        float[][] ones = new float[kinds][dim];
        for (float[] row : ones) {
            Arrays.fill(row, 1);
        }
        return new ConditionScale(new float[kinds][dim], ones);
    }

    /** Measured on embeddings; a kind without any stays as it is. */
    public static ConditionScale measure(int dim, List<float[]> embeddings, List<ConditionKind> kinds) {
        ConditionScale scale = none(dim);
        for (ConditionKind kind : ConditionKind.values()) {
            List<float[]> own = IntStream.range(0, embeddings.size())
                    .filter(i -> kinds.get(i) == kind)
                    .mapToObj(embeddings::get)
                    .toList();
            for (int d = 0; d < dim && !own.isEmpty(); d++) {
                int component = d;
                double mean = own.stream()
                        .mapToDouble(vector -> vector[component])
                        .average()
                        .orElseThrow();
                double variance = own.stream()
                        .mapToDouble(vector -> (vector[component] - mean) * (vector[component] - mean))
                        .average()
                        .orElseThrow();
                scale.mean[kind.ordinal()][d] = (float) mean;
                scale.deviation[kind.ordinal()][d] = (float) Math.max(Math.sqrt(variance), LEAST_DEVIATION);
            }
        }
        return scale;
    }

    /** The same with some kinds' numbers from elsewhere. */
    ConditionScale with(Set<ConditionKind> kinds, ConditionScale measured) {
        return new ConditionScale(
                ConditionKind.withRows(mean, kinds, measured.mean),
                ConditionKind.withRows(deviation, kinds, measured.deviation));
    }

    /** The network's condition: the scaled embedding, then 1 at the kind's place. */
    public float[] condition(ConditionKind kind, float[] embedding) {
        float[] condition = dropped(kind);
        for (int d = 0; d < embedding.length; d++) {
            condition[d] = (embedding[d] - mean[kind.ordinal()][d]) / deviation[kind.ordinal()][d];
        }
        return condition;
    }

    /** The condition that says nothing but the kind. */
    public float[] dropped(ConditionKind kind) {
        float[] condition = new float[mean[0].length + mean.length];
        condition[mean[0].length + kind.ordinal()] = 1;
        return condition;
    }
}
