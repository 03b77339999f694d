package ijepa.renderer.figure.recipe;

import java.util.List;

import ijepa.core.InputException;

/** One figure, made again for each of many pictures or checkpoints. */
public final class Batch {

    private Batch() {}

    /** One page a picture: the figure with this picture in place of its own. */
    public static List<FigureRecipe> overImages(FigureRecipe figure, List<FileInput> images) {
        if (images.isEmpty()) {
            throw new InputException("There is no picture to make a page of: name a folder that holds some.");
        }
        return images.stream()
                .map(image -> with(figure, image.name(), source -> images(source, image)))
                .toList();
    }

    /** One page a checkpoint: the figure with these weights in place of its own. */
    public static List<FigureRecipe> overCheckpoints(FigureRecipe figure, List<FileInput> checkpoints) {
        if (checkpoints.isEmpty()) {
            throw new InputException(
                    "There is no checkpoint to make a page of: name a run directory that holds some (checkpoints/step-N.safetensors).");
        }
        return checkpoints.stream()
                .map(checkpoint -> with(figure, checkpoint.name(), source -> checkpoint(source, checkpoint)))
                .toList();
    }

    private static FigureRecipe with(
            FigureRecipe figure, String name, java.util.function.UnaryOperator<PanelSource> change) {
        List<FigureRecipe.Item> items = figure.items().stream()
                .map(item -> new FigureRecipe.Item(
                        item.title().isEmpty() ? name : item.title() + ", " + name, change.apply(item.source())))
                .toList();
        return new FigureRecipe(figure.format(), items, figure.caption());
    }

    private static PanelSource images(PanelSource source, FileInput image) {
        List<FileInput> one = List.of(image);
        return switch (source) {
            case PanelSource.Figure6 own ->
                new PanelSource.Figure6(
                        one, own.fit(), own.layout(), own.blocks(), own.checkpoint(), own.decoder(), own.decoding());
            case PanelSource.Figure7 own ->
                new PanelSource.Figure7(one, own.fit(), own.checkpoint(), own.decoder(), own.decoding());
            case PanelSource.MaskStrategies own ->
                new PanelSource.MaskStrategies(one, own.fit(), own.grid(), own.seed());
            case PanelSource.MaskLayouts own ->
                new PanelSource.MaskLayouts(one, own.fit(), own.layouts(), own.notes(), own.columns());
            case PanelSource.EmbeddingMaps own ->
                new PanelSource.EmbeddingMaps(
                        one, own.fit(), own.layout(), own.checkpoint(), own.maps(), own.distance(), own.anchor());
            case PanelSource.SampleSheet own ->
                new PanelSource.SampleSheet(one, own.fit(), own.layout(), own.checkpoint(), own.distance());
            case PanelSource.TrainingCurves own -> own;
            case PanelSource.MaskFrequencies own -> own;
            case PanelSource.Architecture own -> own;
            case PanelSource.Numbers own -> own;
            case PanelSource.Rows own -> own;
        };
    }

    private static PanelSource checkpoint(PanelSource source, FileInput weights) {
        return switch (source) {
            case PanelSource.Figure6 own ->
                new PanelSource.Figure6(
                        own.images(), own.fit(), own.layout(), own.blocks(), weights, own.decoder(), own.decoding());
            case PanelSource.Figure7 own ->
                new PanelSource.Figure7(own.images(), own.fit(), weights, own.decoder(), own.decoding());
            case PanelSource.EmbeddingMaps own ->
                new PanelSource.EmbeddingMaps(
                        own.images(), own.fit(), own.layout(), weights, own.maps(), own.distance(), own.anchor());
            case PanelSource.SampleSheet own ->
                new PanelSource.SampleSheet(own.images(), own.fit(), own.layout(), weights, own.distance());
            case PanelSource.Architecture own -> new PanelSource.Architecture(weights);
            case PanelSource.MaskStrategies own -> own;
            case PanelSource.MaskLayouts own -> own;
            case PanelSource.TrainingCurves own -> own;
            case PanelSource.MaskFrequencies own -> own;
            case PanelSource.Numbers own -> own;
            case PanelSource.Rows own -> own;
        };
    }
}
