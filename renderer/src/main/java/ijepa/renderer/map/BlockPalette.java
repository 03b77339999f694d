package ijepa.renderer.map;

/** Colours of target blocks: the palette of Okabe and Ito (2008), which colour-blind readers can tell apart. */
public final class BlockPalette {

    private static final int[] TARGETS = {
        0xFFE69F00, 0xFF56B4E9, 0xFF009E73, 0xFFCC79A7, 0xFFF0E442, 0xFFD55E00, 0xFF0072B2
    };

    /** The same for thin lines on white: dark ones first, yellow, which nobody sees there, left out for black. */
    private static final int[] CURVES = {
        0xFF0072B2, 0xFFD55E00, 0xFF009E73, 0xFFCC79A7, 0xFFE69F00, 0xFF56B4E9, 0xFF000000
    };

    private static final int DARK = 0xFF141414;
    private static final int LIGHT = 0xFFFFFFFF;

    private BlockPalette() {}

    /** The colour {@code 0xFFRRGGBB} of one target; colours repeat after seven. */
    public static int target(int index) {
        return TARGETS[index % TARGETS.length];
    }

    /** The colour {@code 0xFFRRGGBB} of one curve on white; colours repeat after seven. */
    public static int curve(int index) {
        return CURVES[Math.floorMod(index, CURVES.length)];
    }

    /** Near-black or white, whichever reads better on a colour. */
    public static int textOn(int argb) {
        double luminance = (0.2126 * (argb >> 16 & 0xFF) + 0.7152 * (argb >> 8 & 0xFF) + 0.0722 * (argb & 0xFF)) / 255;
        return luminance > 0.45 ? DARK : LIGHT;
    }
}
