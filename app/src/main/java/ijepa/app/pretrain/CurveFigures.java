package ijepa.app.pretrain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ijepa.app.control.curve.ShownCurves;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.Series;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.map.BlockPalette;

/** A chart's curves as a part of a figure, with their numbers: a run that goes on or is deleted does not change it. */
final class CurveFigures {

    /** More than a printed column has dots; a recipe holds these many numbers, not a million. */
    private static final int MOST_POINTS = 4000;

    private static final int COLOURS = 7;

    private CurveFigures() {}

    /** What is in sight, smoothed curves over the pale values that they are made from. */
    static PanelSource.Numbers of(ShownCurves shown) {
        List<Series> series = new ArrayList<>();
        for (ShownCurves.Values curve : shown.curves()) {
            int[] kept = kept(curve.values());
            double[] x = new double[kept.length];
            double[] values = new double[kept.length];
            double[] smoothed = new double[kept.length];
            boolean smooths = false;
            for (int i = 0; i < kept.length; i++) {
                x[i] = curve.places()[kept[i]];
                values[i] = curve.values()[kept[i]];
                smoothed[i] = curve.smoothed()[kept[i]];
                smooths |= Double.isFinite(values[i]) && values[i] != smoothed[i];
            }
            int colour = colour(curve.colour());
            if (smooths) {
                series.add(new Series("", x, values, Series.Shape.FAINT, colour));
            }
            String name = shown.curves().size() == 1 ? "" : curve.name();
            series.add(new Series(
                    name, x, smoothed, curve.pattern() == 0 ? Series.Shape.LINE : Series.Shape.DASHED, colour));
        }
        return new PanelSource.Numbers(
                new Panel.Chart(capital(shown.acrossTitle()), shown.title(), false, shown.logarithmic(), series));
    }

    /** Indices of all points or, of too many, of the smallest and the largest of every few, so that no spike is lost. */
    private static int[] kept(float[] values) {
        if (values.length <= MOST_POINTS) {
            int[] all = new int[values.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = i;
            }
            return all;
        }
        int groups = MOST_POINTS / 2;
        int[] kept = new int[2 * groups];
        for (int group = 0; group < groups; group++) {
            int from = (int) ((long) values.length * group / groups);
            int to = (int) ((long) values.length * (group + 1) / groups);
            int low = from;
            int high = from;
            for (int i = from + 1; i < to; i++) {
                low = values[i] < values[low] || Float.isNaN(values[low]) ? i : low;
                high = values[i] > values[high] || Float.isNaN(values[high]) ? i : high;
            }
            kept[2 * group] = Math.min(low, high);
            kept[2 * group + 1] = Math.max(low, high);
        }
        return kept;
    }

    /** The same colour in a figure; yellow, which nobody sees on paper, is black there. */
    private static int colour(int argb) {
        int colour = 0;
        while (colour < COLOURS - 1 && BlockPalette.curve(colour) != argb) {
            colour++;
        }
        return colour;
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
