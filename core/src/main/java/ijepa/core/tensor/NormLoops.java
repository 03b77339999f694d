package ijepa.core.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link FusedNorm} over a tile, some places of one picture's feature map as {@code [places, channels]} floats, in
 * the processor's vectors. No vector is passed between methods: the virtual machine compiles all of it to registers only where
 * it inlines the methods, and it gives up inlining where a caller has grown large. Every operation is one that IEEE 754 fixes, the exponential function included, so that results are the same before and
 * after it is compiled.
 */
final class NormLoops {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final VectorSpecies<Short> HALVES =
            VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Channels must be a multiple of this. */
    static final int LANES = FLOATS.length();

    private static final float ROUNDER = 0x1.8p23f;

    private NormLoops() {}

    /** Reads float32 or bfloat16 elements. */
    static void read(MemorySegment memory, boolean half, long from, float[] into, int count) {
        if (half) {
            widen(memory, from * Short.BYTES, into, count);
        } else {
            MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT_UNALIGNED, from * Float.BYTES, into, 0, count);
        }
    }

    private static void widen(MemorySegment memory, long at, float[] into, int count) {
        for (int i = 0; i < count; i += LANES) {
            IntVector bits = (IntVector) ShortVector.fromMemorySegment(HALVES, memory, at + 2L * i, ORDER)
                    .convertShape(VectorOperators.S2I, INTS, 0);
            bits.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().intoArray(into, i);
        }
    }

    /** Writes float32 or bfloat16 elements. */
    static void write(float[] values, int count, MemorySegment memory, boolean half, long to) {
        if (half) {
            narrow(values, count, memory, to * Short.BYTES);
        } else {
            MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT_UNALIGNED, to * Float.BYTES, count);
        }
    }

    /** To the nearest, ties to even, by what carries over from the bits that go. */
    private static void narrow(float[] values, int count, MemorySegment memory, long at) {
        for (int i = 0; i < count; i += LANES) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
            IntVector rounded = bits.add(odd).add(0x7fff).lanewise(VectorOperators.LSHR, 16);
            ((ShortVector) rounded.convertShape(VectorOperators.I2S, HALVES, 0))
                    .intoMemorySegment(memory, at + 2L * i, ORDER);
        }
    }

    /** Per channel, adds sums of what is left of the values, and of its squares, when {@code less} is taken off. */
    static void sums(float[] x, int places, int channels, float[] less, double[] sums, double[] squares) {
        float[] partOfSums = new float[channels];
        float[] partOfSquares = new float[channels];
        for (int c = 0; c < channels; c += LANES) {
            FloatVector off = FloatVector.fromArray(FLOATS, less, c);
            FloatVector sum = FloatVector.zero(FLOATS);
            FloatVector square = FloatVector.zero(FLOATS);
            for (int i = c; i < places * channels; i += channels) {
                FloatVector value = FloatVector.fromArray(FLOATS, x, i).sub(off);
                sum = sum.add(value);
                square = value.fma(value, square);
            }
            sum.intoArray(partOfSums, c);
            square.intoArray(partOfSquares, c);
        }
        add(partOfSums, sums);
        add(partOfSquares, squares);
    }

    private static void add(float[] part, double[] sums) {
        for (int i = 0; i < part.length; i++) {
            sums[i] += part[i];
        }
    }

    /** {@code x = (x - mean) * scale + shift}; constants from an offset on. */
    static void normalise(float[] x, int places, int channels, float[] mean, float[] scale, float[] shift, int offset) {
        for (int c = 0; c < channels; c += LANES) {
            FloatVector m = FloatVector.fromArray(FLOATS, mean, offset + c);
            FloatVector a = FloatVector.fromArray(FLOATS, scale, offset + c);
            FloatVector b = FloatVector.fromArray(FLOATS, shift, offset + c);
            for (int i = c; i < places * channels; i += channels) {
                FloatVector.fromArray(FLOATS, x, i).sub(m).fma(a, b).intoArray(x, i);
            }
        }
    }

    /**
     * {@code 1 / (1 + exp(-x))}, within 2e-6 of it: the exponential as a power of two times Taylor's polynomial of degree 6 over
     * half an octave to each side.
     */
    static void sigmoid(float[] x, float[] into, int count) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1);
        FloatVector rounder = FloatVector.broadcast(FLOATS, ROUNDER);
        for (int i = 0; i < count; i += LANES) {
            FloatVector octaves = FloatVector.fromArray(FLOATS, x, i)
                    .mul(-1.4426950f)
                    .max(-126)
                    .min(126);
            FloatVector whole = octaves.add(rounder);
            FloatVector rest = octaves.sub(whole.sub(rounder)).mul(0.69314718f);
            FloatVector power = rest.mul(1 / 720f).add(1 / 120f);
            power = power.fma(rest, FloatVector.broadcast(FLOATS, 1 / 24f));
            power = power.fma(rest, FloatVector.broadcast(FLOATS, 1 / 6f));
            power = power.fma(rest, FloatVector.broadcast(FLOATS, 0.5f));
            power = power.fma(rest, one);
            power = power.fma(rest, one);
            // The number of octaves stands in the last bits of what it was rounded with: it is added to the exponent.
            IntVector exponent = whole.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector exponential = power.reinterpretAsInts().add(exponent).reinterpretAsFloats();
            one.div(exponential.add(one)).intoArray(into, i);
        }
    }

    /** SiLU, in place. */
    static void activate(float[] x, float[] sigmoid, int count) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector.fromArray(FLOATS, x, i)
                    .mul(FloatVector.fromArray(FLOATS, sigmoid, i))
                    .intoArray(x, i);
        }
    }

    /** The gradient by what was activated, from that by the result, in place. */
    static void deactivate(float[] x, float[] sigmoid, float[] gradient, int count) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1);
        for (int i = 0; i < count; i += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, x, i);
            FloatVector s = FloatVector.fromArray(FLOATS, sigmoid, i);
            FloatVector slope = value.mul(one.sub(s)).add(one).mul(s);
            FloatVector.fromArray(FLOATS, gradient, i).mul(slope).intoArray(gradient, i);
        }
    }

    /** Per channel, adds sums of a gradient and of its products with {@code x - mean}. */
    static void products(
            float[] x,
            float[] gradient,
            int places,
            int channels,
            float[] mean,
            int offset,
            double[] sums,
            double[] products) {
        float[] partOfSums = new float[channels];
        float[] partOfProducts = new float[channels];
        for (int c = 0; c < channels; c += LANES) {
            FloatVector m = FloatVector.fromArray(FLOATS, mean, offset + c);
            FloatVector sum = FloatVector.zero(FLOATS);
            FloatVector product = FloatVector.zero(FLOATS);
            for (int i = c; i < places * channels; i += channels) {
                FloatVector by = FloatVector.fromArray(FLOATS, gradient, i);
                sum = sum.add(by);
                product = FloatVector.fromArray(FLOATS, x, i).sub(m).fma(by, product);
            }
            sum.intoArray(partOfSums, c);
            product.intoArray(partOfProducts, c);
        }
        add(partOfSums, sums);
        add(partOfProducts, products);
    }

    /**
     * {@code gradient = gradient * scale + (x - mean) * slope + constant}. The offset is that of mean and scale; slope and
     * constant are the picture's own.
     */
    static void combine(
            float[] x,
            float[] gradient,
            int places,
            int channels,
            float[] mean,
            float[] scale,
            int offset,
            float[] slope,
            float[] constant) {
        for (int c = 0; c < channels; c += LANES) {
            FloatVector m = FloatVector.fromArray(FLOATS, mean, offset + c);
            FloatVector a = FloatVector.fromArray(FLOATS, scale, offset + c);
            FloatVector b = FloatVector.fromArray(FLOATS, slope, c);
            FloatVector k = FloatVector.fromArray(FLOATS, constant, c);
            for (int i = c; i < places * channels; i += channels) {
                FloatVector rest = FloatVector.fromArray(FLOATS, x, i).sub(m).fma(b, k);
                FloatVector.fromArray(FLOATS, gradient, i).fma(a, rest).intoArray(gradient, i);
            }
        }
    }

    /** {@code x = x + y}. */
    static void add(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector.fromArray(FLOATS, x, i)
                    .add(FloatVector.fromArray(FLOATS, y, i))
                    .intoArray(x, i);
        }
    }
}
