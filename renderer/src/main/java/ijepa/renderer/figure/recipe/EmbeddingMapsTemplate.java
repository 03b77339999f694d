package ijepa.renderer.figure.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.PatchSet;
import ijepa.core.model.Embeddings;
import ijepa.core.model.IJepa;
import ijepa.core.model.Prediction;
import ijepa.renderer.figure.Mark;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.ScaleBar;
import ijepa.renderer.figure.Tile;
import ijepa.renderer.figure.recipe.PanelSource.MapKind;
import ijepa.renderer.map.ColourMap;
import ijepa.renderer.map.Distance;
import ijepa.renderer.map.EmbeddingColours;
import ijepa.renderer.map.LossSpace;
import ijepa.renderer.map.PredictionMaps;

/** Embeddings as maps: one row an image, one column a map; colours mean the same in all rows. */
final class EmbeddingMapsTemplate {

    /** The anchor of similarities is drawn in a colour that no first four blocks have. */
    private static final int ANCHOR = 5;

    private final PanelSource.EmbeddingMaps source;
    private final FigureInputs inputs;
    private final Progress progress;

    /** A predicted picture. */
    record Row(Photograph photograph, PredictionMaps maps) {}

    EmbeddingMapsTemplate(PanelSource.EmbeddingMaps source, FigureInputs inputs, Progress progress) {
        this.source = source;
        this.inputs = inputs;
        this.progress = progress;
        if (source.maps().isEmpty()) {
            throw new InputException("The figure of embedding maps shows no map: choose at least one.");
        }
        int size = source.layout().grid().size();
        if (source.anchor().isPresent()
                && (source.anchor().getAsInt() < 0 || source.anchor().getAsInt() >= size)) {
            throw new InputException("The figure shows similarity to patch "
                    + source.anchor().getAsInt() + ", but the layout has patches 0 to " + (size - 1) + ".");
        }
    }

