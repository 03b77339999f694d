package ijepa.core.image;

import java.util.Arrays;

/**
 * Changes of brightness, contrast, saturation and hue with the numbers of torchvision's functions on Pillow's pictures. Each
 * gives a new picture.
 */
final class ColourDistortion {

    private ColourDistortion() {}

    /**
     * Between black and beyond the picture.
     *
     * @param factor 0 gives black, 1 the picture
     */
    static Image brightness(Image image, double factor) {
        return blend(new byte[image.rgb().length], image, factor);
    }

    /**
     * Between the mean grey and beyond the picture.
     *
     * @param factor 0 gives grey, 1 the picture
     */
    static Image contrast(Image image, double factor) {
        byte[] rgb = image.rgb();
        long sum = 0;
        for (int at = 0; at < rgb.length; at += 3) {
            sum += luma(rgb, at);
        }
        byte mean = (byte) (int) (sum / (rgb.length / 3.0) + 0.5);
        byte[] grey = new byte[rgb.length];
        Arrays.fill(grey, mean);
        return blend(grey, image, factor);
    }

    /**
     * Between greys and beyond the picture.
     *
     * @param factor 0 gives greys, 1 the picture
     */
    static Image saturation(Image image, double factor) {
        return blend(grey(image).rgb(), image, factor);
    }

    /** Every colour's grey. */
    static Image grey(Image image) {
        byte[] grey = new byte[image.rgb().length];
        for (int at = 0; at < grey.length; at += 3) {
            byte value = (byte) luma(image.rgb(), at);
            grey[at] = value;
            grey[at + 1] = value;
            grey[at + 2] = value;
        }
        return new Image(image.width(), image.height(), grey);
    }

    /**
     * Turns the colour circle.
     *
     * @param turns of the whole circle, from -0.5 to 0.5; counted in 255ths of it and cut to whole ones
     */
    static Image hue(Image image, double turns) {
        int shift = (int) (turns * 255);
        byte[] rgb = image.rgb().clone();
        for (int at = 0; at < rgb.length; at += 3) {
            turn(rgb, at, shift);
        }
        return new Image(image.width(), image.height(), rgb);
    }

    /** Rec. 601 luma in 16 fractional bits, rounded. */
    private static int luma(byte[] rgb, int at) {
        return (rgb[at] & 0xFF) * 19595 + (rgb[at + 1] & 0xFF) * 38470 + (rgb[at + 2] & 0xFF) * 7471 + 0x8000 >> 16;
    }

    private static Image blend(byte[] from, Image image, double factor) {
        byte[] rgb = image.rgb();
        byte[] result = new byte[rgb.length];
        float share = (float) factor;
        for (int at = 0; at < rgb.length; at++) {
            int base = from[at] & 0xFF;
            // Cut to whole numbers, not rounded.
            int value = (int) (base + share * ((rgb[at] & 0xFF) - base));
            result[at] = (byte) Math.clamp(value, 0, 255);
        }
        return new Image(image.width(), image.height(), result);
    }

    /** One pixel to hue, saturation and value of 8 bits each and back. Its precisions are those of Pillow's C code. */
    private static void turn(byte[] rgb, int at, int shift) {
        int red = rgb[at] & 0xFF;
        int green = rgb[at + 1] & 0xFF;
        int blue = rgb[at + 2] & 0xFF;
        int most = Math.max(red, Math.max(green, blue));
        int least = Math.min(red, Math.min(green, blue));
        if (most == least) {
            return;
        }
        float spread = most - least;
        int saturation = (int) (spread / most * 255.0);
        if (saturation == 0) {
            grey(rgb, at, most);
            return;
        }
        int hue = hueOf(red, green, blue, most, spread) + shift & 0xFF;
        float full = (float) (saturation / 255.0);
        float sector = (float) (hue * 6.0 / 255.0);
        int number = (int) Math.floor(sector);
        float within = sector - number;
        int low = rounded(most * (1.0 - full));
        int falling = rounded(most * (1.0 - full * within));
        int rising = rounded(most * (1.0 - full * (1.0 - within)));
        switch (number % 6) {
            case 0 -> put(rgb, at, most, rising, low);
            case 1 -> put(rgb, at, falling, most, low);
            case 2 -> put(rgb, at, low, most, rising);
            case 3 -> put(rgb, at, low, falling, most);
            case 4 -> put(rgb, at, rising, low, most);
            default -> put(rgb, at, most, low, falling);
        }
    }

    private static int hueOf(int red, int green, int blue, int most, float spread) {
        float fromRed = (most - red) / spread;
        float fromGreen = (most - green) / spread;
        float fromBlue = (most - blue) / spread;
        float sector;
        if (red == most) {
            sector = fromBlue - fromGreen;
        } else if (green == most) {
            sector = (float) (2.0 + fromRed - fromBlue);
        } else {
            sector = (float) (4.0 + fromGreen - fromRed);
        }
        float circle = (float) ((sector / 6.0 + 1.0) % 1.0);
        return (int) (circle * 255.0);
    }

    private static int rounded(double value) {
        return Math.clamp((int) Math.floor(value + 0.5), 0, 255);
    }

    private static void grey(byte[] rgb, int at, int value) {
        put(rgb, at, value, value, value);
    }

    private static void put(byte[] rgb, int at, int red, int green, int blue) {
        rgb[at] = (byte) red;
        rgb[at + 1] = (byte) green;
        rgb[at + 2] = (byte) blue;
    }
}
