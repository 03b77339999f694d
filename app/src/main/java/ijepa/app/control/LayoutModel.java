package ijepa.app.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.Region;

/**
 * The one layout that all workspaces show and edit, with its history. An edit in progress, such as a drag, changes the
 * state at once and enters the history when it ends.
 */
public final class LayoutModel implements Edits {

    /** No patch. */
    public static final int NONE = -1;

    /** What dragging over single patches does. */
    public enum Brush {
        PAINT,
        ERASE
    }

    // Properties

    private final ReadOnlyObjectWrapper<LayoutState> state = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<BlockRef> selected = new SimpleObjectProperty<>();
    private final ObjectProperty<BlockRef.Role> drawing = new SimpleObjectProperty<>();
    private final BooleanProperty anotherContext = new SimpleBooleanProperty();
    private final ObjectProperty<Brush> brush = new SimpleObjectProperty<>();
    private final PatchCursor cursor = new PatchCursor(this);
    private final BooleanProperty editing = new SimpleBooleanProperty();

    private final History<LayoutState> history = new History<>();

    public LayoutModel() {
        drawing.addListener((property, old, role) -> {
            if (role != null) {
                brush.set(null);
            }
            changeTool();
        });
        brush.addListener((property, old, tool) -> {
            if (tool != null) {
                drawing.set(null);
            }
            changeTool();
        });
    }

    /** What another tool has begun is not this one's to end. */
    private void changeTool() {
        abandon();
        cursor.leave();
    }

    /** What is shown; null before the first {@link #reset}. */
    public ReadOnlyObjectProperty<LayoutState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public LayoutState state() {
        return state.get();
    }

    /** The region that keys act on; null for none. */
    public ObjectProperty<BlockRef> selectedProperty() {
        return selected;
    }

    public Optional<BlockRef> selected() {
        return Optional.ofNullable(selected.get());
    }

    /** What the next drag draws; null while drags move and resize. */
    public ObjectProperty<BlockRef.Role> drawingProperty() {
        return drawing;
    }

    /** Whether a drawn context is one more, rather than taking the place of the only one. */
    public BooleanProperty anotherContextProperty() {
        return anotherContext;
    }

    /** What dragging over patches does; null while drags move, resize or draw blocks. */
    public ObjectProperty<Brush> brushProperty() {
        return brush;
    }

    /** Where drawing and painting by keyboard is. */
    public PatchCursor cursor() {
        return cursor;
    }

    /** Whether an edit is in progress. */
    public ReadOnlyBooleanProperty editingProperty() {
        return editing;
    }

    @Override
    public ReadOnlyBooleanProperty undoableProperty() {
        return history.undoableProperty();
    }

    @Override
    public ReadOnlyBooleanProperty redoableProperty() {
        return history.redoableProperty();
    }

    // Commands

    /** Starts anew with a layout; the history is forgotten. */
    public void reset(LayoutState first) {
        abandon();
        history.reset(first);
        show(first);
    }

    /** Shows a state of an edit in progress. */
    public void preview(LayoutState changed) {
        editing.set(true);
        show(changed);
    }

    /** Ends an edit. A state equal to the present one leaves no trace in the history. */
    public void commit(LayoutState changed) {
        history.commit(changed);
        show(changed);
        editing.set(false);
    }

    /** Gives up an edit in progress. */
    public void cancel() {
        drawing.set(null);
        brush.set(null);
        anotherContext.set(false);
        abandon();
    }

    /** Goes back to before an edit in progress, with the tool still in hand. */
    private void abandon() {
        cursor.abandon();
        if (editing.get()) {
            editing.set(false);
            history.present().ifPresent(this::show);
        }
    }

    @Override
    public void undo() {
        abandon();
        history.undo().ifPresent(this::show);
    }

    @Override
    public void redo() {
        abandon();
        history.redo().ifPresent(this::show);
    }

    /** Takes newly drawn masks; locked regions stay. */
    public void redraw(MaskLayout drawn) {
        commit(state() == null ? LayoutState.of(drawn) : state().redrawn(drawn));
    }

