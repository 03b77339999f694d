package ijepa.renderer.figure.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.mask.Histogram;
import ijepa.core.mask.MaskStatistics;
import ijepa.renderer.figure.Figure;
import ijepa.renderer.figure.Mark;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.ScaleBar;
import ijepa.renderer.figure.Series;
import ijepa.renderer.figure.Tile;
import ijepa.renderer.map.ColourMap;
import ijepa.renderer.map.ColourScale;

/** How often patches are context or target, and how many patches both have. */
final class MaskFrequenciesTemplate {

    private static final int MOST_DRAWS = 1_000_000;

    private MaskFrequenciesTemplate() {}

    static List<Figure.Part> parts(PanelSource.MaskFrequencies source) {
        if (source.draws() < 1 || source.draws() > MOST_DRAWS || source.batch() < 1) {
            throw new InputException("Mask statistics need 1 to " + MOST_DRAWS
                    + " draws and a batch of at least 1, not " + source.draws() + " and " + source.batch() + ".");
        }
        MaskStatistics found = MaskStatistics.of(
                source.strategy().sampler(source.grid()), source.draws(), source.batch(), source.seed());
        return List.of(new Figure.Part("", maps(found)), new Figure.Part("", sizes(found)));
    }

    private static Panel maps(MaskStatistics found) {
        ColourMap colours = new ColourMap(ColourScale.VIRIDIS, 0, 1, false);
        List<String> heads = new ArrayList<>(List.of("Context as drawn"));
        List<Optional<Tile>> tiles = new ArrayList<>(List.of(tile(found, found.contextProbability(), colours)));
        if (found.truncation().cuts() && found.batch() > 1) {
            heads.add("Context after the cut to the shortest of " + found.batch());
            tiles.add(tile(found, found.seenProbability(), colours));
        }
        heads.add("Any target");
        tiles.add(tile(found, found.targetProbability(), colours));
        return new Panel.Pictures(
                heads,
                List.of(""),
                List.of(tiles),
                Collections.nCopies(heads.size(), Optional.of(new ScaleBar(colours, "Probability"))));
    }

    private static Optional<Tile> tile(MaskStatistics found, double[] probability, ColourMap colours) {
        return Optional.of(new Tile(
                found.grid(), Optional.empty(), true, 1, List.of(new Mark.Cells(colours.argb(probability))), ""));
    }

    private static Panel sizes(MaskStatistics found) {
        List<Series> series = new ArrayList<>();
        series.add(bars("Context as drawn", found.contextPatches(), 0));
        if (found.truncation().cuts() && found.batch() > 1) {
            double[] after = found.truncation().distribution(found.batch());
            double[] x = new double[after.length];
            double[] y = new double[after.length];
            for (int i = 0; i < after.length; i++) {
                x[i] = i;
                y[i] = after[i];
            }
            series.add(trimmed("Context after the cut, batch " + found.batch(), x, y, Series.Shape.LINE, 1));
        }
        series.add(bars("One target block", found.blockPatches(), 2));
        return new Panel.Chart("Patches", "Share of images", false, false, series);
    }

    private static Series bars(String name, Histogram counts, int colour) {
        int length = counts.largest() + 1;
        double[] x = new double[length];
        double[] y = new double[length];
        for (int i = 0; i < length; i++) {
            x[i] = i;
            y[i] = counts.share(i);
        }
        return trimmed(name, x, y, Series.Shape.BARS, colour);
    }

    /** Without the empty numbers at both ends. */
    private static Series trimmed(String name, double[] x, double[] y, Series.Shape shape, int colour) {
        int from = 0;
        int to = y.length;
        while (from < to - 1 && y[from] < 1e-6) {
            from++;
        }
        while (to > from + 1 && y[to - 1] < 1e-6) {
            to--;
        }
        return new Series(
                name,
                java.util.Arrays.copyOfRange(x, from, to),
                java.util.Arrays.copyOfRange(y, from, to),
                shape,
                colour);
    }
}
