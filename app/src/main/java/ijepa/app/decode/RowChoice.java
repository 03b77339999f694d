package ijepa.app.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ijepa.app.shell.OpenImage;
import ijepa.core.mask.MaskLayout;
import ijepa.renderer.predict.CheckpointShelf;

/**
 * Which rows there are.
 *
 * @param blocks  whether what is predicted for each target block is decoded
 * @param there   whether what the target encoder says of each block is decoded below
 * @param whole   whether the whole image is decoded
 * @param between the two blocks between which the way is decoded
 * @param from    the image from which the way to the shown one is decoded
 * @param run     checkpoints that a block, or else the whole image, is decoded at
 * @param block   which block that is
 */
record RowChoice(
        boolean blocks,
        boolean there,
        boolean whole,
        Optional<RowSubject.Between> between,
        Optional<OpenImage> from,
        List<CheckpointShelf.Source> run,
        int block) {

    RowChoice {
        run = List.copyOf(run);
    }

    /** The rows, from top to bottom. */
    List<RowSubject> rows(MaskLayout layout, OpenImage image, boolean hasPredictor) {
        List<RowSubject> rows = new ArrayList<>();
        int targets = hasPredictor ? layout.targets().size() : 0;
        for (int target = 0; target < targets; target++) {
            if (blocks) {
                rows.add(new RowSubject.Predicted(target));
            }
            if (there) {
                rows.add(new RowSubject.There(target));
            }
        }
        between.filter(way -> way.from() != way.to() && Math.max(way.from(), way.to()) < targets)
                .ifPresent(rows::add);
        if (whole) {
            rows.add(new RowSubject.Whole());
        }
        from.filter(other -> other != image).ifPresent(other -> rows.add(new RowSubject.BetweenImages(other)));
        Optional<Integer> decoded = blocks && block < targets ? Optional.of(block) : Optional.empty();
        run.forEach(source -> rows.add(new RowSubject.AtCheckpoint(source, decoded)));
        return rows;
    }
}
