package ijepa.renderer.diffusion;

import java.util.List;

import ijepa.core.image.Image;
import ijepa.renderer.map.ColourMap;
import ijepa.renderer.map.ColourScale;

/**
 * What samples of one embedding have in common, and where they differ: the first is what the embedding holds, the second
 * what it leaves open.
 *
 * @param mean      of the samples, pixel by pixel
 * @param deviation standard deviation over the samples in every pixel, averaged over the channels, in row-major order; 0 to
 *                  127.5 of 255
 */
public record SampleSpread(Image mean, double[] deviation) {

    /**
     * Of samples of one size.
     *
     * @param samples at least one
     */
    public static SampleSpread of(List<Image> samples) {
        Image first = samples.getFirst();
        int values = first.rgb().length;
        byte[] mean = new byte[values];
        double[] deviation = new double[values / 3];
        for (int i = 0; i < values; i++) {
            double sum = 0;
            double squares = 0;
            for (Image sample : samples) {
                int value = sample.rgb()[i] & 0xFF;
                sum += value;
                squares += (double) value * value;
            }
            double average = sum / samples.size();
            mean[i] = (byte) Math.round(average);
            deviation[i / 3] += Math.sqrt(Math.max(0, squares / samples.size() - average * average)) / 3;
        }
        return new SampleSpread(new Image(first.width(), first.height(), mean), deviation);
    }

    /** Deviation averaged over all pixels, of 255. */
    public double overall() {
        double sum = 0;
        for (double value : deviation) {
            sum += value;
        }
        return sum / deviation.length;
    }

    /**
     * The deviation as colours.
     *
     * @param largest deviation at the scale's upper end, so that several can be compared
     */
    public Image picture(double largest) {
        ColourMap map = new ColourMap(ColourScale.VIRIDIS, 0, Math.max(largest, 1), false);
        byte[] rgb = new byte[deviation.length * 3];
        for (int i = 0; i < deviation.length; i++) {
            int colour = map.argb(deviation[i]);
            rgb[3 * i] = (byte) (colour >> 16);
            rgb[3 * i + 1] = (byte) (colour >> 8);
            rgb[3 * i + 2] = (byte) colour;
        }
        return new Image(mean.width(), mean.height(), rgb);
    }
}
