package ijepa.core.model;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Fresh parameters as the published code effectively has them: weights, the patch projection and the mask token from a
 * normal distribution with standard deviation 0.02 cut at plus and minus 2, biases 0, norms 1, positions sine-cosine. The
 * target encoder starts as a copy of the encoder. The same seed gives the same values whatever is read first.
 */
public final class Initialisation implements ParameterSource {

    private static final double STANDARD_DEVIATION = 0.02;

    private final ModelSpec spec;
    private final long seed;
    private final SequencedMap<String, long[]> shapes = new LinkedHashMap<>();

    public Initialisation(ModelSpec spec, long seed) {
        this.spec = spec;
        this.seed = seed;
        VisionTransformer.shapes(spec.encoder()).forEach((name, shape) -> {
            shapes.put(Network.ENCODER.prefix() + name, shape);
            shapes.put(Network.TARGET_ENCODER.prefix() + name, shape);
        });
        spec.predictor()
                .ifPresent(predictor -> Predictor.shapes(spec.encoder(), predictor)
                        .forEach((name, shape) -> shapes.put(Network.PREDICTOR.prefix() + name, shape)));
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public long[] shape(String name) {
        return shapes.get(name).clone();
    }

    @Override
    public void read(String name, FloatBuffer into) {
        long[] shape = shapes.get(name);
        if (name.endsWith("pos_embed")) {
            into.put(SineCosinePositions.of(spec.encoder().grid(), (int) shape[2]));
        } else if (shape.length == 1) {
            fill(into, shape[0], name.endsWith(".weight") ? 1 : 0);
        } else {
            normal(into, shape, name.replace(Network.TARGET_ENCODER.prefix(), Network.ENCODER.prefix()));
        }
    }

    private static void fill(FloatBuffer into, long count, float value) {
        for (long i = 0; i < count; i++) {
            into.put(value);
        }
    }

    private void normal(FloatBuffer into, long[] shape, String name) {
        long count = 1;
        for (long side : shape) {
            count *= side;
        }
        // A stream of its own for each parameter, so that the order of reading does not matter.
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 31 + name.hashCode());
        for (long i = 0; i < count; i++) {
            double value;
            do {
                value = random.nextGaussian() * STANDARD_DEVIATION;
            } while (Math.abs(value) > 2);
            into.put((float) value);
        }
    }
}
