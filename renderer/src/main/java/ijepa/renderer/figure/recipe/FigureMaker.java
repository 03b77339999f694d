package ijepa.renderer.figure.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ijepa.renderer.figure.Figure;
import ijepa.renderer.figure.Panel;

/**
 * Makes figures from recipes. What a source became is kept for a while, so that another width or font takes no new
 * prediction. One thread at a time.
 */
public final class FigureMaker {

    private static final int KEPT = 24;

    private final FigureInputs inputs;
    private final SampleStore store;
    private final Map<PanelSource, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PanelSource, Kept> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * A figure that could be made.
     *
     * @param warnings what should be said of it all the same, each once
     */
    public record Made(Figure figure, List<String> warnings) {

        public Made {
            warnings = List.copyOf(warnings);
        }
    }

    /** What a source became, and what is to be said of it whenever it is shown. */
    private record Kept(List<Figure.Part> parts, List<String> warnings) {}

    /**
     * A maker.
     *
     * @param store where decoded samples are kept
     */
    public FigureMaker(FigureInputs inputs, SampleStore store) {
        this.inputs = inputs;
        this.store = store;
    }

    /**
     * Makes a figure.
     *
     * @param recipe {@link FigureInputs#sealed sealed}, so that a changed file is seen as one
     * @throws ijepa.core.InputException                  when an input cannot be used
     * @throws java.util.concurrent.CancellationException when the progress says to stop
     */
    public Made make(FigureRecipe recipe, Progress progress) {
        List<Figure.Part> parts = new ArrayList<>();
        Set<String> warnings = new LinkedHashSet<>();
        int total = recipe.items().size();
        for (int i = 0; i < total; i++) {
            int before = i;
            progress.step(before * 100, total * 100);
            Kept source = kept(
                    recipe.items().get(i).source(),
                    (done, all) -> progress.at(before * 100 + 100 * done / Math.max(1, all), total * 100));
            warnings.addAll(source.warnings);
            List<Figure.Part> own = source.parts;
            String title = recipe.items().get(i).title();
            for (int p = 0; p < own.size(); p++) {
                parts.add(
                        p == 0 && !title.isEmpty()
                                ? new Figure.Part(title, own.get(0).panel())
                                : own.get(p));
            }
        }
        progress.step(total * 100, total * 100);
        return new Made(new Figure(recipe.format(), parts, recipe.caption()), List.copyOf(warnings));
    }

    private Kept kept(PanelSource source, Progress progress) {
        Kept before = kept.get(source);
        if (before != null) {
            return before;
        }
        List<String> warnings = new ArrayList<>();
        List<Figure.Part> parts = switch (source) {
            case PanelSource.Figure6 own ->
                one(new DecodedTemplate(inputs, store, progress, warnings::add).blocks(own));
            case PanelSource.Figure7 own ->
                one(new DecodedTemplate(inputs, store, progress, warnings::add).wholes(own));
            case PanelSource.MaskStrategies own -> one(MaskStrategiesTemplate.panel(own, inputs));
            case PanelSource.MaskLayouts own -> one(MaskLayoutsTemplate.panel(own, inputs));
            case PanelSource.EmbeddingMaps own -> one(new EmbeddingMapsTemplate(own, inputs, progress).panel());
            case PanelSource.TrainingCurves own -> CurvesTemplate.parts(own, inputs, warnings::add);
            case PanelSource.MaskFrequencies own -> MaskFrequenciesTemplate.parts(own);
            case PanelSource.SampleSheet own -> one(SampleSheetTemplate.panel(own, inputs, progress));
            case PanelSource.Architecture own -> one(ArchitectureTemplate.panel(own, inputs));
            case PanelSource.Numbers own -> one(own.chart());
            case PanelSource.Rows own -> one(own.table());
        };
        Kept now = new Kept(parts, warnings);
        kept.put(source, now);
        return now;
    }

    private static List<Figure.Part> one(Panel panel) {
        return List.of(new Figure.Part("", panel));
    }
}