    /** Predicts on some pictures; one fit of colours serves all of them. */
    static List<Row> predicted(
            List<FileInput> images,
            ijepa.core.image.Fit fit,
            MaskLayout layout,
            FileInput checkpoint,
            FigureInputs inputs,
            Progress progress) {
        IJepa model = inputs.model(checkpoint);
        if (model.predictor().isEmpty()) {
            throw new InputException(
                    checkpoint.name()
                            + " holds an encoder but no predictor, so nothing can be predicted: give one with all three networks.");
        }
        Photograph.requireGrid(layout, model.spec().encoder(), checkpoint);
        List<Photograph> photographs = new ArrayList<>();
        List<Prediction> predictions = new ArrayList<>();
        List<Embeddings> sets = new ArrayList<>();
        for (FileInput image : images) {
            Photograph photograph = Photograph.of(image, fit, inputs);
            Prediction prediction = model.predict(photograph.tensor(model.spec().encoder()), layout);
            photographs.add(photograph);
            predictions.add(prediction);
            sets.add(LossSpace.normalise(prediction.targetFull()));
            prediction.blocks().forEach(block -> sets.add(block.predicted()));
            progress.step(predictions.size(), images.size());
        }
        EmbeddingColours colours = EmbeddingColours.fit(sets);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < predictions.size(); i++) {
            rows.add(new Row(photographs.get(i), PredictionMaps.of(predictions.get(i), colours)));
        }
        return rows;
    }

    Panel panel() {
        List<Row> rows =
                predicted(source.images(), source.fit(), source.layout(), source.checkpoint(), inputs, progress);
        ColourMap errors = errorColours(rows, source.distance(), source.look());
        ColourMap similarities = source.look()
                .similarities(rows.stream()
                        .flatMapToDouble(row -> Arrays.stream(similarities(row)))
                        .toArray());
        List<List<Optional<Tile>>> tiles = rows.stream()
                .map(row -> source.maps().stream()
                        .map(kind -> Optional.of(tile(kind, row, errors, similarities)))
                        .toList())
                .toList();
        List<Optional<ScaleBar>> bars = source.maps().stream()
                .map(kind -> switch (kind) {
                    case ERROR ->
                        Optional.of(new ScaleBar(errors, source.distance().title()));
                    case SIMILARITY -> Optional.of(new ScaleBar(similarities, "Cosine similarity"));
                    case IMAGE, CONTEXT, TARGET, PREDICTED -> Optional.<ScaleBar>empty();
                })
                .toList();
        return new Panel.Pictures(
                source.maps().stream().map(EmbeddingMapsTemplate::head).toList(),
                Collections.nCopies(rows.size(), ""),
                tiles,
                bars.stream().allMatch(Optional::isEmpty) ? List.of() : bars);
    }

    /** Colours of all rows' errors. */
    static ColourMap errorColours(List<Row> rows, Distance distance, MapLook look) {
        return look.errors(rows.stream()
                .flatMapToDouble(row -> Arrays.stream(row.maps.errors(distance)))
                .toArray());
    }

    private static String head(MapKind kind) {
        return switch (kind) {
            case IMAGE -> "Image and masks";
            case CONTEXT -> "Context";
            case TARGET -> "Target, PCA as RGB";
            case PREDICTED -> "Predicted, same PCA";
            case ERROR -> "Error per patch";
            case SIMILARITY -> "Similarity to one patch";
        };
    }

    private Tile tile(MapKind kind, Row row, ColourMap errors, ColourMap similarities) {
        return switch (kind) {
            case IMAGE -> image(row, source.layout(), source.look());
            case CONTEXT -> context(row, source.layout());
            case TARGET -> map(row, source.layout(), source.look(), row.maps.targetColours());
            case PREDICTED -> map(row, source.layout(), source.look(), row.maps.predictedColours());
            case ERROR -> map(row, source.layout(), source.look(), errors.argb(row.maps.errors(source.distance())));
            case SIMILARITY -> {
                MaskLayout layout = source.layout();
                int anchor = anchor();
                Block at = new Block(layout.grid().row(anchor), layout.grid().column(anchor), 1, 1);
                yield Tile.map(
                        layout.grid(),
                        row.photograph.shown(),
                        List.of(new Mark.Cells(similarities.argb(similarities(row))), new Mark.Outline(at, ANCHOR)));
            }
        };
    }

    /** The picture with all its masks, or plain. */
    static Tile image(Row row, MaskLayout layout, MapLook look) {
        List<Mark> marks = new ArrayList<>();
        if (!look.boxes()) {
            return Tile.picture(layout.grid(), row.photograph.shown(), marks);
        }
        layout.context().forEach(region -> marks.add(new Mark.Outline(region, Mark.Outline.CONTEXT)));
        marks.addAll(Mark.targets(layout));
        for (int m = 0; m < layout.targets().size(); m++) {
            marks.add(new Mark.Number(layout.targets().get(m), m));
        }
        return Tile.picture(layout.grid(), row.photograph.shown(), marks);
    }

    /** What the context encoder sees. */
    static Tile context(Row row, MaskLayout layout) {
        PatchSet seen = PatchSet.of(layout.contextPatches());
        return Tile.picture(
                layout.grid(),
                row.photograph.shown(),
                List.of(Mark.Cells.over(layout.grid(), patch -> !seen.contains(patch), DecodedTemplate.HIDDEN)));
    }

    /** Colours of patches, with the blocks' borders where they are wanted. */
    static Tile map(Row row, MaskLayout layout, MapLook look, int[] colours) {
        List<Mark> marks = new ArrayList<>(List.of(new Mark.Cells(colours)));
        if (look.boxes()) {
            marks.addAll(Mark.targets(layout));
        }
        return Tile.map(layout.grid(), row.photograph.shown(), marks);
    }

    private int anchor() {
        MaskLayout layout = source.layout();
        if (source.anchor().isPresent()) {
            return source.anchor().getAsInt();
        }
        Block block = layout.targets().getFirst().bounds(layout.grid());
        return layout.grid().index(block.top() + block.height() / 2, block.left() + block.width() / 2);
    }

    /** Cosine similarity of the anchor's target embedding to every patch's. */
    private double[] similarities(Row row) {
        Embeddings target = row.maps.target();
        double[] similar = new double[target.count()];
        for (int i = 0; i < similar.length; i++) {
            similar[i] = 1 - Distance.COSINE.between(target, anchor(), target, i);
        }
        return similar;
    }
}
