package ijepa.renderer.figure;

import java.util.List;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.renderer.figure.Element.Side;
import ijepa.renderer.map.ColourMap;

/** Lays out pictures in rows and columns, headings above, names at the left, notes and colour bars below. */
final class PicturesLayout {

    private static final double GAP = 3;
    /** Below this a picture shows nothing, and with ever more columns its width would be less than none. */
    private static final double LEAST = 2;

    private static final double BAR = 5;
    /** Room at both ends of a colour bar, as a share of the picture's width: numbers of neighbours shall not touch. */
    private static final double BAR_INSET = 0.06;

    private static final int BAR_STEPS = 256;

    private final Ink ink;
    private final Panel.Pictures pictures;
    private final double left;
    private final double tile;

    PicturesLayout(Ink ink, Panel.Pictures pictures, double left, double width) {
        this.ink = ink;
        this.pictures = pictures;
        double names = pictures.rows().stream().allMatch(String::isEmpty) ? 0 : ink.line() + 1;
        this.left = left + names;
        int columns = pictures.columns().size();
        tile = (width - names - (columns - 1) * GAP) / columns;
        if (tile < LEAST) {
            int fitting = (int) Math.max(0, (width - names + GAP) / (LEAST + GAP));
            throw new InputException("The figure has " + columns + " columns of pictures where " + fitting
                    + " fit: show fewer samples, maps or layouts beside each other, make the figure wider, or give it fewer"
                    + " columns of parts.");
        }
    }

    double draw(double top) {
        double y = top + heads(top);
        for (int row = 0; row < pictures.tiles().size(); row++) {
            if (row > 0) {
                y += GAP;
            }
            y += row(row, y);
        }
        return y + bars(y) - top;
    }

    private double x(int column) {
        return left + column * (tile + GAP);
    }

    /** Headings end on one line; returns their height. */
    private double heads(double top) {
        List<List<String>> heads = pictures.columns().stream()
                .map(words -> words.isEmpty() ? List.<String>of() : ink.wrapped(words, tile + GAP - 1, false))
                .toList();
        int most = heads.stream().mapToInt(List::size).max().orElse(0);
        for (int column = 0; column < heads.size(); column++) {
            List<String> lines = heads.get(column);
            for (int i = 0; i < lines.size(); i++) {
                double line = top + (most - lines.size() + i) * ink.line();
                ink.text(lines.get(i), x(column) + tile / 2, line + ink.ascent(), Ink.BLACK, Side.CENTRE);
            }
        }
        return most == 0 ? 0 : most * ink.line() + 1.5;
    }

    private double row(int row, double top) {
        double tall = 0;
        int most = 0;
        for (int column = 0; column < pictures.columns().size(); column++) {
            Optional<Tile> found = pictures.tiles().get(row).get(column);
            if (found.isEmpty()) {
                continue;
            }
            TileLayout drawn = new TileLayout(ink, found.get(), x(column), top, tile);
            drawn.draw();
            tall = Math.max(tall, drawn.height());
            List<String> note = found.get().note().isEmpty()
                    ? List.of()
                    : ink.wrapped(found.get().note(), tile + GAP - 1, false);
            for (int i = 0; i < note.size(); i++) {
                double baseline = top + drawn.height() + 1 + i * ink.line() + ink.ascent();
                ink.text(note.get(i), x(column) + tile / 2, baseline, Ink.GREY, Side.CENTRE);
            }
            most = Math.max(most, note.size());
        }
        String name = pictures.rows().get(row);
        if (!name.isEmpty()) {
            ink.upward(ink.fitted(name, tall, false), left - 3, top + tall / 2, Ink.BLACK);
        }
        return tall + (most == 0 ? 0 : most * ink.line() + 1);
    }

    /** Colour bars; returns the height they take. */
    private double bars(double below) {
        if (pictures.bars().stream().allMatch(Optional::isEmpty)) {
            return 0;
        }
        double top = below + 4;
        for (int column = 0; column < pictures.bars().size(); column++) {
            if (pictures.bars().get(column).isPresent()) {
                bar(pictures.bars().get(column).get(), x(column), top);
            }
        }
        int lines = pictures.bars().stream()
                .flatMap(Optional::stream)
                .mapToInt(bar -> fitsBetween(bar) ? 1 : 1 + titleLines(bar).size())
                .max()
                .orElse(0);
        return 4 + BAR + 2 + lines * ink.line();
    }

    private List<String> titleLines(ScaleBar bar) {
        return ink.wrapped(bar.title(), tile + GAP - 1, false);
    }

    private double barWidth() {
        return tile * (1 - 2 * BAR_INSET);
    }

    /** Whether a bar's title has room between its two numbers. */
    private boolean fitsBetween(ScaleBar bar) {
        double numbers = 2
                * Math.max(
                        ink.width(Numbers.short3(bar.colours().min()), false),
                        ink.width(Numbers.short3(bar.colours().max()), false));
        return ink.width(bar.title(), false) + numbers + ink.size() <= barWidth();
    }

    private void bar(ScaleBar bar, double from, double top) {
        ColourMap colours = bar.colours();
        int[] steps = new int[BAR_STEPS];
        for (int i = 0; i < BAR_STEPS; i++) {
            steps[i] = colours.argb(colours.min() + (i + 0.5) / BAR_STEPS * (colours.max() - colours.min()));
        }
        double x = from + tile * BAR_INSET;
        ink.picture(new Raster(BAR_STEPS, 1, steps), x, top, barWidth(), BAR, true, 1);
        double baseline = top + BAR + 2 + ink.ascent();
        ink.text(Numbers.short3(colours.min()), x, baseline, Ink.BLACK, Side.LEFT);
        ink.text(Numbers.short3(colours.max()), x + barWidth(), baseline, Ink.BLACK, Side.RIGHT);
        double middle = x + barWidth() / 2;
        if (fitsBetween(bar)) {
            ink.text(bar.title(), middle, baseline, Ink.BLACK, Side.CENTRE);
        } else {
            for (String line : titleLines(bar)) {
                baseline += ink.line();
                ink.text(line, middle, baseline, Ink.BLACK, Side.CENTRE);
            }
        }
    }
}
