package ijepa.app.control.curve;

import ijepa.renderer.map.BlockPalette;

/**
 * One curve of a chart.
 *
 * @param name    for the legend, readouts and exports
 * @param colour  {@code 0xAARRGGBB}
 * @param pattern which dashes tell it from others of its colour; 0 for an unbroken line
 * @param places  as many as samples, or more while the last is on its way
 */
public record Curve(String name, int colour, int pattern, Places places, Samples samples) {

    /** Blue first and yellow last: on white and on near-black alike the first ones read best. */
    private static final int[] ORDER = {6, 5, 2, 3, 1, 0, 4};

    /** The colour of one of several curves, after Okabe and Ito (2008); colours repeat after seven. */
    public static int colour(int index) {
        return BlockPalette.target(ORDER[index % ORDER.length]);
    }

    int size() {
        return Math.min(places.size(), samples.size());
    }
}
