package ijepa.app.mask;

import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

import ijepa.core.InputException;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockParameters;
import ijepa.core.mask.Range;

/** A strategy as fields: its kind, and the parameters of every kind, of which only its own count. */
public final class StrategyModel {

    /** Two numbers of which the first is not above the second. */
    public record Ends(DoubleProperty low, DoubleProperty high) {

        static Ends of(Range range) {
            return new Ends(new SimpleDoubleProperty(range.min()), new SimpleDoubleProperty(range.max()));
        }

        Range range() {
            return new Range(low.get(), high.get());
        }

        void set(Range range) {
            low.set(range.min());
            high.set(range.max());
        }
    }

    private final Supplier<MaskLayout> layout;
    private boolean following;

    // Properties

    private final ObjectProperty<MaskStrategy> strategy = new SimpleObjectProperty<>(MaskStrategy.MultiBlock.PUBLISHED);
    private final ObjectProperty<MaskStrategy.Kind> kind = new SimpleObjectProperty<>(MaskStrategy.Kind.MULTI_BLOCK);
    private final Ends targetScale = Ends.of(MultiBlockParameters.PUBLISHED.targetScale());
    private final Ends targetAspect = Ends.of(MultiBlockParameters.PUBLISHED.targetAspect());
    private final Ends contextScale = Ends.of(MultiBlockParameters.PUBLISHED.contextScale());
    private final IntegerProperty targets = new SimpleIntegerProperty(MultiBlockParameters.PUBLISHED.targets());
    private final IntegerProperty contexts = new SimpleIntegerProperty(MultiBlockParameters.PUBLISHED.contexts());
    private final IntegerProperty minKeep = new SimpleIntegerProperty(MultiBlockParameters.PUBLISHED.minKeep());
    private final BooleanProperty allowOverlap = new SimpleBooleanProperty();
    private final Ends blockScale = Ends.of(MaskStrategy.OneBlock.PUBLISHED.scale());
    private final Ends blockAspect = Ends.of(MaskStrategy.OneBlock.PUBLISHED.aspect());
    private final Ends ratio = Ends.of(MaskStrategy.RandomPatches.PUBLISHED.ratio());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /**
     * The published strategy.
     *
     * @param layout what becomes the custom layout when that kind is chosen
     */
    public StrategyModel(Supplier<MaskLayout> layout) {
        this.layout = layout;
        strategy.addListener((property, old, now) -> follow(now));
        for (Ends ends : new Ends[] {targetScale, targetAspect, contextScale, blockScale, blockAspect, ratio}) {
            watch(ends.low);
            watch(ends.high);
        }
        for (Property<?> field : new Property<?>[] {targets, contexts, minKeep, allowOverlap, kind}) {
            watch(field);
        }
    }

    private void watch(Property<?> field) {
        field.addListener(ignored -> take());
    }

    /** The strategy itself; both follow each other. */
    public ObjectProperty<MaskStrategy> strategyProperty() {
        return strategy;
    }

    public ObjectProperty<MaskStrategy.Kind> kindProperty() {
        return kind;
    }

    public Ends targetScale() {
        return targetScale;
    }

    public Ends targetAspect() {
        return targetAspect;
    }

    public Ends contextScale() {
        return contextScale;
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

    /** Of block masking. */
    public Ends blockScale() {
        return blockScale;
    }

    /** Of block masking. */
    public Ends blockAspect() {
        return blockAspect;
    }

    /** Of random masking. */
    public Ends ratio() {
        return ratio;
    }

    /** Why the fields make no strategy; empty when they do. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Takes the present layout as the custom one. */
    public void takeLayout() {
        strategy.set(new MaskStrategy.Custom(layout.get()));
    }

    private void follow(MaskStrategy now) {
        following = true;
        try {
            kind.set(now.kind());
            now.multiBlock().ifPresent(parameters -> {
                targetScale.set(parameters.targetScale());
                targetAspect.set(parameters.targetAspect());
                contextScale.set(parameters.contextScale());
                targets.set(parameters.targets());
                contexts.set(parameters.contexts());
                minKeep.set(parameters.minKeep());
                allowOverlap.set(parameters.allowOverlap());
            });
            if (now instanceof MaskStrategy.OneBlock(Range scale, Range aspect)) {
                blockScale.set(scale);
                blockAspect.set(aspect);
            } else if (now instanceof MaskStrategy.RandomPatches(Range share)) {
                ratio.set(share);
            }
        } finally {
            following = false;
        }
        problem.set("");
    }

    private void take() {
        if (following) {
            return;
        }
        try {
            MaskStrategy made = made();
            problem.set("");
            strategy.set(made);
        } catch (InputException | IllegalArgumentException impossible) {
            // The last strategy that makes sense stays in use, and the fields keep what was typed.
            problem.set(impossible.getMessage());
        }
    }

    private MaskStrategy made() {
        return switch (kind.get()) {
            case MULTI_BLOCK -> new MaskStrategy.MultiBlock(multiBlock());
            case UNBIASED -> new MaskStrategy.UnbiasedMultiBlock(multiBlock());
            case RASTERIZED -> new MaskStrategy.Rasterized();
            case BLOCK -> new MaskStrategy.OneBlock(blockScale.range(), blockAspect.range());
            case RANDOM -> new MaskStrategy.RandomPatches(ratio.range());
            case CUSTOM ->
                strategy.get() instanceof MaskStrategy.Custom custom ? custom : new MaskStrategy.Custom(layout.get());
        };
    }

    private MultiBlockParameters multiBlock() {
        return new MultiBlockParameters(
                targetScale.range(),
                contextScale.range(),
                targetAspect.range(),
                targets.get(),
                contexts.get(),
                minKeep.get(),
                allowOverlap.get());
    }
}
