package ijepa.core.image;

/**
 * A picture as a network takes it: {@code [3, height, width]}, each channel normalised with ImageNet's mean and
 * standard deviation.
 *
 * @param height in pixels
 * @param width  in pixels
 * @param values channel by channel, row by row; not copied, so do not write to it
 */
public record ImageTensor(int height, int width, float[] values) {

    public ImageTensor {
        if (height < 1 || width < 1 || values.length != Math.multiplyExact(Math.multiplyExact(width, height), 3)) {
            throw new IllegalArgumentException("A tensor of [3, " + height + ", " + width + "] needs "
                    + 3L * width * height + " values, not " + values.length + ".");
        }
    }
}
