package ijepa.renderer.figure.recipe;

import java.util.List;
import java.util.function.UnaryOperator;

/** The files that a source names, each in its place. */
final class SourceFiles {

    private SourceFiles() {}

    /** The same source with each file replaced. */
    static PanelSource map(PanelSource source, UnaryOperator<FileInput> change) {
        return switch (source) {
            case PanelSource.Figure6 own ->
                new PanelSource.Figure6(
                        all(own.images(), change),
                        own.fit(),
                        own.layout(),
                        own.blocks(),
                        change.apply(own.checkpoint()),
                        change.apply(own.decoder()),
                        own.decoding());
            case PanelSource.Figure7 own ->
                new PanelSource.Figure7(
                        all(own.images(), change),
                        own.fit(),
                        change.apply(own.checkpoint()),
                        change.apply(own.decoder()),
                        own.decoding());
            case PanelSource.MaskStrategies own ->
                new PanelSource.MaskStrategies(all(own.images(), change), own.fit(), own.grid(), own.seed());
            case PanelSource.MaskLayouts own ->
                new PanelSource.MaskLayouts(
                        all(own.images(), change), own.fit(), own.layouts(), own.cuts(), own.notes(), own.columns());
            case PanelSource.EmbeddingMaps own ->
                new PanelSource.EmbeddingMaps(
                        all(own.images(), change),
                        own.fit(),
                        own.layout(),
                        change.apply(own.checkpoint()),
                        own.maps(),
                        own.distance(),
                        own.anchor(),
                        own.look());
            case PanelSource.TrainingCurves own ->
                new PanelSource.TrainingCurves(
                        all(own.runs(), change),
                        own.quantities(),
                        own.smoothing(),
                        own.epochs(),
                        own.xLog(),
                        own.yLog());
            case PanelSource.SampleSheet own ->
                new PanelSource.SampleSheet(
                        all(own.images(), change),
                        own.fit(),
                        own.layout(),
                        change.apply(own.checkpoint()),
                        own.distance(),
                        own.look());
            case PanelSource.Architecture own -> new PanelSource.Architecture(change.apply(own.checkpoint()));
            case PanelSource.MaskFrequencies own -> own;
            case PanelSource.Numbers own -> own;
            case PanelSource.Rows own -> own;
        };
    }

    private static List<FileInput> all(List<FileInput> files, UnaryOperator<FileInput> change) {
        return files.stream().map(change).toList();
    }
}
