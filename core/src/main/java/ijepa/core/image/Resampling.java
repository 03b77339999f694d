package ijepa.core.image;

import java.util.Arrays;

/**
 * Antialiased bilinear resampling of 8-bit pictures with Pillow's numbers: a triangle filter as wide as the reduction,
 * coefficients in fixed point with 22 fractional bits, rows first, then columns, rounded to a byte after each.
 */
public final class Resampling {

    private static final int PRECISION_BITS = 32 - 8 - 2;

    private Resampling() {}

    /**
     * Crops and resizes in one go; equal to cropping first.
     *
     * @return {@code height * width * 3} bytes, or the crop itself where the size stays
     */
    public static Image resize(Image image, Crop crop, int width, int height) {
        Weights across = Weights.of(crop.width(), width);
        Weights down = Weights.of(crop.height(), height);
        // Only the rows that the second pass reads are made by the first.
        int firstRow = down.start[0];
        int lastRow = down.start[height - 1] + down.count[height - 1];
        byte[] middle = horizontal(image, crop, firstRow, lastRow - firstRow, across, width);
        return new Image(width, height, vertical(middle, firstRow, width, down, height));
    }

    /** Resizes a whole picture. */
    public static Image resize(Image image, int width, int height) {
        return resize(image, Crop.whole(image), width, height);
    }

    private static byte[] horizontal(Image image, Crop crop, int firstRow, int rows, Weights weights, int width) {
        byte[] source = image.rgb();
        byte[] result = new byte[rows * width * 3];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            int rowStart = ((crop.top() + firstRow + row) * image.width() + crop.left()) * 3;
            if (weights.identity) {
                System.arraycopy(source, rowStart, result, at, width * 3);
                at += width * 3;
                continue;
            }
            for (int x = 0; x < width; x++) {
                int red = 1 << PRECISION_BITS - 1;
                int green = red;
                int blue = red;
                int from = rowStart + weights.start[x] * 3;
                int weightAt = x * weights.stride;
                for (int i = 0; i < weights.count[x]; i++, from += 3) {
                    int weight = weights.values[weightAt + i];
                    red += (source[from] & 0xFF) * weight;
                    green += (source[from + 1] & 0xFF) * weight;
                    blue += (source[from + 2] & 0xFF) * weight;
                }
                result[at++] = clip(red);
                result[at++] = clip(green);
                result[at++] = clip(blue);
            }
        }
        return result;
    }

    private static byte[] vertical(byte[] middle, int firstRow, int width, Weights weights, int height) {
        int stride = width * 3;
        if (weights.identity) {
            return middle;
        }
        byte[] result = new byte[height * stride];
        int[] sums = new int[stride];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 1 << PRECISION_BITS - 1);
            int from = (weights.start[y] - firstRow) * stride;
            for (int i = 0; i < weights.count[y]; i++, from += stride) {
                int weight = weights.values[y * weights.stride + i];
                for (int x = 0; x < stride; x++) {
                    sums[x] += (middle[from + x] & 0xFF) * weight;
                }
            }
            for (int x = 0; x < stride; x++) {
                result[y * stride + x] = clip(sums[x]);
            }
        }
        return result;
    }

    private static byte clip(int fixed) {
        return (byte) Math.clamp(fixed >> PRECISION_BITS, 0, 255);
    }

    /**
     * The triangle filter's weights for every output position.
     *
     * @param start    first input position
     * @param count    how many inputs
     * @param values   fixed-point weights, {@code stride} places an output position
     * @param identity whether nothing changes
     */
    private record Weights(int[] start, int[] count, int[] values, int stride, boolean identity) {

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
                start[out] = min;
                count[out] = max - min;
                for (int i = 0; i < max - min; i++) {
                    double share = sum == 0 ? weights[i] : weights[i] / sum;
                    values[out * stride + i] = (int) (0.5 + share * (1 << PRECISION_BITS));
                }
            }
            return new Weights(start, count, values, stride, inputs == outputs);
        }
    }
}
