package ijepa.app.control.curve;

import javafx.scene.Cursor;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;

/** Wheel, pointer and keyboard of a chart. */
final class CurveGestures {

    private static final double STEP = 1.25;
    private static final double WHEEL_STEP = 40;
    private static final double PAN = 40;

    private final CurveChart chart;
    private final CurveChartModel model;
    private double lastX;
    private double lastY;

    private CurveGestures(CurveChart chart) {
        this.chart = chart;
        model = chart.model();
    }

    static void install(CurveChart chart) {
        CurveGestures gestures = new CurveGestures(chart);
        chart.addEventHandler(ScrollEvent.SCROLL, gestures::scroll);
        chart.addEventHandler(ZoomEvent.ZOOM, event -> {
            gestures.model.zoomAcross(chart.plane(), event.getZoomFactor(), event.getX());
            event.consume();
        });
        chart.addEventHandler(MouseEvent.MOUSE_MOVED, gestures::point);
        chart.addEventHandler(MouseEvent.MOUSE_EXITED, event -> gestures.leave());
        chart.addEventHandler(MouseEvent.MOUSE_PRESSED, gestures::press);
        chart.addEventHandler(MouseEvent.MOUSE_DRAGGED, gestures::drag);
        chart.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> chart.setCursor(null));
        chart.addEventHandler(MouseEvent.MOUSE_CLICKED, gestures::click);
        chart.addEventHandler(KeyEvent.KEY_PRESSED, gestures::type);
        chart.focusedProperty().addListener((property, old, focused) -> {
            if (!focused) {
                gestures.leave();
            }
        });
    }

    private void scroll(ScrollEvent event) {
        if (chart.pageScrollsProperty().get() && !event.isControlDown() && !chart.isFocused()) {
            return;
        }
        // With Shift, systems turn the wheel's movement sideways.
        double delta = event.getDeltaY() != 0 ? event.getDeltaY() : event.getDeltaX();
        if (delta != 0) {
            double factor = Math.pow(STEP, delta / WHEEL_STEP);
            if (event.isShiftDown()) {
                model.zoomUpward(chart.plane(), factor, event.getY());
            } else {
                model.zoomAcross(chart.plane(), factor, event.getX());
            }
        }
        event.consume();
    }

    private void point(MouseEvent event) {
        Plane plane = chart.plane();
        boolean inside = plane.holds(event.getX(), event.getY());
        chart.pointedProperty().set(inside);
        model.cursorProperty().set(inside ? plane.place(event.getX()) : CurveChartModel.NOWHERE);
    }

    private void leave() {
        chart.pointedProperty().set(false);
        model.cursorProperty().set(CurveChartModel.NOWHERE);
    }

    private void press(MouseEvent event) {
        chart.requestFocus();
        lastX = event.getX();
        lastY = event.getY();
    }

    private void drag(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY || event.getButton() == MouseButton.MIDDLE) {
            chart.setCursor(Cursor.CLOSED_HAND);
            model.pan(chart.plane(), event.getX() - lastX, event.getY() - lastY);
            lastX = event.getX();
            lastY = event.getY();
            event.consume();
        }
    }

    private void click(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            model.reset();
            event.consume();
        }
    }

    private void type(KeyEvent event) {
        boolean known = event.isShortcutDown()
                ? copy(event)
                : event.isAltDown() ? pan(event) : event.isShiftDown() ? zoomUpward(event) : act(event);
        if (known) {
            event.consume();
        }
    }

    private boolean copy(KeyEvent event) {
        switch (event.getCode()) {
            case C -> {
                ClipboardContent content = new ClipboardContent();
                content.putString(model.shown().csv());
                Clipboard.getSystemClipboard().setContent(content);
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    private boolean pan(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> model.pan(chart.plane(), PAN, 0);
            case RIGHT -> model.pan(chart.plane(), -PAN, 0);
            case UP -> model.pan(chart.plane(), 0, PAN);
            case DOWN -> model.pan(chart.plane(), 0, -PAN);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean zoomUpward(KeyEvent event) {
        Plane plane = chart.plane();
        double middle = plane.top() + plane.height() / 2;
        switch (event.getCode()) {
            case PLUS, EQUALS, ADD, UP -> model.zoomUpward(plane, STEP, middle);
            case MINUS, SUBTRACT, DOWN -> model.zoomUpward(plane, 1 / STEP, middle);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean act(KeyEvent event) {
        Plane plane = chart.plane();
        switch (event.getCode()) {
            case PLUS, EQUALS, ADD -> model.zoomAcross(plane, STEP, middle(plane));
            case MINUS, SUBTRACT -> model.zoomAcross(plane, 1 / STEP, middle(plane));
            case F, HOME -> model.reset();
            case L ->
                model.logarithmicProperty().set(!model.logarithmicProperty().get());
            case LEFT -> moveCursor(-1);
            case RIGHT -> moveCursor(1);
            case PAGE_UP -> moveCursor(-100);
            case PAGE_DOWN -> moveCursor(100);
            case ESCAPE -> leave();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The cursor where there is one, else the middle. */
    private double middle(Plane plane) {
        double cursor = plane.x(model.cursorProperty().get());
        return cursor >= plane.left() && cursor <= plane.left() + plane.width()
                ? cursor
                : plane.left() + plane.width() / 2;
    }

    private void moveCursor(int points) {
        chart.pointedProperty().set(true);
        model.moveCursor(points);
    }
}
