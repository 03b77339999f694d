package ijepa.renderer.map;

import java.util.Arrays;
import java.util.Optional;

import ijepa.core.mask.PatchGrid;

/**
 * One map over the patch grid as data: what a panel of the window, a picture file or a figure shows.
 *
 * @param title   a few words
 * @param colours {@code [N]} as {@code 0xAARRGGBB}; transparent where there is nothing to show; not copied
 * @param values  {@code [N]} what the colours say, no number where there is nothing; empty where colours are all there is
 * @param scale   what the colours mean; absent where they are principal components
 * @param unit    what the values are, a few words
 */
public record MapPanel(
        String title, PatchGrid grid, int[] colours, double[] values, Optional<ColourMap> scale, String unit) {

    public MapPanel {
        if (colours.length != grid.size() || values.length != 0 && values.length != grid.size()) {
            throw new IllegalArgumentException("A map of " + grid.rows() + " x " + grid.columns() + " patches needs "
                    + grid.size() + " colours, not " + colours.length + ", and as many values or none, not "
                    + values.length + ".");
        }
    }

    /** Values in the colours of a scale. */
    public static MapPanel of(String title, PatchGrid grid, double[] values, ColourMap scale, String unit) {
        return new MapPanel(title, grid, scale.argb(values), values, Optional.of(scale), unit);
    }

    /** Colours that stand for vectors. */
    public static MapPanel ofColours(String title, PatchGrid grid, int[] colours) {
        return new MapPanel(title, grid, colours, new double[0], Optional.empty(), "principal components");
    }

    /** Errors from 0 to the next round number above the largest, so that a scale rests while blocks move. */
    public static MapPanel ofErrors(String title, PatchGrid grid, double[] errors, String unit) {
        double largest = Arrays.stream(errors).filter(Double::isFinite).max().orElse(0);
        return of(
                title, grid, errors, new ColourMap(ColourScale.VIRIDIS, 0, ColourMap.roundedUp(largest), false), unit);
    }

    /** Shares of 1, from 0 to the next round number above the largest. */
    public static MapPanel ofShares(String title, PatchGrid grid, double[] shares, String unit) {
        double largest = Arrays.stream(shares).filter(Double::isFinite).max().orElse(0);
        return of(title, grid, shares, new ColourMap(ColourScale.MAGMA, 0, ColourMap.roundedUp(largest), false), unit);
    }

    /** The same values in the same colours between other ends; a panel without scale stays as it is. */
    public MapPanel withScale(double min, double max) {
        return scale.map(old -> of(title, grid, values, new ColourMap(old.scale(), min, max, old.reversed()), unit))
                .orElse(this);
    }

    /** The value of one patch; no number where there is none. */
    public double value(int patch) {
        return values.length == 0 ? Double.NaN : values[patch];
    }
}
