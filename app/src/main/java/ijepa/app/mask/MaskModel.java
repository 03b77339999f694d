package ijepa.app.mask;

import java.util.BitSet;
import java.util.Locale;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.Property;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;

import ijepa.app.control.LayoutModel;
import ijepa.app.control.LayoutState;
import ijepa.app.shell.Sampling;
import ijepa.app.shell.Selection;
import ijepa.core.InputException;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.Range;

/** The Masks workspace without its nodes: the sampler's settings as fields, what they mean, and what the layout is. */
public final class MaskModel {

    private final Selection selection;
    private final Sampling sampling;
    private boolean following;

    // Properties

    private final DoubleProperty targetScaleMin = new SimpleDoubleProperty();
    private final DoubleProperty targetScaleMax = new SimpleDoubleProperty();
    private final DoubleProperty targetAspectMin = new SimpleDoubleProperty();
    private final DoubleProperty targetAspectMax = new SimpleDoubleProperty();
    private final DoubleProperty contextScaleMin = new SimpleDoubleProperty();
    private final DoubleProperty contextScaleMax = new SimpleDoubleProperty();
    private final IntegerProperty targets = new SimpleIntegerProperty();
    private final IntegerProperty contexts = new SimpleIntegerProperty();
    private final IntegerProperty minKeep = new SimpleIntegerProperty();
    private final BooleanProperty allowOverlap = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Verdict> verdict = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");

    public MaskModel(Selection selection) {
        this.selection = selection;
        this.sampling = selection.sampling();
        follow(sampling.settingsProperty().get());
        sampling.settingsProperty().addListener((property, old, settings) -> follow(settings));
        sampling.problemProperty()
                .addListener(ignored -> judge(sampling.settingsProperty().get()));
        for (Property<?> field : fields()) {
            field.addListener(ignored -> take());
        }
        layout().stateProperty().addListener((property, old, state) -> summarise(state));
        summarise(layout().state());
    }

    private Property<?>[] fields() {
        return new Property<?>[] {
            targetScaleMin,
            targetScaleMax,
            targetAspectMin,
            targetAspectMax,
            contextScaleMin,
            contextScaleMax,
            targets,
            contexts,
            minKeep,
            allowOverlap
        };
    }

    public Selection selection() {
        return selection;
    }

    public LayoutModel layout() {
        return selection.layout();
    }

    public Sampling sampling() {
        return sampling;
    }

    public DoubleProperty targetScaleMinProperty() {
        return targetScaleMin;
    }

    public DoubleProperty targetScaleMaxProperty() {
        return targetScaleMax;
    }

    public DoubleProperty targetAspectMinProperty() {
        return targetAspectMin;
    }

    public DoubleProperty targetAspectMaxProperty() {
        return targetAspectMax;
    }

    public DoubleProperty contextScaleMinProperty() {
        return contextScaleMin;
    }

    public DoubleProperty contextScaleMaxProperty() {
        return contextScaleMax;
    }

    public IntegerProperty targetsProperty() {
        return targets;
    }

    public IntegerProperty contextsProperty() {
        return contexts;
    }

    public IntegerProperty minKeepProperty() {
        return minKeep;
    }

    public BooleanProperty allowOverlapProperty() {
        return allowOverlap;
    }

    /** Whether the settings can be drawn from, and how they compare with the published ones. */
    public ReadOnlyObjectProperty<Verdict> verdictProperty() {
        return verdict.getReadOnlyProperty();
    }

    /** The present layout in numbers. */
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    // Commands

    /** Goes back to the published settings, or the nearest to them that this grid allows. */
    public void usePublished() {
        sampling.settingsProperty()
                .set(MultiBlockSettings.nearestToPublished(
                        sampling.settingsProperty().get().grid()));
    }

    /** What is under the pointer, in words; empty for no patch. */
    public String describe(int patch) {
        LayoutState state = layout().state();
        return state == null || patch < 0 || patch >= state.grid().size()
                ? ""
                : state.describePatch(patch, layout().selected());
    }

    private void follow(MultiBlockSettings settings) {
        following = true;
        try {
            targetScaleMin.set(settings.targetScale().min());
            targetScaleMax.set(settings.targetScale().max());
            targetAspectMin.set(settings.targetAspect().min());
            targetAspectMax.set(settings.targetAspect().max());
            contextScaleMin.set(settings.contextScale().min());
            contextScaleMax.set(settings.contextScale().max());
            targets.set(settings.targets());
            contexts.set(settings.contexts());
            minKeep.set(settings.minKeep());
            allowOverlap.set(settings.allowOverlap());
        } finally {
            following = false;
        }
        judge(settings);
    }

    private void take() {
        if (following) {
            return;
        }
        try {
            MultiBlockSettings settings = new MultiBlockSettings(
                    sampling.settingsProperty().get().grid(),
                    new Range(targetScaleMin.get(), targetScaleMax.get()),
                    new Range(contextScaleMin.get(), contextScaleMax.get()),
                    new Range(targetAspectMin.get(), targetAspectMax.get()),
                    targets.get(),
                    contexts.get(),
                    minKeep.get(),
                    allowOverlap.get());
            if (!Objects.equals(settings, sampling.settingsProperty().get())) {
                sampling.settingsProperty().set(settings);
            }
        } catch (InputException | IllegalArgumentException impossible) {
            // The last settings that make sense stay in use, and the fields keep what was typed.
            verdict.set(new Verdict(Verdict.Kind.IMPOSSIBLE, impossible.getMessage()));
        }
    }

    private void judge(MultiBlockSettings settings) {
        verdict.set(Verdict.of(settings, sampling.problemProperty().get()));
    }

    private void summarise(LayoutState state) {
        if (state == null) {
            summary.set("");
            return;
        }
        MaskLayout masks = state.layout();
        int all = state.grid().size();
        int context = masks.contextPatches().length;
        BitSet covered = new BitSet(all);
        int counted = 0;
        for (int i = 0; i < masks.targets().size(); i++) {
            for (int patch : masks.targetPatches(i)) {
                covered.set(patch);
                counted++;
            }
        }
        summary.set(String.format(
                Locale.ROOT,
                "Context %d of %d patches (%.0f %%)  \u00b7  targets %d (%.0f %%), %d counted twice",
                context,
                all,
                100.0 * context / all,
                covered.cardinality(),
                100.0 * covered.cardinality() / all,
                counted - covered.cardinality()));
    }
}
