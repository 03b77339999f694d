package ijepa.app.control;

import javafx.event.EventHandler;
import javafx.scene.Cursor;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import javafx.stage.Window;

/**
 * Looks closer at a patch canvas: the wheel zooms where the pointer is; the middle or right button, or any while Space is
 * held, drags the picture.
 */
public final class CanvasZoom {

    private static final double STEP = 1.2;
    private static final double WHEEL_STEP = 40;

    private final PatchCanvas canvas;
    private double lastX;
    private double lastY;
    private boolean spaceHeld;
    private boolean grabbed;

    private CanvasZoom(PatchCanvas canvas) {
        this.canvas = canvas;
    }

    public static void install(PatchCanvas canvas) {
        CanvasZoom zoom = new CanvasZoom(canvas);
        canvas.addEventHandler(ScrollEvent.SCROLL, zoom::scroll);
        canvas.addEventHandler(ZoomEvent.ZOOM, event -> {
            canvas.zoomAt(event.getZoomFactor(), event.getX(), event.getY());
            event.consume();
        });
        // Before the gestures that edit blocks, which must not begin while the picture is dragged.
        canvas.addEventFilter(MouseEvent.MOUSE_PRESSED, zoom::press);
        canvas.addEventFilter(MouseEvent.MOUSE_DRAGGED, zoom::drag);
        canvas.addEventFilter(MouseEvent.MOUSE_RELEASED, zoom::release);
        EventHandler<KeyEvent> keys = zoom::space;
        canvas.sceneProperty().addListener((property, old, scene) -> {
            zoom.spaceHeld = false;
            if (old != null) {
                old.removeEventFilter(KeyEvent.ANY, keys);
            }
            if (scene != null) {
                scene.addEventFilter(KeyEvent.ANY, keys);
            }
        });
        // A key that is let go while another window is in front is never told.
        canvas.sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::focusedProperty)
                .addListener((property, old, focused) -> zoom.spaceHeld = false);
    }

    /** Plus and minus zoom on the middle, F shows all, Alt with arrows pans; says whether it was such a key. */
    public static boolean handle(KeyEvent event, PatchCanvas canvas) {
        if (event.isShortcutDown()) {
            return false;
        }
        boolean known = event.isAltDown() ? pan(event.getCode(), canvas) : zoom(event, canvas);
        if (known) {
            event.consume();
        }
        return known;
    }

    private static boolean zoom(KeyEvent event, PatchCanvas canvas) {
        double x = canvas.getWidth() / 2;
        double y = canvas.getHeight() / 2;
        switch (event.getCode()) {
            case PLUS, EQUALS, ADD -> canvas.zoomAt(STEP, x, y);
            case MINUS, SUBTRACT -> canvas.zoomAt(1 / STEP, x, y);
            case F -> canvas.showAll();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean pan(KeyCode code, PatchCanvas canvas) {
        double step = canvas.geometry().cell();
        switch (code) {
            case LEFT -> canvas.pan(step, 0);
            case RIGHT -> canvas.pan(-step, 0);
            case UP -> canvas.pan(0, step);
            case DOWN -> canvas.pan(0, -step);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void scroll(ScrollEvent event) {
        if (event.getDeltaY() != 0) {
            canvas.zoomAt(Math.pow(STEP, event.getDeltaY() / WHEEL_STEP), event.getX(), event.getY());
            event.consume();
        }
    }

    private void space(KeyEvent event) {
        if (event.getCode() == KeyCode.SPACE) {
            spaceHeld = event.getEventType() == KeyEvent.KEY_PRESSED;
        }
    }

    private void press(MouseEvent event) {
        grabbed = spaceHeld || event.getButton() == MouseButton.MIDDLE || event.getButton() == MouseButton.SECONDARY;
        if (grabbed) {
            remember(event);
            canvas.requestFocus();
            canvas.setCursor(Cursor.CLOSED_HAND);
            event.consume();
        }
    }

    private void drag(MouseEvent event) {
        if (grabbed) {
            canvas.pan(event.getX() - lastX, event.getY() - lastY);
            remember(event);
            event.consume();
        }
    }

    private void release(MouseEvent event) {
        if (grabbed) {
            grabbed = false;
            canvas.setCursor(null);
            event.consume();
        }
    }

    private void remember(MouseEvent event) {
        lastX = event.getX();
        lastY = event.getY();
    }
}
