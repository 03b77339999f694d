package ijepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;

/** Networks of a few thousand parameters and what one step makes of them, for tests. */
final class TinyStep {

    static final int SIDE = 32;

    private TinyStep() {}

    static IJepa model(int predictorDepth, Precision precision) {
        ModelSpec spec = new ModelSpec(new EncoderSpec(SIDE, 8, 32, 2, 2, 4), new PredictorSpec(16, predictorDepth, 2));
        return IJepa.load(spec, new Initialisation(spec, 0), new ComputeDevice.Cpu(), precision);
    }

    /** Noise, of which every image is another. */
    static TrainingStep.Images images(int first, int count) {
        int values = 3 * SIDE * SIDE;
        ByteBuffer pixels =
                ByteBuffer.allocateDirect(count * values * Float.BYTES).order(ByteOrder.nativeOrder());
        FloatBuffer floats = pixels.asFloatBuffer();
        for (int image = 0; image < count; image++) {
            SplittableRandom random = new SplittableRandom(first + image);
            for (int i = 0; i < values; i++) {
                floats.put((float) random.nextGaussian());
            }
        }
        return new TrainingStep.Images(count, SIDE, SIDE, pixels);
    }

    /** All values of some arrays, one after the other. */
    static double[] values(List<NDArray> arrays) {
        List<float[]> all = arrays.stream().map(NDArray::toFloatArray).toList();
        double[] values =
                new double[all.stream().mapToInt(array -> array.length).sum()];
        int at = 0;
        for (float[] array : all) {
            for (float value : array) {
                values[at++] = value;
            }
        }
        return values;
    }

    static double norm(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    /** Norm of the difference over the norm of what is expected. */
    static double distance(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double[] difference = new double[expected.length];
        for (int i = 0; i < expected.length; i++) {
            difference[i] = actual[i] - expected[i];
        }
        assertThat(norm(expected)).isPositive();
        return norm(difference) / norm(expected);
    }

    /** What a step makes: what it minimises, and the gradients of all parameters. */
    record Outcome(double objective, double[] gradients) {

        static Outcome of(TrainingStep step, NDManager scope, TrainingStep.Forward forward) {
            double objective = forward.objective().getFloat();
            return new Outcome(objective, values(step.gradients(scope, forward)));
        }

        void assertNear(Outcome expected, double near) {
            assertThat(objective).isEqualTo(expected.objective, within(near * expected.objective));
            assertThat(distance(gradients, expected.gradients)).isLessThan(near);
        }
    }
}
