package ijepa.renderer.figure.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import ijepa.core.mask.MaskLayout;

/** Sources with one of the things that they show exchanged for another, all their settings kept. */
public final class SourceParts {

    private SourceParts() {}

    /** The same source of other pictures; unchanged where it shows none. */
    public static PanelSource withImages(PanelSource source, List<FileInput> images) {
        return switch (source) {
            case PanelSource.Figure6 own ->
                new PanelSource.Figure6(
                        images, own.fit(), own.layout(), own.blocks(), own.checkpoint(), own.decoder(), own.decoding());
            case PanelSource.Figure7 own ->
                new PanelSource.Figure7(images, own.fit(), own.checkpoint(), own.decoder(), own.decoding());
            case PanelSource.MaskStrategies own ->
                new PanelSource.MaskStrategies(images, own.fit(), own.grid(), own.seed());
            case PanelSource.MaskLayouts own ->
                new PanelSource.MaskLayouts(images, own.fit(), own.layouts(), own.cuts(), own.notes(), own.columns());
            case PanelSource.EmbeddingMaps own ->
                new PanelSource.EmbeddingMaps(
                        images,
                        own.fit(),
                        own.layout(),
                        own.checkpoint(),
                        own.maps(),
                        own.distance(),
                        own.anchor(),
                        own.look());
            case PanelSource.SampleSheet own ->
                new PanelSource.SampleSheet(
                        images, own.fit(), own.layout(), own.checkpoint(), own.distance(), own.look());
            case PanelSource.TrainingCurves own -> own;
            case PanelSource.MaskFrequencies own -> own;
            case PanelSource.Architecture own -> own;
            case PanelSource.Numbers own -> own;
            case PanelSource.Rows own -> own;
        };
    }

    /** The same source of another model; unchanged where it shows none. */
    public static PanelSource withCheckpoint(PanelSource source, FileInput weights) {
        return switch (source) {
            case PanelSource.Figure6 own ->
                new PanelSource.Figure6(
                        own.images(), own.fit(), own.layout(), own.blocks(), weights, own.decoder(), own.decoding());
            case PanelSource.Figure7 own ->
                new PanelSource.Figure7(own.images(), own.fit(), weights, own.decoder(), own.decoding());
            case PanelSource.EmbeddingMaps own ->
                new PanelSource.EmbeddingMaps(
                        own.images(),
                        own.fit(),
                        own.layout(),
                        weights,
                        own.maps(),
                        own.distance(),
                        own.anchor(),
                        own.look());
            case PanelSource.SampleSheet own ->
                new PanelSource.SampleSheet(own.images(), own.fit(), own.layout(), weights, own.distance(), own.look());
            case PanelSource.Architecture own -> new PanelSource.Architecture(weights);
            case PanelSource.MaskStrategies own -> own;
            case PanelSource.MaskLayouts own -> own;
            case PanelSource.TrainingCurves own -> own;
            case PanelSource.MaskFrequencies own -> own;
            case PanelSource.Numbers own -> own;
            case PanelSource.Rows own -> own;
        };
    }

    /**
     * The same source under another layout, or on its grid; unchanged where it needs none. Of several layouts the first is
     * replaced.
     */
    public static PanelSource withLayout(PanelSource source, MaskLayout layout) {
        return switch (source) {
            case PanelSource.Figure6 own ->
                new PanelSource.Figure6(
                        own.images(), own.fit(), layout, List.of(), own.checkpoint(), own.decoder(), own.decoding());
            case PanelSource.MaskStrategies own ->
                new PanelSource.MaskStrategies(own.images(), own.fit(), layout.grid(), own.seed());
            case PanelSource.MaskLayouts own -> {
                List<MaskLayout> layouts = new ArrayList<>(own.layouts());
                List<List<Integer>> cuts = new ArrayList<>(own.cuts());
                layouts.set(0, layout);
                cuts.set(0, List.of());
                yield new PanelSource.MaskLayouts(own.images(), own.fit(), layouts, cuts, own.notes(), own.columns());
            }
            case PanelSource.EmbeddingMaps own ->
                new PanelSource.EmbeddingMaps(
                        own.images(),
                        own.fit(),
                        layout,
                        own.checkpoint(),
                        own.maps(),
                        own.distance(),
                        OptionalInt.empty(),
                        own.look());
            case PanelSource.SampleSheet own ->
                new PanelSource.SampleSheet(
                        own.images(), own.fit(), layout, own.checkpoint(), own.distance(), own.look());
            case PanelSource.Figure7 own -> own;
            case PanelSource.TrainingCurves own -> own;
            case PanelSource.MaskFrequencies own -> own;
            case PanelSource.Architecture own -> own;
            case PanelSource.Numbers own -> own;
            case PanelSource.Rows own -> own;
        };
    }
}
