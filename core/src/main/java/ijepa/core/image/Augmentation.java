package ijepa.core.image;

import java.util.random.RandomGenerator;

import ijepa.core.InputException;

/**
 * What may happen to a crop besides resizing. The published runs use none of it; the published code offers all of it under
 * these names, with these numbers and in this order.
 *
 * @param flip           {@code use_horizontal_flip}: every second picture is mirrored
 * @param distortion     {@code use_color_distortion}: brightness, contrast, saturation and hue of four in five pictures change in
 *     random order, and one in five becomes grey
 * @param jitterStrength {@code color_jitter_strength}, from 0 to 2: brightness, contrast and saturation change by up to 0.8 of it
 *     either way and hue by 0.2 turns of it
 * @param blur           {@code use_gaussian_blur}: every second picture is blurred with a deviation from 0.1 to 2 pixels
 */
public record Augmentation(boolean flip, boolean distortion, double jitterStrength, boolean blur) {

    /** Nothing but the crop. */
    public static final Augmentation NONE = new Augmentation(false, false, 0, false);

    /** Mirrors every second picture. */
    public static final Augmentation FLIP = new Augmentation(true, false, 0, false);

    public Augmentation {
        // Hue turns by at most half a circle, as torchvision demands.
        if (!(jitterStrength >= 0 && jitterStrength <= 2)) {
            throw new InputException(
                    "data.color_jitter_strength is " + jitterStrength + " but must be from 0 to 2, such as 1.");
        }
    }

    /** Whether pixels change beyond their place. */
    boolean changesColours() {
        return distortion || blur;
    }

    /** The picture with everything but the flip, which the resampling does. */
    Image colours(Image image, RandomGenerator random) {
        Image result = image;
        if (distortion) {
            result = random.nextDouble() < 0.8 ? jitter(result, random) : result;
            result = random.nextDouble() < 0.2 ? ColourDistortion.grey(result) : result;
        }
        if (blur && random.nextDouble() < 0.5) {
            result = GaussianBlur.apply(result, random.nextDouble(0.1, 2));
        }
        return result;
    }

    private Image jitter(Image image, RandomGenerator random) {
        if (jitterStrength == 0) {
            return image;
        }
        int[] order = {0, 1, 2, 3};
        for (int i = 0; i < order.length - 1; i++) {
            int other = random.nextInt(i, order.length);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
        double least = Math.max(0, 1 - 0.8 * jitterStrength);
        double most = 1 + 0.8 * jitterStrength;
        double brightness = random.nextDouble(least, most);
        double contrast = random.nextDouble(least, most);
        double saturation = random.nextDouble(least, most);
        double hue = random.nextDouble(-0.2 * jitterStrength, 0.2 * jitterStrength);
        Image result = image;
        for (int change : order) {
            result = switch (change) {
                case 0 -> ColourDistortion.brightness(result, brightness);
                case 1 -> ColourDistortion.contrast(result, contrast);
                case 2 -> ColourDistortion.saturation(result, saturation);
                default -> ColourDistortion.hue(result, hue);
            };
        }
        return result;
    }
}
