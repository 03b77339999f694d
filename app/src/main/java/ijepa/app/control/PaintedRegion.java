package ijepa.app.control;

import javafx.application.Platform;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;

/** A region that paints itself on a canvas of its own size. */
public abstract class PaintedRegion extends Region {

    private final Canvas surface = new Canvas();
    private boolean paintScheduled;

    protected PaintedRegion() {
        surface.setManaged(false);
        getChildren().add(surface);
    }

    /** Paints everything on a cleared canvas, as wide and high as the region. */
    protected abstract void paint(GraphicsContext graphics);

    /** Many changes before the next frame cost one painting. */
    protected final void schedulePaint() {
        if (!paintScheduled) {
            paintScheduled = true;
            Platform.runLater(this::paintNow);
        }
    }

    @Override
    protected void layoutChildren() {
        if (surface.getWidth() != getWidth() || surface.getHeight() != getHeight()) {
            surface.setWidth(getWidth());
            surface.setHeight(getHeight());
            paintNow();
        }
    }

    private void paintNow() {
        paintScheduled = false;
        GraphicsContext graphics = surface.getGraphicsContext2D();
        graphics.clearRect(0, 0, getWidth(), getHeight());
        paint(graphics);
    }
}
