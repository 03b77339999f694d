package ijepa.renderer.figure.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ijepa.core.mask.MaskLayout;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.ScaleBar;
import ijepa.renderer.figure.Tile;
import ijepa.renderer.map.BlockErrors;
import ijepa.renderer.map.ColourMap;

/** One row an image: masks, context, target and predicted embeddings, errors beside the trivial baselines. */
final class SampleSheetTemplate {

    private SampleSheetTemplate() {}

    static Panel panel(PanelSource.SampleSheet source, FigureInputs inputs, Progress progress) {
        MaskLayout layout = source.layout();
        List<EmbeddingMapsTemplate.Row> rows = EmbeddingMapsTemplate.predicted(
                source.images(), source.fit(), layout, source.checkpoint(), inputs, progress);
        ColourMap errors = EmbeddingMapsTemplate.errorColours(rows, source.distance(), source.look());
        List<List<Optional<Tile>>> tiles = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            EmbeddingMapsTemplate.Row row = rows.get(i);
            BlockErrors.Entry mean =
                    BlockErrors.of(row.maps().prediction(), source.distance()).mean();
            tiles.add(List.of(
                    Optional.of(EmbeddingMapsTemplate.image(row, layout, source.look())
                            .withNote(source.images().get(i).name())),
                    Optional.of(EmbeddingMapsTemplate.context(row, layout)
                            .withNote(layout.contextPatches().length + " of "
                                    + layout.grid().size() + " patches")),
                    Optional.of(EmbeddingMapsTemplate.map(
                            row, layout, source.look(), row.maps().targetColours())),
                    Optional.of(EmbeddingMapsTemplate.map(
                            row, layout, source.look(), row.maps().predictedColours())),
                    Optional.of(EmbeddingMapsTemplate.map(
                                    row,
                                    layout,
                                    source.look(),
                                    errors.argb(row.maps().errors(source.distance())))
                            .withNote(String.format(
                                    Locale.ROOT,
                                    "%.3f (%.3f, %.3f)",
                                    mean.predicted(),
                                    mean.meanEmbedding(),
                                    mean.nearestContext())))));
        }
        return new Panel.Pictures(
                List.of(
                        "Image and masks",
                        "Context",
                        "Target, PCA as RGB",
                        "Predicted, same PCA",
                        "Error (of the mean, of the nearest)"),
                Collections.nCopies(rows.size(), ""),
                tiles,
                List.of(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new ScaleBar(errors, source.distance().title()))));
    }
}
