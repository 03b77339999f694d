package ijepa.app.figure;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import ijepa.core.InputException;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.recipe.PanelSource;

/** The settings of a part that is in the figure already; a change makes the part anew. */
final class PartModel {

    private final PartSettings settings = new PartSettings();
    private final Consumer<PanelSource> changed;
    private boolean following;

    // Properties

    private final ReadOnlyObjectWrapper<PanelSource> source = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /**
     * Of no part.
     *
     * @param changed receives the part as it is after a change
     */
    PartModel(Consumer<PanelSource> changed) {
        this.changed = changed;
        settings.all().forEach(setting -> setting.addListener((javafx.beans.Observable ignored) -> take()));
    }

    PartSettings settings() {
        return settings;
    }

    /** What the part is made from; null where none is selected. */
    ReadOnlyObjectProperty<PanelSource> sourceProperty() {
        return source.getReadOnlyProperty();
    }

    /** Why the settings make no part; empty when they do. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Shows the settings of a part, or of none for null. */
    void follow(PanelSource part) {
        if (following) {
            // It is the part's own change that comes back.
            source.set(part);
            return;
        }
        following = true;
        try {
            if (part != null) {
                read(part);
            }
            problem.set("");
            source.set(part);
        } finally {
            following = false;
        }
    }

    private void take() {
        if (following || source.get() == null) {
            return;
        }
        following = true;
        try {
            PanelSource made = over(source.get());
            problem.set("");
            if (!made.equals(source.get())) {
                changed.accept(made);
            }
        } catch (InputException impossible) {
            // The part stays as it was, and the fields keep what was typed.
            problem.set(impossible.getMessage());
        } finally {
            following = false;
        }
    }

    private void read(PanelSource part) {
        switch (part) {
            case PanelSource.Figure6 own -> {
                settings.fit.set(own.fit());
                settings.decoder.set(own.decoder());
                settings.use(own.decoding());
            }
            case PanelSource.Figure7 own -> {
                settings.fit.set(own.fit());
                settings.decoder.set(own.decoder());
                settings.use(own.decoding());
            }
            case PanelSource.MaskStrategies own -> {
                settings.fit.set(own.fit());
                settings.seed.set(own.seed());
            }
            case PanelSource.MaskLayouts own -> {
                settings.fit.set(own.fit());
                settings.columns.set(own.columns());
            }
            case PanelSource.EmbeddingMaps own -> {
                settings.fit.set(own.fit());
                settings.maps.setAll(own.maps());
                settings.distance.set(own.distance());
                settings.use(own.anchor());
                settings.use(own.look());
            }
            case PanelSource.SampleSheet own -> {
                settings.fit.set(own.fit());
                settings.distance.set(own.distance());
                settings.use(own.look());
            }
            case PanelSource.TrainingCurves own -> {
                settings.runs.setAll(own.runs());
                settings.quantities.setAll(own.quantities());
                settings.smoothing.set(own.smoothing());
                settings.epochs.set(own.epochs());
                settings.xLog.set(own.xLog());
                settings.yLog.set(own.yLog());
            }
            case PanelSource.MaskFrequencies own -> {
                settings.draws.set(own.draws());
                settings.batch.set(own.batch());
                settings.seed.set(own.seed());
            }
            case PanelSource.Numbers own -> {
                settings.xLog.set(own.chart().xLog());
                settings.yLog.set(own.chart().yLog());
            }
            case PanelSource.Architecture ignored -> {
                // It has no settings.
            }
            case PanelSource.Rows ignored -> {
                // It has no settings.
            }
        }
    }

    /** The part with the settings in place of its own. */
    private PanelSource over(PanelSource part) {
        return switch (part) {
            case PanelSource.Figure6 own ->
                new PanelSource.Figure6(
                        own.images(),
                        settings.fit.get(),
                        own.layout(),
                        own.blocks(),
                        own.checkpoint(),
                        settings.decoder.get(),
                        settings.decoding());
            case PanelSource.Figure7 own ->
                new PanelSource.Figure7(
                        own.images(),
                        settings.fit.get(),
                        own.checkpoint(),
                        settings.decoder.get(),
                        settings.decoding());
            case PanelSource.MaskStrategies own ->
                new PanelSource.MaskStrategies(own.images(), settings.fit.get(), own.grid(), settings.seed.get());
            case PanelSource.MaskLayouts own ->
                new PanelSource.MaskLayouts(
                        own.images(),
                        settings.fit.get(),
                        own.layouts(),
                        own.cuts(),
                        own.notes(),
                        settings.columns.get());
            case PanelSource.EmbeddingMaps own -> {
                requireSome(settings.maps.isEmpty(), "map");
                yield new PanelSource.EmbeddingMaps(
                        own.images(),
                        settings.fit.get(),
                        own.layout(),
                        own.checkpoint(),
                        settings.maps.stream().toList(),
                        settings.distance.get(),
                        settings.anchor(),
                        settings.look());
            }
            case PanelSource.SampleSheet own ->
                new PanelSource.SampleSheet(
                        own.images(),
                        settings.fit.get(),
                        own.layout(),
                        own.checkpoint(),
                        settings.distance.get(),
                        settings.look());
            case PanelSource.TrainingCurves ignored -> {
                requireSome(settings.runs.isEmpty(), "run");
                requireSome(settings.quantities.isEmpty(), "quantity");
                yield new PanelSource.TrainingCurves(
                        settings.runs.stream().toList(),
                        settings.quantities.stream().toList(),
                        settings.smoothing.get(),
                        settings.epochs.get(),
                        settings.xLog.get(),
                        settings.yLog.get());
            }
            case PanelSource.MaskFrequencies own ->
                new PanelSource.MaskFrequencies(
                        own.strategy(), own.grid(), settings.draws.get(), settings.batch.get(), settings.seed.get());
            case PanelSource.Numbers own -> {
                Panel.Chart chart = own.chart();
                yield new PanelSource.Numbers(new Panel.Chart(
                        chart.xTitle(), chart.yTitle(), settings.xLog.get(), settings.yLog.get(), chart.series()));
            }
            case PanelSource.Architecture own -> own;
            case PanelSource.Rows own -> own;
        };
    }

    private static void requireSome(boolean none, String what) {
        if (none) {
            throw new InputException("This part needs at least one " + what + ": choose one. It stays as it was.");
        }
    }
}
