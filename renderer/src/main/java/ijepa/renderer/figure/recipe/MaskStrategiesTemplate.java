package ijepa.renderer.figure.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchSet;
import ijepa.renderer.figure.Mark;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.Tile;

/**
 * The paper's view of mask strategies (its Figure 4): one row an image; the picture, then for each strategy what the
 * context encoder sees and what is to be predicted.
 */
final class MaskStrategiesTemplate {

    /** A strategy and its headings. */
    private record Column(String title, MaskStrategy strategy) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("Multi-block", MaskStrategy.MultiBlock.PUBLISHED),
            new Column("Rasterized", new MaskStrategy.Rasterized()),
            new Column("Block", MaskStrategy.OneBlock.PUBLISHED),
            new Column("Random", MaskStrategy.RandomPatches.PUBLISHED));

    private MaskStrategiesTemplate() {}

    static Panel panel(PanelSource.MaskStrategies source, FigureInputs inputs) {
        List<String> heads = new ArrayList<>(List.of("Original"));
        COLUMNS.forEach(column -> heads.addAll(List.of(column.title + " context", column.title + " targets")));
        List<List<Optional<Tile>>> rows = new ArrayList<>();
        for (int row = 0; row < source.images().size(); row++) {
            Photograph photograph = Photograph.of(source.images().get(row), source.fit(), source.grid(), inputs);
            List<Optional<Tile>> tiles = new ArrayList<>();
            tiles.add(Optional.of(Tile.picture(source.grid(), photograph.shown(), List.of())));
            for (Column column : COLUMNS) {
                MaskLayout layout = column.strategy
                        .nearestOn(source.grid())
                        .sampler(source.grid())
                        .draw(row, source.seed());
                tiles.add(Optional.of(shown(photograph, layout, PatchSet.of(layout.contextPatches()), List.of())));
                List<Mark> outlines =
                        layout.targets().getFirst() instanceof Block ? Mark.targets(layout) : List.<Mark>of();
                tiles.add(Optional.of(shown(photograph, layout, union(layout), outlines)));
            }
            rows.add(tiles);
        }
        return new Panel.Pictures(heads, Collections.nCopies(rows.size(), ""), rows, List.of());
    }

    private static Tile shown(Photograph photograph, MaskLayout layout, PatchSet seen, List<Mark> above) {
        List<Mark> marks = new ArrayList<>();
        marks.add(Mark.Cells.over(layout.grid(), patch -> !seen.contains(patch), DecodedTemplate.HIDDEN));
        marks.addAll(above);
        return Tile.picture(layout.grid(), photograph.shown(), marks);
    }

    private static PatchSet union(MaskLayout layout) {
        return PatchSet.of(layout.targets().stream()
                .flatMapToInt(region -> Arrays.stream(region.patches(layout.grid())))
                .toArray());
    }
}
