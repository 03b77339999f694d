package ijepa.app.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ijepa.core.mask.MaskPreset;
import ijepa.core.mask.MaskStatistics;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockParameters;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.Range;

/**
 * What can be said of a strategy before anything is trained with it.
 *
 * @param kind how good it is
 * @param text why, in words
 */
public record Verdict(Kind kind, String text) {

    /** From fine to useless. */
    public enum Kind {
        PUBLISHED,
        DIFFERENT,
        IMPOSSIBLE
    }

    /** Cuts that leave more than this share of the context go without a word. */
    private static final double WORTH_SAYING = 0.97;

    /** A band of rows that is seen less often than this share of the others is as good as unseen. */
    private static final double RARE = 0.35;

    /**
     * Judges a strategy on a grid.
     *
     * @param problem    why nothing can be drawn from it; empty when something can
     * @param statistics of it; empty before they are counted
     */
    public static Verdict of(
            MaskStrategy strategy, PatchGrid grid, String problem, Optional<MaskStatistics> statistics) {
        if (!problem.isEmpty()) {
            return new Verdict(Kind.IMPOSSIBLE, problem);
        }
        List<String> sentences = new ArrayList<>();
        Kind kind = describe(strategy, sentences);
        MaskPreset.of(strategy)
                .filter(preset -> kind == Kind.DIFFERENT)
                .flatMap(preset -> preset.accuracy().stream().boxed().findFirst())
                .ifPresent(accuracy -> sentences.add(String.format(
                        Locale.ROOT, "The paper reports %.1f %% for it, 54.2 %% for its own settings.", accuracy)));
        statistics.filter(counted -> counted.grid().equals(grid)).ifPresent(counted -> cut(counted, sentences));
        return new Verdict(kind, String.join(" ", sentences));
    }

    private static Kind describe(MaskStrategy strategy, List<String> sentences) {
        switch (strategy) {
            case MaskStrategy.MultiBlock(MultiBlockParameters parameters) -> {
                List<String> differences = differences(parameters);
                if (differences.isEmpty()) {
                    sentences.add("The published settings.");
                    return Kind.PUBLISHED;
                }
                sentences.add("Works. Unlike the paper: " + String.join("; ", differences) + ".");
            }
            case MaskStrategy.UnbiasedMultiBlock(MultiBlockParameters parameters) -> {
                List<String> differences = new ArrayList<>();
                differences.add("sizes by image, the last row and column reached, no cut");
                differences.addAll(differences(parameters));
                sentences.add("Works. Unlike the published code: " + String.join("; ", differences) + ".");
            }
            case MaskStrategy.Rasterized() ->
                sentences.add("Works. Unlike the paper's: one quadrant is the context, three are the targets.");
            case MaskStrategy.OneBlock ignored ->
                sentences.add("Works. Unlike the paper's: one large target, all else is the context.");
            case MaskStrategy.RandomPatches ignored ->
                sentences.add("Works. Unlike the paper's: single patches at random are the target.");
            case MaskStrategy.Custom ignored -> sentences.add("Works. The same layout for every image.");
        }
        return Kind.DIFFERENT;
    }

    private static List<String> differences(MultiBlockParameters settings) {
        MultiBlockParameters published = MultiBlockParameters.PUBLISHED;
        List<String> differences = new ArrayList<>();
        compare("target scale", settings.targetScale(), published.targetScale(), differences);
        compare("target aspect", settings.targetAspect(), published.targetAspect(), differences);
        compare("context scale", settings.contextScale(), published.contextScale(), differences);
        compare("targets", settings.targets(), published.targets(), differences);
        compare("contexts", settings.contexts(), published.contexts(), differences);
        compare("min keep", settings.minKeep(), published.minKeep(), differences);
        if (settings.allowOverlap()) {
            differences.add("the context keeps target patches");
        }
        return differences;
    }

    private static void compare(String name, Range now, Range published, List<String> differences) {
        if (!now.equals(published)) {
            differences.add(String.format(
                    Locale.ROOT,
                    "%s %.4g\u2013%.4g, not %.4g\u2013%.4g",
                    name,
                    now.min(),
                    now.max(),
                    published.min(),
                    published.max()));
        }
    }

    private static void compare(String name, int now, int published, List<String> differences) {
        if (now != published) {
            differences.add(name + " " + now + ", not " + published);
        }
    }

    private static void cut(MaskStatistics counted, List<String> sentences) {
        if (!counted.truncation().cuts()) {
            return;
        }
        double drawn = counted.truncation().meanShare(1);
        double seen = counted.truncation().meanShare(counted.batch());
        if (seen > WORTH_SAYING * drawn) {
            sentences.add("At batch " + counted.batch() + " the cut to the shortest context takes next to nothing.");
            return;
        }
        sentences.add(String.format(
                Locale.ROOT,
                "At batch %d the cut to the shortest leaves %.0f %% of the image as context, of %.0f %% drawn.",
                counted.batch(),
                100 * seen,
                100 * drawn));
        PatchGrid grid = counted.grid();
        int lower = grid.rows() - Math.max(1, grid.rows() / 4);
        double bottom = counted.meanOfRows(counted.seenProbability(), lower, grid.rows());
        double above = counted.meanOfRows(counted.seenProbability(), 0, lower);
        if (lower > 0 && bottom < RARE * above) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "It takes the lower rows: patches of the last %d are seen in %.0f %% of the images, the others in %.0f %%.",
                    grid.rows() - lower,
                    100 * bottom,
                    100 * above));
        }
    }
}
