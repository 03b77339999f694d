package ijepa.app.shell;

import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;

import ijepa.app.control.LayoutModel;
import ijepa.app.control.LayoutState;
import ijepa.core.InputException;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;

/**
 * Draws layouts as the published code does. Block sizes follow from the iteration; places from a generator seeded with
 * seed plus iteration, so that every number pair gives one layout at once and again.
 */
public final class Sampling {

    private final LayoutModel layout;

    // Properties

    private final ObjectProperty<MultiBlockSettings> settings = new SimpleObjectProperty<>();
    private final LongProperty seed = new SimpleLongProperty();
    private final LongProperty iteration = new SimpleLongProperty();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    Sampling(LayoutModel layout) {
        this.layout = layout;
        settings.set(MultiBlockSettings.nearestToPublished(Selection.DEFAULT_GRID));
        settings.addListener(ignored -> draw());
        seed.addListener(ignored -> draw());
        iteration.addListener(ignored -> draw());
        draw();
    }

    /** What is drawn from; a change draws anew. */
    public ObjectProperty<MultiBlockSettings> settingsProperty() {
        return settings;
    }

    public LongProperty seedProperty() {
        return seed;
    }

    /** The step of training whose masks are drawn, from 0; a change draws anew. */
    public LongProperty iterationProperty() {
        return iteration;
    }

    /** Why nothing can be drawn; empty when all is fine. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    // Commands

    /** Draws the next iteration's blocks. */
    public void next() {
        iteration.set(iteration.get() + 1);
    }

    /** Goes over to another grid with the same settings where they work, else the nearest to the published ones. */
    public void useGrid(PatchGrid grid) {
        MultiBlockSettings now = settings.get();
        if (now.grid().equals(grid)) {
            return;
        }
        MultiBlockSettings moved = new MultiBlockSettings(
                grid,
                now.targetScale(),
                now.contextScale(),
                now.targetAspect(),
                now.targets(),
                now.contexts(),
                now.minKeep(),
                now.allowOverlap());
        boolean asPublished = now.equals(MultiBlockSettings.nearestToPublished(now.grid()));
        settings.set(asPublished || !moved.isSatisfiable() ? MultiBlockSettings.nearestToPublished(grid) : moved);
    }

    private void draw() {
        try {
            MaskLayout drawn = new MultiBlockSampler(settings.get()).draw(iteration.get(), seed.get());
            problem.set("");
            if (layout.state() == null || !layout.state().grid().equals(drawn.grid())) {
                layout.reset(LayoutState.of(drawn));
            } else {
                layout.redraw(drawn);
            }
        } catch (InputException | IllegalArgumentException impossible) {
            problem.set(impossible.getMessage());
        }
    }
}