    /** Takes a layout as it is, as after a paste. */
    public void replace(MaskLayout layout) {
        commit(LayoutState.of(layout));
    }

    /** Moves the selected region by whole patches. */
    public void nudge(int rows, int columns) {
        selected().ifPresent(block -> commit(state().moved(block, rows, columns)));
    }

    /** Moves the selected block's lower right corner by whole patches. */
    public void grow(int rows, int columns) {
        selected().ifPresent(block -> commit(state().resized(block, rows, columns)));
    }

    public void deleteSelected() {
        selected().ifPresent(block -> commit(state().removed(block)));
    }

    /** Adds a copy of the selected region, one patch aside, and selects it. */
    public void duplicateSelected() {
        selected().ifPresent(block -> {
            LayoutState added = state().added(block.role(), state().region(block));
            BlockRef copy = last(added, block.role());
            LayoutState aside = added.moved(copy, 1, 1);
            commit(aside.equals(added) ? added.moved(copy, -1, -1) : aside);
            selected.set(copy);
        });
    }

    public void toggleLock() {
        selected().ifPresent(block -> commit(state().withLock(block, !state().isLocked(block))));
    }

    /** Adds a drawn block; a drawn context takes the place of the only context there is. */
    public void addDrawn(BlockRef.Role role, Block block) {
        LayoutState drawn = withDrawn(role, block);
        commit(drawn);
        drawing.set(null);
        anotherContext.set(false);
        selected.set(last(drawn, role));
    }

    /** The state that {@link #addDrawn} would commit. */
    public LayoutState withDrawn(BlockRef.Role role, Block block) {
        LayoutState base = history.present().orElseThrow();
        boolean replacesContext =
                role == BlockRef.Role.CONTEXT && base.layout().context().size() == 1 && !anotherContext.get();
        return replacesContext ? base.replaced(BlockRef.context(0), block) : base.added(role, block);
    }

    /** Whether the context keeps the patches of targets. */
    public void setOverlap(boolean allowed) {
        commit(state().withOverlap(allowed));
    }

    /**
     * Takes the brush over one patch, as a part of an edit in progress: it paints or erases the selected region. Without
     * one, painting starts a new target, and erasing takes what lies on top.
     */
    public void brushOver(int patch) {
        boolean paints = brush.get() == Brush.PAINT;
        LayoutState present = state();
        int row = present.grid().row(patch);
        int column = present.grid().column(patch);
        if (selected.get() != null && present.has(selected.get())) {
            preview(present.withPatch(selected.get(), patch, paints));
        } else if (paints) {
            LayoutState added = present.added(BlockRef.Role.TARGET, new Block(row, column, 1, 1));
            preview(added);
            selected.set(last(added, BlockRef.Role.TARGET));
        } else {
            present.at(row, column, Optional.empty())
                    .ifPresent(block -> preview(present.withPatch(block, patch, false)));
        }
    }

    /** Selects the next region, or the one before: targets first, then contexts. */
    public void selectNext(int step) {
        List<BlockRef> all = new ArrayList<>();
        for (int i = 0; i < state().layout().targets().size(); i++) {
            all.add(BlockRef.target(i));
        }
        for (int i = 0; i < state().layout().context().size(); i++) {
            all.add(BlockRef.context(i));
        }
        if (!all.isEmpty()) {
            int at = selected().map(all::indexOf).orElse(step > 0 ? -1 : 0);
            selected.set(all.get(Math.floorMod(at + step, all.size())));
        }
    }

    private static BlockRef last(LayoutState of, BlockRef.Role role) {
        List<Region> regions = role == BlockRef.Role.TARGET
                ? of.layout().targets()
                : of.layout().context();
        return new BlockRef(role, regions.size() - 1);
    }

    private void show(LayoutState shown) {
        state.set(shown);
        if (selected.get() != null && !shown.has(selected.get())) {
            selected.set(null);
        }
    }
}
