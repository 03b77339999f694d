package ijepa.core.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * One group norm with what a condition makes of it and the activation behind it, on the processor: two passes over the feature
 * map forward and two back, in Java's vectors, where the engine's operations take some thirty in all, each of them through
 * memory. Maps are {@code [B, H, W, C]}, contiguous. The formulas are those of {@code diffusion.py}: eps 1e-5, then with a
 * condition times 1 + its first half plus its second, then SiLU.
 */
public final class FusedNorm {

    private static final double EPSILON = 1e-5;

    /** Places of a tile, few enough for the first cache to hold some tiles. */
    private static final int RUN = 16;

    /** The vectors are a module that has to be asked for when the virtual machine starts. */
    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private final Settings settings;
    private final NDArray x;
    private final MemorySegment map;
    private final int pictures;
    private final int places;
    private final int channels;
    private final float[] weight;
    private final float[] bias;
    private final float[] condition;
    /** Of each picture and channel: what is taken off, and what the rest is multiplied and shifted by. */
    private final float[] mean;

    private final float[] scale;
    private final float[] shift;
    /** One over the deviation, of each picture and group. */
    private final double[] inverse;

    /**
     * What does not change from one application to the next.
     *
     * @param precision of the map and of what comes out
     */
    public record Settings(int groups, Precision precision) {}

    /**
     * Whether there is this way for maps of so many channels here: the virtual machine was started with
     * {@code --add-modules jdk.incubator.vector}, and the channels fill vectors.
     */
    public static boolean fits(int channels) {
        return AVAILABLE && channels % NormLoops.LANES == 0;
    }

    /**
     * Measures a map.
     *
     * @param x         must stay open as long as this is used
     * @param condition {@code [B, 2 * C]} float32, or empty
     */
    public FusedNorm(NDArray x, NDArray weight, NDArray bias, Optional<NDArray> condition, Settings settings) {
        this.settings = settings;
        this.x = x;
        map = memory(x);
        long[] shape = x.getShape().getShape();
        pictures = (int) shape[0];
        places = Math.toIntExact(shape[1] * shape[2]);
        channels = (int) shape[3];
        this.weight = floats(weight);
        this.bias = floats(bias);
        this.condition = condition.map(FusedNorm::floats).orElse(null);
        mean = new float[pictures * channels];
        scale = new float[pictures * channels];
        shift = new float[pictures * channels];
        inverse = new double[pictures * settings.groups()];
        engaged(() -> {
            for (int picture = 0; picture < pictures; picture++) {
                measure(picture);
            }
        });
    }

    private void measure(int picture) {
        float[] first = new float[channels];
        double[] sums = new double[channels];
        double[] squares = new double[channels];
        // Without its first value, a channel whose mean is many deviations from 0 keeps its digits.
        NormLoops.read(map, half(), element(picture, 0), first, channels);
        float[] tile = new float[RUN * channels];
        for (int place = 0; place < places; place += RUN) {
            int count = Math.min(RUN, places - place);
            NormLoops.read(map, half(), element(picture, place), tile, count * channels);
            NormLoops.sums(tile, count, channels, first, sums, squares);
        }
        int each = channels / settings.groups();
        for (int group = 0; group < settings.groups(); group++) {
            double centre = 0;
            for (int c = group * each; c < (group + 1) * each; c++) {
                centre += first[c] + sums[c] / places;
            }
            centre /= each;
            double variance = 0;
            for (int c = group * each; c < (group + 1) * each; c++) {
                double own = sums[c] / places;
                double away = first[c] + own - centre;
                variance += squares[c] / places - own * own + away * away;
            }
            double factor = 1 / Math.sqrt(Math.max(0, variance / each) + EPSILON);
            inverse[picture * settings.groups() + group] = factor;
            for (int c = group * each; c < (group + 1) * each; c++) {
                int at = picture * channels + c;
                float one = 1 + scaleOf(picture, c);
                mean[at] = (float) centre;
                scale[at] = (float) (factor * weight[c] * one);
                shift[at] = bias[c] * one + shiftOf(picture, c);
            }
        }
    }

    private boolean half() {
        return settings.precision() == Precision.BF16;
    }

    private float scaleOf(int picture, int channel) {
        return condition == null ? 0 : condition[2 * picture * channels + channel];
    }

    private float shiftOf(int picture, int channel) {
        return condition == null ? 0 : condition[(2 * picture + 1) * channels + channel];
    }

    /** The normed map, {@code [B, H, W, C]} in the map's precision. */
    public NDArray output(NDManager into, FusedKernels kernels) {
        NDArray y = kernels.emptyLike(into, x, settings.precision());
        engaged(() -> {
            MemorySegment to = memory(y);
            float[] tile = new float[RUN * channels];
            float[] sigmoid = new float[RUN * channels];
            for (int picture = 0; picture < pictures; picture++) {
                for (int place = 0; place < places; place += RUN) {
                    int count = Math.min(RUN, places - place);
                    NormLoops.read(map, half(), element(picture, place), tile, count * channels);
                    NormLoops.normalise(tile, count, channels, mean, scale, shift, picture * channels);
                    NormLoops.sigmoid(tile, sigmoid, count * channels);
                    NormLoops.activate(tile, sigmoid, count * channels);
                    NormLoops.write(tile, count * channels, to, half(), element(picture, place));
                }
            }
        });
        return y;
    }

