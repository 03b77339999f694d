package ijepa.core.image;

import java.util.Arrays;

/**
 * The two passes of {@link Resampling} with buffers that are kept from picture to picture. Not for several threads at once.
 *
 * <p>All weights are positive and sum to one within a few units of 2^-22, so that no result leaves a byte and none needs
 * clipping.
 */
final class Resampler {

    private static final int PRECISION_BITS = 32 - 8 - 2;
    private static final int HALF = 1 << PRECISION_BITS - 1;
    /** One half in the lower and in the upper 32 bits. */
    private static final long HALVES = (long) HALF << 32 | HALF;

    private long[] pair = {};
    private byte[] middle = {};
    private int[] row = {};

    /** Takes the rows of the result from the first to the last. */
    interface Rows {

        /**
         * Takes a row.
         *
         * @param y      from 0
         * @param values of 0 to 255, red green blue; overwritten by the next row
         */
        void take(int y, int[] values);
    }

    /**
     * Crops, resizes and mirrors in one go.
     *
     * @param mirror whether the result's columns change sides
     */
    void resize(Image image, Crop crop, int width, int height, boolean mirror, Rows rows) {
        Weights across = Weights.of(crop.width(), width);
        Weights down = Weights.of(crop.height(), height);
        // Only the rows that the second pass reads are made by the first.
        int firstRow = down.start[0];
        int lastRow = down.start[height - 1] + down.count[height - 1];
        horizontal(image, crop, firstRow, lastRow, across, width, mirror);
        if (row.length != 3 * width) {
            row = new int[3 * width];
        }
        for (int y = 0; y < height; y++) {
            vertical(down, y, firstRow, 3 * width);
            rows.take(y, row);
        }
    }

    /**
     * Fills {@link #middle}. Two rows are summed in the halves of one long: 8 bits of a pixel and 22 of its weights leave two
     * bits free.
     */
    private void horizontal(
            Image image, Crop crop, int firstRow, int lastRow, Weights weights, int width, boolean mirror) {
        byte[] source = image.rgb();
        int samples = 3 * crop.width();
        // A pixel more: the second of two inputs is read even where it counts for nothing.
        if (pair.length < samples + 3) {
            pair = new long[samples + 3];
        }
        // An odd last row is computed twice, into the row behind it.
        int needed = (lastRow - firstRow + 1) * 3 * width;
        if (middle.length < needed) {
            middle = new byte[needed];
        }
        for (int y = firstRow; y < lastRow; y += 2) {
            int upper = ((crop.top() + y) * image.width() + crop.left()) * 3;
            int lower = y + 1 < lastRow ? upper + image.width() * 3 : upper;
            join(source, upper, lower, pair, samples);
            twoRows(weights, (y - firstRow) * 3 * width, width, mirror);
        }
    }

    private static void join(byte[] source, int upper, int lower, long[] pair, int samples) {
        for (int i = 0; i < samples; i++) {
            pair[i] = source[upper + i] & 0xFFL | (source[lower + i] & 0xFFL) << 32;
        }
    }

    private void twoRows(Weights weights, int to, int width, boolean mirror) {
        long[] in = pair;
        byte[] out = middle;
        int[] values = weights.values;
        int[] starts = weights.start;
        int[] counts = weights.count;
        int stride = weights.stride;
        int step = mirror ? -3 : 3;
        int upper = mirror ? to + 3 * (width - 1) : to;
        int lower = upper + 3 * width;
        int weightAt = 0;
        for (int x = 0; x < width; x++, upper += step, lower += step, weightAt += stride) {
            int from = 3 * starts[x];
            long weight = values[weightAt];
            long next = values[weightAt + 1];
            long reds = HALVES + in[from] * weight + in[from + 3] * next;
            long greens = HALVES + in[from + 1] * weight + in[from + 4] * next;
            long blues = HALVES + in[from + 2] * weight + in[from + 5] * next;
            int count = counts[x];
            for (int i = 2; i < count; i++) {
                weight = values[weightAt + i];
                int at = from + 3 * i;
                reds += in[at] * weight;
                greens += in[at + 1] * weight;
                blues += in[at + 2] * weight;
            }
            out[upper] = (byte) (reds >>> PRECISION_BITS);
            out[upper + 1] = (byte) (greens >>> PRECISION_BITS);
            out[upper + 2] = (byte) (blues >>> PRECISION_BITS);
            out[lower] = (byte) (reds >>> 32 + PRECISION_BITS);
            out[lower + 1] = (byte) (greens >>> 32 + PRECISION_BITS);
            out[lower + 2] = (byte) (blues >>> 32 + PRECISION_BITS);
        }
    }

