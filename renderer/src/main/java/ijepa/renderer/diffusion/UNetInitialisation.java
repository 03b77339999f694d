package ijepa.renderer.diffusion;

import java.nio.FloatBuffer;
import java.util.SequencedMap;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import ijepa.core.model.ParameterSource;

/**
 * Fresh parameters as the published code has them: evenly within plus and minus one over the root of the inputs, which is
 * PyTorch's default; norms 1 and 0; and zero for each residual's last layer and the output, so that blocks start as
 * identities. The same seed gives the same values in any order of reading. Names have no prefix.
 */
final class UNetInitialisation implements ParameterSource {

    private final SequencedMap<String, long[]> shapes;
    private final long seed;

    UNetInitialisation(UNetSpec spec, long seed) {
        shapes = UNet.shapes(spec);
        this.seed = seed;
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
        String layer = name.substring(0, name.lastIndexOf('.'));
        long[] weight = shapes.get(layer + ".weight");
        long count = 1;
        for (long side : shapes.get(name)) {
            count *= side;
        }
        boolean isNorm = weight.length == 1;
        boolean isZero = layer.endsWith("out_layers.3") || layer.endsWith("proj_out") || layer.equals("out.2");
        double bound = 0;
        if (!isNorm && !isZero) {
            long inputs = 1;
            for (int i = 1; i < weight.length; i++) {
                inputs *= weight[i];
            }
            bound = 1 / Math.sqrt(inputs);
        }
        float constant = isNorm && name.endsWith(".weight") ? 1 : 0;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 31 + name.hashCode());
        for (long i = 0; i < count; i++) {
            into.put(bound == 0 ? constant : (float) ((2 * random.nextDouble() - 1) * bound));
        }
    }
}
