package ijepa.renderer.figure.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private final Map<PanelSource, List<Figure.Part>> made = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PanelSource, List<Figure.Part>> eldest) {
            return size() > KEPT;
        }
    };

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
    public Figure make(FigureRecipe recipe, Progress progress) {
        List<Figure.Part> parts = new ArrayList<>();
        int total = recipe.items().size();
        for (int i = 0; i < total; i++) {
            int before = i;
            progress.step(before * 100, total * 100);
            List<Figure.Part> own = parts(
                    recipe.items().get(i).source(),
                    (done, all) -> progress.at(before * 100 + 100 * done / Math.max(1, all), total * 100));
            String title = recipe.items().get(i).title();
            for (int p = 0; p < own.size(); p++) {
                parts.add(
                        p == 0 && !title.isEmpty()
                                ? new Figure.Part(title, own.get(0).panel())
                                : own.get(p));
            }
        }
        progress.step(total * 100, total * 100);
        return new Figure(recipe.format(), parts, recipe.caption());
    }

    private List<Figure.Part> parts(PanelSource source, Progress progress) {
        List<Figure.Part> kept = made.get(source);
        if (kept == null) {
            kept = switch (source) {
                case PanelSource.Figure6 own -> one(new DecodedTemplate(inputs, store, progress).blocks(own));
                case PanelSource.Figure7 own -> one(new DecodedTemplate(inputs, store, progress).wholes(own));
                case PanelSource.MaskStrategies own -> one(MaskStrategiesTemplate.panel(own, inputs));
                case PanelSource.MaskLayouts own -> one(MaskLayoutsTemplate.panel(own, inputs));
                case PanelSource.EmbeddingMaps own -> one(new EmbeddingMapsTemplate(own, inputs, progress).panel());
                case PanelSource.TrainingCurves own -> CurvesTemplate.parts(own, inputs);
                case PanelSource.MaskFrequencies own -> MaskFrequenciesTemplate.parts(own);
                case PanelSource.SampleSheet own -> one(SampleSheetTemplate.panel(own, inputs, progress));
                case PanelSource.Architecture own -> one(ArchitectureTemplate.panel(own, inputs));
                case PanelSource.Numbers own -> one(own.chart());
                case PanelSource.Rows own -> one(own.table());
            };
            made.put(source, kept);
        }
        return kept;
    }

    private static List<Figure.Part> one(Panel panel) {
        return List.of(new Figure.Part("", panel));
    }
}
