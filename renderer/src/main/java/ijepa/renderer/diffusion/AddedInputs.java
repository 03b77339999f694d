package ijepa.renderer.diffusion;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Set;

import ijepa.core.model.ParameterSource;

/** A network's weights in one that is also given a {@link Sketch}, which it does not look at yet: its weights are zero. */
record AddedInputs(ParameterSource without) implements ParameterSource {

    @Override
    public Set<String> names() {
        return without.names();
    }

    @Override
    public long[] shape(String name) {
        long[] shape = without.shape(name).clone();
        if (isFirst(name)) {
            shape[1] = UNetSpec.WITH_SKETCH;
        }
        return shape;
    }

    @Override
    public void read(String name, FloatBuffer into) {
        if (!isFirst(name)) {
            without.read(name, into);
            return;
        }
        long[] shape = without.shape(name);
        int kernel = Math.toIntExact(shape[2] * shape[3]);
        int before = Math.toIntExact(shape[1] * kernel);
        float[] weights = new float[Math.toIntExact(shape[0] * before)];
        without.read(name, FloatBuffer.wrap(weights));
        for (int channel = 0; channel < shape[0]; channel++) {
            float[] own = Arrays.copyOfRange(weights, channel * before, (channel + 1) * before);
            into.put(Arrays.copyOf(own, UNetSpec.WITH_SKETCH * kernel));
        }
    }

    private static boolean isFirst(String name) {
        return name.endsWith("input_blocks.0.0.weight");
    }
}
