package ijepa.app.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ijepa.app.control.BlockRef;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.renderer.map.BlockErrors;

/**
 * One row of the table: a target block, or the mean of all.
 *
 * @param block  which; empty for the mean
 * @param size   height and width in patches, or what the mean is taken over
 * @param errors the prediction's error and the baselines'
 * @param scale  the largest error of all rows, where bars end
 */
public record BlockRow(Optional<BlockRef> block, String size, BlockErrors.Entry errors, double scale) {

    /** All blocks of a layout, and their mean where there are several. */
    static List<BlockRow> list(MaskLayout layout, BlockErrors errors) {
        double scale = 0;
        for (BlockErrors.Entry entry : errors.blocks()) {
            scale = Math.max(
                    scale, Math.max(entry.predicted(), Math.max(entry.meanEmbedding(), entry.nearestContext())));
            scale = Double.isNaN(entry.untrained()) ? scale : Math.max(scale, entry.untrained());
        }
        List<BlockRow> rows = new ArrayList<>();
        for (int m = 0; m < errors.blocks().size(); m++) {
            Block bounds = layout.targets().get(m).bounds(layout.grid());
            rows.add(new BlockRow(
                    Optional.of(BlockRef.target(m)),
                    bounds.height() + " \u00d7 " + bounds.width(),
                    errors.blocks().get(m),
                    scale));
        }
        if (rows.size() > 1) {
            rows.add(new BlockRow(Optional.empty(), "All blocks", errors.mean(), scale));
        }
        return rows;
    }

    /** How the prediction compares with the best baseline: how much smaller its error is, or larger. */
    String verdict() {
        double change = 100 * (errors.overBest() - 1);
        if (!Double.isFinite(change)) {
            return "";
        }
        return String.format(
                Locale.ROOT, change < 0 ? "\u2193 %.0f %% better" : "\u2191 %.0f %% worse", Math.abs(change));
    }

    /** Whether the prediction is better than all baselines. */
    boolean isBetter() {
        return errors.overBest() < 1;
    }
}
