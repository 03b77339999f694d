package ijepa.renderer.diffusion;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** The normal random numbers of one sample, one after the other. */
@FunctionalInterface
public interface Noise {

    /** Writes the next {@code count} numbers at the buffer's position. */
    void next(FloatBuffer into, int count);

    /** Numbers of a stream that belongs to the seed alone, so that a sample does not depend on its neighbours. */
    static Noise ofSeed(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return (into, count) -> {
            for (int i = 0; i < count; i++) {
                into.put((float) random.nextGaussian());
            }
        };
    }
}
