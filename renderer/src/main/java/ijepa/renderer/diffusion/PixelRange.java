package ijepa.renderer.diffusion;

import java.util.ArrayList;
import java.util.List;

import ijepa.core.image.Image;
import ijepa.core.image.Normalisation;

/** Between pictures, the encoder's normalised numbers, and the decoder's from -1 to 1. */
final class PixelRange {

    /** Factors and offsets that take the encoder's numbers to the decoder's, a channel each. */
    static final float[] SCALE = new float[3];

    static final float[] OFFSET = new float[3];

    static {
        float[] black = Normalisation.apply(new Image(1, 1, new byte[3])).values();
        float[] white =
                Normalisation.apply(new Image(1, 1, new byte[] {-1, -1, -1})).values();
        for (int channel = 0; channel < 3; channel++) {
            SCALE[channel] = 2 / (white[channel] - black[channel]);
            OFFSET[channel] = -1 - black[channel] * SCALE[channel];
        }
    }

    private PixelRange() {}

    /** A picture as {@code [3, H, W]} from -1 to 1. */
    static float[] of(Image image) {
        int pixels = image.width() * image.height();
        float[] values = new float[3 * pixels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (image.rgb()[3 * (i % pixels) + i / pixels] & 0xFF) / 127.5f - 1;
        }
        return values;
    }

    /** Pictures of {@code [B, 3, side, side]}, rounded and cut to bytes. */
    static List<Image> images(float[] values, int side) {
        int pixels = side * side;
        List<Image> images = new ArrayList<>();
        for (int start = 0; start < values.length; start += 3 * pixels) {
            byte[] rgb = new byte[3 * pixels];
            for (int i = 0; i < rgb.length; i++) {
                float value = values[start + i % 3 * pixels + i / 3];
                rgb[i] = (byte) Math.clamp(Math.round((value + 1) * 127.5f), 0, 255);
            }
            images.add(new Image(side, side, rgb));
        }
        return images;
    }
}
