package ijepa.app.predict;

import java.util.Locale;

import ijepa.app.control.BlockRef;
import ijepa.core.mask.Block;
import ijepa.renderer.map.BlockErrors;

/**
 * One target block in the table.
 *
 * @param block  which
 * @param bounds the patches it spans
 * @param errors its error and the baselines'
 */
public record BlockRow(BlockRef block, Block bounds, BlockErrors.Entry errors) {

    /** How the prediction compares with the better baseline: how much smaller its error is, or larger. */
    String verdict() {
        double change = 100 * (errors.overBest() - 1);
        if (!Double.isFinite(change)) {
            return "\u2013";
        }
        return String.format(Locale.ROOT, "%s %.0f %%", change < 0 ? "\u2193" : "\u2191", Math.abs(change));
    }

    /** Whether the prediction is better than both baselines. */
    boolean isBetter() {
        return errors.overBest() < 1;
    }
}
