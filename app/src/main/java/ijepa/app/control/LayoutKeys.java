package ijepa.app.control;

import javafx.scene.input.KeyEvent;

/** Edits a layout by keyboard; the keys are listed in the window's help. */
public final class LayoutKeys {

    private LayoutKeys() {}

    /** Does what a key without Ctrl, Alt or Meta asks for, and consumes it. */
    public static void handle(KeyEvent event, LayoutModel model) {
        if (model.state() == null || event.isShortcutDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        boolean known = true;
        switch (event.getCode()) {
            case UP -> arrow(event, model, -1, 0);
            case DOWN -> arrow(event, model, 1, 0);
            case LEFT -> arrow(event, model, 0, -1);
            case RIGHT -> arrow(event, model, 0, 1);
            case T -> model.drawingProperty().set(BlockRef.Role.TARGET);
            case C -> {
                model.anotherContextProperty().set(event.isShiftDown());
                model.drawingProperty().set(BlockRef.Role.CONTEXT);
            }
            case B -> brush(model, LayoutModel.Brush.PAINT);
            case E -> brush(model, LayoutModel.Brush.ERASE);
            case ENTER -> {
                if (hasTool(model)) {
                    model.cursor().press();
                } else {
                    known = false;
                }
            }
            case L -> model.toggleLock();
            case O -> model.setOverlap(!model.state().layout().allowOverlap());
            case DELETE, BACK_SPACE -> model.deleteSelected();
            case ESCAPE -> {
                if (!hasTool(model) && !model.editingProperty().get()) {
                    model.selectedProperty().set(null);
                }
                model.cancel();
            }
            case DIGIT1, DIGIT2, DIGIT3, DIGIT4, DIGIT5, DIGIT6, DIGIT7, DIGIT8, DIGIT9 -> {
                BlockRef block = BlockRef.target(event.getCode().getCode() - '1');
                if (model.state().has(block)) {
                    model.selectedProperty().set(block);
                }
            }
            case DIGIT0 -> {
                if (model.state().has(BlockRef.context(0))) {
                    model.selectedProperty().set(BlockRef.context(0));
                }
            }
            case CLOSE_BRACKET, N -> model.selectNext(1);
            case OPEN_BRACKET, P -> model.selectNext(-1);
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }

    /** The same key again puts the brush away. */
    private static void brush(LayoutModel model, LayoutModel.Brush brush) {
        model.brushProperty().set(model.brushProperty().get() == brush ? null : brush);
    }

    private static boolean hasTool(LayoutModel model) {
        return model.drawingProperty().get() != null || model.brushProperty().get() != null;
    }

    private static void arrow(KeyEvent event, LayoutModel model, int rows, int columns) {
        if (hasTool(model)) {
            model.cursor().move(rows, columns);
        } else if (event.isShiftDown()) {
            model.grow(rows, columns);
        } else {
            model.nudge(rows, columns);
        }
    }
}
