package ijepa.app.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.image.Image;

import ijepa.app.control.FxImages;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.renderer.diffusion.SampleSpread;

/**
 * Paints one row's cells: original, context, samples, mean and spread.
 *
 * @param alone whether a block's samples fill their cells in place of the block's box in the image
 */
record RowPainter(DecodeRequest request, Image original, boolean alone) {

    /** Standard deviation, of 255, at the upper end of the spread's colours. */
    static final double LARGEST_SPREAD = 64;

    /** What the cells are, for titles and screen readers. */
    List<String> names(DecodedGrid.Row row) {
        List<String> names = new ArrayList<>();
        names.add("Original");
        names.add("Context");
        for (int i = 0; i < row.slots().size(); i++) {
            names.add("Sample " + (i + 1) + ", seed " + row.slots().get(i).seed());
        }
        if (hasSpread(row)) {
            names.add("Mean of the samples");
            names.add("Spread of the samples");
        }
        return names;
    }

    static boolean hasSpread(DecodedGrid.Row row) {
        return !(row.subject() instanceof RowSubject.Between) && row.slots().size() > 1;
    }

    /** What a row is, in words. */
    static String title(RowSubject subject) {
        return switch (subject) {
            case RowSubject.Predicted(int block) -> "Block " + (block + 1) + ": what is predicted";
            case RowSubject.There(int block) -> "Block " + (block + 1) + ": what is there, by the target encoder";
            case RowSubject.Whole() -> "Whole image, by the target encoder";
            case RowSubject.Between(int from, int to) ->
                "From the prediction of block " + (from + 1) + " to that of block " + (to + 1) + ", one seed";
        };
    }

    /** Paints a row into as many cells as it has names. */
    void paint(DecodedGrid.Row row, List<PictureCell> cells) {
        cells.forEach(PictureCell::clear);
        MaskLayout layout = request.layout();
        PatchGrid grid = layout.grid();
        Optional<Integer> number = block(row.subject());
        Optional<Block> block = number.map(own -> layout.targets().get(own).bounds(grid));
        if (alone && block.isPresent()) {
            cells.get(0).part(original, grid, block.get());
        } else {
            cells.get(0).picture(original);
            block.ifPresent(own -> cells.get(0).outline(grid, own, number.get()));
        }
        if (row.subject() instanceof RowSubject.Whole) {
            cells.get(1).picture(original);
        } else {
            cells.get(1).picture(original).hide(layout);
            block.ifPresent(own -> cells.get(1).outline(grid, own, number.get()));
        }
        for (int i = 0; i < row.slots().size(); i++) {
            DecodedGrid.Slot slot = row.slots().get(i);
            PictureCell cell = cells.get(2 + i);
            put(cell, slot.picture().map(FxImages::of), block, number);
            if (slot.picture().isPresent()) {
                cell.share(slot.share());
            }
        }
        if (hasSpread(row)) {
            Optional<SampleSpread> spread = row.spread();
            int at = 2 + row.slots().size();
            put(cells.get(at), spread.map(own -> FxImages.of(own.mean())), block, number);
            put(cells.get(at + 1), spread.map(own -> FxImages.of(own.picture(LARGEST_SPREAD))), block, number);
        }
    }

    private void put(PictureCell cell, Optional<Image> picture, Optional<Block> block, Optional<Integer> number) {
        PatchGrid grid = request.layout().grid();
        if (block.isEmpty() || alone) {
            picture.ifPresentOrElse(cell::picture, cell::waiting);
            return;
        }
        cell.picture(original).hide(request.layout());
        picture.ifPresent(own -> cell.inside(own, grid, block.get()));
        cell.outline(grid, block.get(), number.get());
    }

    private static Optional<Integer> block(RowSubject subject) {
        return switch (subject) {
            case RowSubject.Predicted(int block) -> Optional.of(block);
            case RowSubject.There(int block) -> Optional.of(block);
            default -> Optional.empty();
        };
    }
}
