package ijepa.renderer.figure.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import ijepa.renderer.figure.Mark;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.Tile;

/** Pictures under given layouts, as the Masks workspace shows them: one layout, or a sheet of many draws. */
final class MaskLayoutsTemplate {

    /** What the encoder does not see stays recognisable, because targets lie there. */
    private static final int DIM = 0xAD000000;

    /** Blocks of smaller pictures have no room for numbers. */
    private static final int MOST_NUMBERED_COLUMNS = 3;

    private MaskLayoutsTemplate() {}

    static Panel panel(PanelSource.MaskLayouts source, FigureInputs inputs) {
        int columns = Math.min(source.columns(), source.layouts().size());
        List<List<Optional<Tile>>> rows = new ArrayList<>();
        for (FileInput image : source.images()) {
            Photograph photograph = Photograph.of(
                    image, source.fit(), source.layouts().getFirst().grid(), inputs);
            List<Optional<Tile>> row = new ArrayList<>();
            for (int i = 0; i < source.layouts().size(); i++) {
                row.add(Optional.of(tile(
                                photograph,
                                source.layouts().get(i),
                                cut(
                                        source.cuts().get(i),
                                        source.layouts().get(i).grid()),
                                columns <= MOST_NUMBERED_COLUMNS)
                        .withNote(source.notes().get(i))));
                if (row.size() == columns) {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            }
            if (!row.isEmpty()) {
                while (row.size() < columns) {
                    row.add(Optional.empty());
                }
                rows.add(row);
            }
        }
        return new Panel.Pictures(
                Collections.nCopies(columns, ""), Collections.nCopies(rows.size(), ""), rows, List.of());
    }

    private static PatchSet cut(List<Integer> patches, PatchGrid grid) {
        if (patches.stream().anyMatch(patch -> patch < 0 || patch >= grid.size())) {
            throw new InputException("A layout's cut names patches " + patches + ", but its grid has patches 0 to "
                    + (grid.size() - 1) + ".");
        }
        return PatchSet.of(patches.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Tile tile(Photograph photograph, MaskLayout layout, PatchSet cut, boolean numbers) {
        PatchSet seen = PatchSet.of(layout.contextPatches());
        List<Mark> marks = new ArrayList<>();
        marks.add(Mark.Cells.over(layout.grid(), patch -> !seen.contains(patch), DIM));
        if (!cut.isEmpty()) {
            marks.add(new Mark.Hatched(cut));
        }
        layout.context().forEach(region -> marks.add(new Mark.Outline(region, Mark.Outline.CONTEXT)));
        marks.addAll(Mark.targets(layout));
        for (int m = 0; numbers && m < layout.targets().size(); m++) {
            marks.add(new Mark.Number(layout.targets().get(m), m));
        }
        return Tile.picture(layout.grid(), photograph.shown(), marks);
    }
}
