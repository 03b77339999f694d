package ijepa.app.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.Range;

/**
 * What can be said of a setting before anything is trained with it.
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

    /**
     * Judges a setting.
     *
     * @param problem why nothing can be drawn from it; empty when something can
     */
    public static Verdict of(MultiBlockSettings settings, String problem) {
        if (!problem.isEmpty()) {
            return new Verdict(Kind.IMPOSSIBLE, problem);
        }
        MultiBlockSettings published = MultiBlockSettings.published(settings.grid());
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
        return differences.isEmpty()
                ? new Verdict(Kind.PUBLISHED, "The published settings.")
                : new Verdict(Kind.DIFFERENT, "Works. Unlike the paper: " + String.join("; ", differences) + ".");
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
}
