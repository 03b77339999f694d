package ijepa.app.control;

import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

import ijepa.core.mask.Block;

/** Edits a layout with the pointer on a patch canvas: select, move, resize and draw, always by whole patches. */
public final class BlockGestures {

    private final PatchCanvas canvas;
    private final LayoutModel model;
    /** Null while nothing is dragged, or what was is given up. */
    private Drag drag;

    /** What a press has started; given the patch under the pointer, the state to show. */
    private interface Drag {
        LayoutState at(int row, int column);

        /** Ends the edit at a state. */
        default void end(LayoutModel model, LayoutState last, int row, int column) {
            model.commit(last);
        }
    }

    private BlockGestures(PatchCanvas canvas, LayoutModel model) {
        this.canvas = canvas;
        this.model = model;
    }

    /** Shows a layout on a canvas and lets it be edited there. */
    public static void install(PatchCanvas canvas, LayoutModel model) {
        BlockGestures gestures = new BlockGestures(canvas, model);
        canvas.layoutStateProperty().bind(model.stateProperty());
        canvas.selectedProperty().bind(model.selectedProperty());
        canvas.handlesProperty().set(true);
        canvas.setFocusTraversable(true);
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, gestures::press);
        canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, gestures::drag);
        canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, gestures::release);
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, event -> canvas.setCursor(gestures.cursor(event)));
        model.drawingProperty().addListener((property, old, role) -> gestures.changeTool(role));
        model.brushProperty().addListener((property, old, brush) -> gestures.changeTool(brush));
        model.editingProperty().addListener((property, old, editing) -> {
            if (!editing) {
                gestures.drag = null;
            }
        });
    }

    private void changeTool(Object tool) {
        drag = null;
        canvas.setCursor(tool == null ? null : Cursor.CROSSHAIR);
    }

    private void press(MouseEvent event) {
        canvas.requestFocus();
        if (event.getButton() != MouseButton.PRIMARY || model.state() == null) {
            return;
        }
        int row = canvas.geometry().nearestRow(event.getY());
        int column = canvas.geometry().nearestColumn(event.getX());
        drag = start(event, row, column);
        event.consume();
    }

    private Drag start(MouseEvent event, int row, int column) {
        LayoutState before = model.state();
        if (model.brushProperty().get() != null) {
            Painting stroke = new Painting(row, column);
            model.preview(stroke.at(row, column));
            return stroke;
        }
        BlockRef.Role role = model.drawingProperty().get();
        if (role != null) {
            return new Drawing(role, row, column);
        }
        Optional<Handle> handle = handleAt(event);
        if (handle.isPresent()) {
            BlockRef block = model.selected().orElseThrow();
            Block old = (Block) before.region(block);
            return (r, c) -> before.replaced(block, handle.get().pulled(old, r, c));
        }
        if (canvas.geometry().patchAt(event.getX(), event.getY()).isEmpty()) {
            model.selectedProperty().set(null);
            return null;
        }
        Optional<BlockRef> block = before.at(row, column, model.selected());
        model.selectedProperty().set(block.orElse(null));
        return block.<Drag>map(moved -> (r, c) -> before.moved(moved, r - row, c - column))
                .orElse(null);
    }

    private void drag(MouseEvent event) {
        if (drag != null) {
            model.preview(drag.at(
                    canvas.geometry().nearestRow(event.getY()),
                    canvas.geometry().nearestColumn(event.getX())));
        }
    }

    private void release(MouseEvent event) {
        if (drag != null && event.getButton() == MouseButton.PRIMARY) {
            Drag ended = drag;
            drag = null;
            if (model.editingProperty().get()) {
                ended.end(
                        model,
                        model.state(),
                        canvas.geometry().nearestRow(event.getY()),
                        canvas.geometry().nearestColumn(event.getX()));
            }
        }
    }

    private Optional<Handle> handleAt(MouseEvent event) {
        return model.selected()
                .filter(block -> model.state().region(block) instanceof Block)
                .flatMap(block ->
                        Handle.at((Block) model.state().region(block), canvas.geometry(), event.getX(), event.getY()));
    }

    private Cursor cursor(MouseEvent event) {
        if (model.state() == null) {
            return null;
        }
        if (model.drawingProperty().get() != null || model.brushProperty().get() != null) {
            return Cursor.CROSSHAIR;
        }
        Optional<Handle> handle = handleAt(event);
        if (handle.isPresent()) {
            return handle.get().cursor();
        }
        var patch = canvas.geometry().patchAt(event.getX(), event.getY());
        boolean onTarget = patch.isPresent()
                && model.state()
                        .at(
                                model.state().grid().row(patch.getAsInt()),
                                model.state().grid().column(patch.getAsInt()),
                                model.selected())
                        .filter(BlockRef::isTarget)
                        .isPresent();
        return onTarget ? Cursor.MOVE : null;
    }

    /** A stroke of the brush over every patch between two positions of the pointer. */
    private final class Painting implements Drag {

        private final boolean ofOneRegion = model.selected().isPresent();
        private int row;
        private int column;

        Painting(int row, int column) {
            this.row = row;
            this.column = column;
        }

        @Override
        public LayoutState at(int toRow, int toColumn) {
            int steps = Math.max(1, Math.max(Math.abs(toRow - row), Math.abs(toColumn - column)));
            for (int step = 0; step <= steps; step++) {
                if (ofOneRegion && model.selected().isEmpty()) {
                    // Its last patch is erased; the stroke must not go on to others.
                    break;
                }
                model.brushOver(model.state()
                        .grid()
                        .index(
                                row + Math.round((float) step * (toRow - row) / steps),
                                column + Math.round((float) step * (toColumn - column) / steps)));
            }
            row = toRow;
            column = toColumn;
            return model.state();
        }
    }

    /** A new block from the patch of the press to the patch under the pointer. */
    private final class Drawing implements Drag {

        private final BlockRef.Role role;
        private final int row;
        private final int column;

        Drawing(BlockRef.Role role, int row, int column) {
            this.role = role;
            this.row = row;
            this.column = column;
        }

        @Override
        public LayoutState at(int toRow, int toColumn) {
            return model.withDrawn(role, GridGeometry.span(row, column, toRow, toColumn));
        }

        @Override
        public void end(LayoutModel edited, LayoutState last, int toRow, int toColumn) {
            edited.addDrawn(role, GridGeometry.span(row, column, toRow, toColumn));
        }
    }
}
