package ijepa.renderer.diffusion;

import java.util.Locale;
import java.util.Set;

/** What a decoder is shown, and which pixels belong to it. */
public enum ConditionKind {
    /** The paper's Figure 6: the average of the predictor's output over one target block; pixels of that block. */
    BLOCK("blocks"),
    /** The paper's Figure 7: the average of the target encoder's output over the image; pixels of the whole image. */
    IMAGE("whole images");

    private final String plural;

    ConditionKind(String plural) {
        this.plural = plural;
    }

    /** Several of them, in words. */
    public String plural() {
        return plural;
    }

    /** Its name in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Rows of numbers, one for each kind, with those of some kinds from elsewhere. */
    static float[][] withRows(float[][] rows, Set<ConditionKind> kinds, float[][] elsewhere) {
        float[][] all = rows.clone();
        for (ConditionKind kind : kinds) {
            all[kind.ordinal()] = elsewhere[kind.ordinal()];
        }
        return all;
    }
}
