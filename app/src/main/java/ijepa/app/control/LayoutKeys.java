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
            case C -> model.drawingProperty().set(BlockRef.Role.CONTEXT);
            case L -> model.toggleLock();
            case DELETE, BACK_SPACE -> model.deleteSelected();
            case ESCAPE -> {
                if (model.drawingProperty().get() == null
                        && !model.editingProperty().get()) {
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

    private static void arrow(KeyEvent event, LayoutModel model, int rows, int columns) {
        if (event.isShiftDown()) {
            model.grow(rows, columns);
        } else {
            model.nudge(rows, columns);
        }
    }
}
