package ijepa.app.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.image.Image;

import ijepa.app.control.FxImages;
import ijepa.app.predict.NeighbourModel.Neighbour;
import ijepa.app.shell.OpenImage;
import ijepa.core.mask.Block;
import ijepa.core.mask.PatchGrid;
import ijepa.renderer.diffusion.ConditionKind;
import ijepa.renderer.diffusion.SampleSpread;
import ijepa.renderer.predict.CheckpointShelf;

/**
 * Paints one row's cells: original, context, samples, mean and spread, and real blocks that are like the predicted one; of
 * a strip its two ends and the pictures between.
 *
 * @param alone whether a block's samples fill their cells in place of the block's box in the image
 * @param real  the nearest real blocks of each target block, the most similar first
 */
record RowPainter(DecodeRequest request, Image original, boolean alone, Map<Integer, List<Neighbour>> real) {

    /** Standard deviation, of 255, at the upper end of the spread's colours. */
    static final double LARGEST_SPREAD = 64;

    /** What the cells are, for titles and screen readers. */
    List<String> names(DecodedGrid.Row row) {
        List<String> names = new ArrayList<>();
        int slots = row.slots().size();
        if (row.subject().isStrip()) {
            names.add("From " + ends(row.subject()).getFirst());
            for (int i = 0; i < slots; i++) {
                names.add("Picture " + (i + 1) + " of " + slots + ", seed "
                        + row.slots().get(i).seed());
            }
            names.add("To " + ends(row.subject()).getLast());
            return names;
        }
        names.add("Original");
        names.add("Context");
        for (int i = 0; i < slots; i++) {
            names.add("Sample " + (i + 1) + ", seed " + row.slots().get(i).seed());
        }
        if (hasSpread(row)) {
            names.add("Mean of the samples");
            names.add("Spread of the samples");
        }
        for (Neighbour neighbour : neighbours(row.subject())) {
            names.add(String.format(
                    Locale.ROOT,
                    "Real block of %s, cosine %.3f with what is predicted",
                    neighbour.file().getFileName(),
                    neighbour.similarity()));
        }
        return names;
    }

    private List<String> ends(RowSubject strip) {
        return switch (strip) {
            case RowSubject.Between(int from, int to) -> List.of("block " + (from + 1), "block " + (to + 1));
            case RowSubject.BetweenImages(OpenImage from) ->
                List.of(from.source().name(), request.image().source().name());
            default -> throw new IllegalArgumentException("Not a strip: " + strip);
        };
    }

    /** The cell of a row's first sample, from 0. */
    static int firstSlot(RowSubject subject) {
        return subject.isStrip() ? 1 : 2;
    }

    private List<Neighbour> neighbours(RowSubject subject) {
        return subject instanceof RowSubject.Predicted(int block) ? real.getOrDefault(block, List.of()) : List.of();
    }

    static boolean hasSpread(DecodedGrid.Row row) {
        return !row.subject().isStrip() && row.slots().size() > 1;
    }

    /** What a row is, in words. */
    static String title(RowSubject subject) {
        return switch (subject) {
            case RowSubject.Predicted(int block) -> "Block " + (block + 1) + ": what is predicted";
            case RowSubject.There(int block) -> "Block " + (block + 1) + ": what is there, by the target encoder";
            case RowSubject.Whole() -> "Whole image, by the target encoder";
            case RowSubject.Between(int from, int to) ->
                "From the prediction of block " + (from + 1) + " to that of block " + (to + 1) + ", one seed";
            case RowSubject.BetweenImages(OpenImage from) ->
                "From " + from.source().name() + " to the shown image, by the target encoder, one seed";
            case RowSubject.AtCheckpoint(CheckpointShelf.Source source, Optional<Integer> block) ->
                "At " + source.name() + ": "
                        + block.map(own -> "block " + (own + 1) + ", what is predicted")
                                .orElse("whole image, by the target encoder");
        };
    }

    /** Paints a row into as many cells as it has names. */
    void paint(DecodedGrid.Row row, List<PictureCell> cells) {
        cells.forEach(PictureCell::clear);
        if (row.subject().isStrip()) {
            ends(row.subject(), cells);
        } else {
            image(row.subject(), cells);
        }
        int first = firstSlot(row.subject());
        for (int i = 0; i < row.slots().size(); i++) {
            DecodedGrid.Slot slot = row.slots().get(i);
            PictureCell cell = cells.get(first + i);
            put(cell, slot.picture().map(FxImages::of), row.subject());
            if (slot.picture().isPresent()) {
                cell.share(slot.share());
            }
        }
        int next = first + row.slots().size();
        if (hasSpread(row)) {
            Optional<SampleSpread> spread = row.spread();
            put(cells.get(next++), spread.map(own -> FxImages.of(own.mean())), row.subject());
            put(cells.get(next++), spread.map(own -> FxImages.of(own.picture(LARGEST_SPREAD))), row.subject());
        }
        for (Neighbour neighbour : neighbours(row.subject())) {
            real(neighbour, cells.get(next++));
        }
    }

    /** The image with the block, and what the context encoder sees of it. */
    private void image(RowSubject subject, List<PictureCell> cells) {
        PatchGrid grid = request.layout().grid();
        Optional<Integer> number = subject.place();
        Optional<Block> block = number.map(this::bounds);
        PictureCell whole = cells.get(0);
        PictureCell context = cells.get(1);
        if (alone && block.isPresent()) {
            whole.part(original, grid, block.get());
        } else {
            whole.picture(original);
        }
        context.picture(original);
        if (subject.kind() == ConditionKind.BLOCK) {
            context.hide(request.layout());
        }
        if (block.isPresent()) {
            context.outline(grid, block.get(), number.get());
            if (!alone) {
                whole.outline(grid, block.get(), number.get());
            }
        }
    }

    private void ends(RowSubject strip, List<PictureCell> cells) {
        switch (strip) {
            case RowSubject.Between(int from, int to) -> {
                PatchGrid grid = request.layout().grid();
                cells.getFirst().picture(original).outline(grid, bounds(from), from);
                cells.getLast().picture(original).outline(grid, bounds(to), to);
            }
            case RowSubject.BetweenImages(OpenImage from) -> {
                cells.getFirst().picture(FxImages.of(from.square()));
                cells.getLast().picture(original);
            }
            default -> throw new IllegalArgumentException("Not a strip: " + strip);
        }
    }

    private void real(Neighbour neighbour, PictureCell cell) {
        PatchGrid grid = request.layout().grid();
        Image picture = FxImages.of(neighbour.picture());
        if (alone) {
            cell.part(picture, grid, neighbour.block());
        } else {
            cell.picture(picture).outline(grid, neighbour.block(), neighbour.asked());
        }
    }

    private Block bounds(int target) {
        return request.layout().targets().get(target).bounds(request.layout().grid());
    }

    private void put(PictureCell cell, Optional<Image> picture, RowSubject subject) {
        Optional<Integer> number = subject.place();
        if (number.isEmpty() || alone) {
            picture.ifPresentOrElse(cell::picture, cell::waiting);
            return;
        }
        PatchGrid grid = request.layout().grid();
        Block block = bounds(number.get());
        cell.picture(original).hide(request.layout());
        picture.ifPresent(own -> cell.inside(own, grid, block));
        cell.outline(grid, block, number.get());
    }
}