    /** Fills {@link #row}. The loops are plain enough for the compiler to turn into vector instructions. */
    private void vertical(Weights weights, int y, int firstRow, int stride) {
        int from = (weights.start[y] - firstRow) * stride;
        int weightAt = y * weights.stride;
        int count = weights.count[y];
        int[] sums = row;
        byte[] bytes = middle;
        if (count == 1) {
            one(bytes, from, weights.values[weightAt], sums, stride);
        } else {
            two(bytes, from, weights.values[weightAt], weights.values[weightAt + 1], sums, stride);
        }
        int i = 2;
        for (; i + 1 < count; i += 2) {
            addTwo(
                    bytes,
                    from + i * stride,
                    weights.values[weightAt + i],
                    weights.values[weightAt + i + 1],
                    sums,
                    stride);
        }
        if (i < count) {
            addOne(bytes, from + i * stride, weights.values[weightAt + i], sums, stride);
        }
        for (int x = 0; x < stride; x++) {
            sums[x] >>= PRECISION_BITS;
        }
    }

    private static void one(byte[] bytes, int from, int weight, int[] sums, int stride) {
        for (int x = 0; x < stride; x++) {
            sums[x] = HALF + (bytes[from + x] & 0xFF) * weight;
        }
    }

    private static void two(byte[] bytes, int from, int first, int second, int[] sums, int stride) {
        int next = from + stride;
        for (int x = 0; x < stride; x++) {
            sums[x] = HALF + (bytes[from + x] & 0xFF) * first + (bytes[next + x] & 0xFF) * second;
        }
    }

    private static void addOne(byte[] bytes, int from, int weight, int[] sums, int stride) {
        for (int x = 0; x < stride; x++) {
            sums[x] += (bytes[from + x] & 0xFF) * weight;
        }
    }

    private static void addTwo(byte[] bytes, int from, int first, int second, int[] sums, int stride) {
        int next = from + stride;
        for (int x = 0; x < stride; x++) {
            sums[x] += (bytes[from + x] & 0xFF) * first + (bytes[next + x] & 0xFF) * second;
        }
    }

    /**
     * The triangle filter's weights for every output position.
     *
     * @param start  first input position
     * @param count  how many inputs, at least 1
     * @param values fixed-point weights, {@code stride} places an output position
     */
    private record Weights(int[] start, int[] count, int[] values, int stride) {

        static Weights of(int inputs, int outputs) {
            double scale = (double) inputs / outputs;
            double filterScale = Math.max(scale, 1);
            double support = filterScale;
            int stride = (int) Math.ceil(support) * 2 + 1;
            int[] start = new int[outputs];
            int[] count = new int[outputs];
            int[] values = new int[outputs * stride];
            double[] weights = new double[stride];
            for (int out = 0; out < outputs; out++) {
                double center = (out + 0.5) * scale;
                int min = Math.max((int) (center - support + 0.5), 0);
                int max = Math.min((int) (center + support + 0.5), inputs);
                double sum = 0;
                for (int i = 0; i < max - min; i++) {
                    double distance = Math.abs((i + min - center + 0.5) * (1 / filterScale));
                    weights[i] = distance < 1 ? 1 - distance : 0;
                    sum += weights[i];
                }
                int at = out * stride;
                for (int i = 0; i < max - min; i++) {
                    values[at + i] = (int) (0.5 + weights[i] / sum * (1 << PRECISION_BITS));
                }
                trim(values, at, max - min, min, out, start, count);
            }
            return new Weights(start, count, values, stride);
        }

        /** Leaves out inputs at both ends that count for nothing: a third of all where a picture is enlarged. */
        private static void trim(int[] values, int at, int length, int min, int out, int[] start, int[] count) {
            int first = 0;
            int end = length;
            while (first < end - 1 && values[at + first] == 0) {
                first++;
            }
            while (end - 1 > first && values[at + end - 1] == 0) {
                end--;
            }
            System.arraycopy(values, at + first, values, at, end - first);
            Arrays.fill(values, at + end - first, at + length, 0);
            start[out] = min + first;
            count[out] = end - first;
        }
    }
}