    /**
     * Derivatives.
     *
     * @param x         by the map, in its size and precision
     * @param weight    {@code [C]}
     * @param bias      {@code [C]}
     * @param condition by the condition, or empty
     */
    public record Gradients(NDArray x, NDArray weight, NDArray bias, Optional<NDArray> condition) {}

    /**
     * Goes back.
     *
     * @param gradient by the output, in its size and precision
     * @param plus     added to the derivative by the map, in the map's precision, or empty
     */
    public Gradients backward(NDManager into, FusedKernels kernels, NDArray gradient, Optional<NDArray> plus) {
        NDArray found = kernels.emptyLike(into, x, settings.precision());
        float[] byWeight = new float[channels];
        float[] byBias = new float[channels];
        float[] byCondition = condition == null ? null : new float[condition.length];
        engaged(() -> {
            MemorySegment given = memory(gradient);
            MemorySegment to = memory(found);
            MemorySegment more = plus.map(FusedNorm::memory).orElse(null);
            for (int picture = 0; picture < pictures; picture++) {
                backward(picture, given, to, more, byWeight, byBias, byCondition);
            }
        });
        Reference.reachabilityFence(gradient);
        Reference.reachabilityFence(plus);
        return new Gradients(
                found,
                array(into, new Shape(channels), byWeight),
                array(into, new Shape(channels), byBias),
                Optional.ofNullable(byCondition)
                        .map(values -> array(into, new Shape(pictures, 2L * channels), values)));
    }

    private void backward(
            int picture,
            MemorySegment given,
            MemorySegment to,
            MemorySegment more,
            float[] byWeight,
            float[] byBias,
            float[] byCondition) {
        int offset = picture * channels;
        double[] sums = new double[channels];
        double[] products = new double[channels];
        float[] tile = new float[RUN * channels];
        float[] normed = new float[RUN * channels];
        float[] sigmoid = new float[RUN * channels];
        float[] by = new float[RUN * channels];
        for (int place = 0; place < places; place += RUN) {
            int count = Math.min(RUN, places - place);
            long element = element(picture, place);
            NormLoops.read(map, half(), element, tile, count * channels);
            NormLoops.read(given, half(), element, by, count * channels);
            System.arraycopy(tile, 0, normed, 0, count * channels);
            NormLoops.normalise(normed, count, channels, mean, scale, shift, offset);
            NormLoops.sigmoid(normed, sigmoid, count * channels);
            NormLoops.deactivate(normed, sigmoid, by, count * channels);
            NormLoops.products(tile, by, count, channels, mean, offset, sums, products);
            NormLoops.write(by, count * channels, to, half(), element);
        }
        int each = channels / settings.groups();
        float[] slope = new float[channels];
        float[] constant = new float[channels];
        for (int group = 0; group < settings.groups(); group++) {
            double factor = inverse[picture * settings.groups() + group];
            double sum = 0;
            double product = 0;
            for (int c = group * each; c < (group + 1) * each; c++) {
                double one = 1 + scaleOf(picture, c);
                double ofNormed = products[c] * factor;
                byWeight[c] += (float) (one * ofNormed);
                byBias[c] += (float) (one * sums[c]);
                if (byCondition != null) {
                    byCondition[2 * offset + c] = (float) (weight[c] * ofNormed + bias[c] * sums[c]);
                    byCondition[2 * offset + channels + c] = (float) sums[c];
                }
                sum += weight[c] * one * sums[c];
                product += weight[c] * one * ofNormed;
            }
            double count = (double) places * each;
            for (int c = group * each; c < (group + 1) * each; c++) {
                slope[c] = (float) (-factor * factor * product / count);
                constant[c] = (float) (-factor * sum / count);
            }
        }
        for (int place = 0; place < places; place += RUN) {
            int count = Math.min(RUN, places - place);
            long element = element(picture, place);
            NormLoops.read(map, half(), element, tile, count * channels);
            NormLoops.read(to, half(), element, by, count * channels);
            NormLoops.combine(tile, by, count, channels, mean, scale, offset, slope, constant);
            if (more != null) {
                NormLoops.read(more, half(), element, normed, count * channels);
                NormLoops.add(by, normed, count * channels);
            }
            NormLoops.write(by, count * channels, to, half(), element);
        }
    }

    /** Where a place of a picture begins. */
    private long element(int picture, int place) {
        return ((long) picture * places + place) * channels;
    }

    /** The engine's own memory of an array, without a copy. */
    private static MemorySegment memory(NDArray array) {
        ByteBuffer bytes = array.toByteBuffer(true);
        if (!bytes.isDirect()) {
            throw new IllegalStateException("The array " + array.getShape() + " is not contiguous.");
        }
        return MemorySegment.ofBuffer(bytes);
    }

    private static float[] floats(NDArray array) {
        FloatBuffer values =
                array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        Reference.reachabilityFence(array);
        return copy;
    }

    private static NDArray array(NDManager into, Shape shape, float[] values) {
        NDArray array = into.zeros(shape, DataType.FLOAT32);
        array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer().put(values);
        return array;
    }

    /** Touches the engine's memory only while the process is not ending. */
    private void engaged(Runnable work) {
        Lock call = ProcessExit.call();
        call.lock();
        try {
            work.run();
        } finally {
            call.unlock();
            Reference.reachabilityFence(x);
        }
    }
}
