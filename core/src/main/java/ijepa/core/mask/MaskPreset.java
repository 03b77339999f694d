package ijepa.core.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A strategy under a name.
 *
 * @param group    what presets it belongs with
 * @param title    its name within the group
 * @param strategy what it sets
 * @param accuracy what the paper reports of it: top-1 in percent with 1 % of ImageNet's labels, ViT-B/16; empty for none
 */
public record MaskPreset(String group, String title, MaskStrategy strategy, OptionalDouble accuracy) {

    /** The paper's settings and its ablations (Tables 6, 8, 9 and 10). */
    public static final List<MaskPreset> PAPER = paper();

    /** Its accuracy in the paper, where a strategy is one of the paper's. */
    public static Optional<MaskPreset> of(MaskStrategy strategy) {
        return PAPER.stream().filter(preset -> preset.strategy.equals(strategy)).findFirst();
    }

    private static List<MaskPreset> paper() {
        MultiBlockParameters published = MultiBlockParameters.PUBLISHED;
        List<MaskPreset> presets = new ArrayList<>();
        String strategies = "Strategies";
        presets.add(multiBlock(strategies, "Multi-block", published, 54.2));
        presets.add(of(strategies, "Rasterized", new MaskStrategy.Rasterized(), 15.5));
        presets.add(of(strategies, "Block", MaskStrategy.OneBlock.PUBLISHED, 20.2));
        presets.add(of(strategies, "Random", MaskStrategy.RandomPatches.PUBLISHED, 17.6));
        double[] byTargets = {9.0, 22.0, 48.5, 54.2};
        for (int targets = 1; targets <= byTargets.length; targets++) {
            presets.add(multiBlock(
                    "Number of targets",
                    targets == 1 ? "1 target" : targets + " targets",
                    published.withTargets(targets),
                    byTargets[targets - 1]));
        }
        double[][] scales = {
            {0.075, 0.2, 19.2},
            {0.1, 0.2, 39.2},
            {0.125, 0.2, 42.4},
            {0.15, 0.2, 54.2},
            {0.2, 0.25, 38.9},
            {0.2, 0.3, 33.6}
        };
        for (double[] scale : scales) {
            presets.add(multiBlock(
                    "Target scale",
                    scale[0] + " to " + scale[1],
                    published.withTargetScale(new Range(scale[0], scale[1])),
                    scale[2]));
        }
        double[][] contexts = {{0.4, 31.2}, {0.65, 47.1}, {0.75, 49.3}, {0.85, 54.2}};
        for (double[] context : contexts) {
            presets.add(multiBlock(
                    "Context scale",
                    context[0] + " to 1",
                    published.withContextScale(new Range(context[0], 1)),
                    context[1]));
        }
        return List.copyOf(presets);
    }

    private static MaskPreset multiBlock(String group, String title, MultiBlockParameters parameters, double accuracy) {
        return of(group, title, new MaskStrategy.MultiBlock(parameters), accuracy);
    }

    private static MaskPreset of(String group, String title, MaskStrategy strategy, double accuracy) {
        return new MaskPreset(group, title, strategy, OptionalDouble.of(accuracy));
    }
}
