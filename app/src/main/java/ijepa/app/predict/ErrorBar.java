package ijepa.app.predict;

import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;

import ijepa.renderer.map.BlockErrors;

/** A block's error as a bar, with a line where the mean embedding's error ends and a diamond for the nearest patch's. */
final class ErrorBar extends Region {

    private static final double BAR = 8;
    private static final double LINE = 2;
    private static final double HALF = 4.5;
    /** Room for a mark at either end. */
    private static final double INSET = 6;

    private final Region track = new Region();
    private final Rectangle bar = new Rectangle();
    private final Rectangle mean = meanMark();
    private final Polygon nearest = nearestMark();
    private BlockErrors.Entry errors;
    private double scale = 1;

    ErrorBar() {
        track.getStyleClass().add("track");
        getStyleClass().add("error-bar");
        setPrefHeight(16);
        bar.setArcWidth(4);
        bar.setArcHeight(4);
        getChildren().addAll(track, bar, mean, nearest);
    }

    /** The mark of the mean embedding, for a legend too. */
    static Rectangle meanMark() {
        Rectangle mark = new Rectangle(LINE, BAR + 6);
        mark.getStyleClass().add("mark");
        return mark;
    }

    /** The mark of the nearest context patch, for a legend too. */
    static Polygon nearestMark() {
        Polygon mark = new Polygon(0, -HALF, HALF, 0, 0, HALF, -HALF, 0);
        mark.getStyleClass().add("mark");
        return mark;
    }

    void show(BlockErrors.Entry shown, double largest, Color colour) {
        errors = shown;
        scale = largest > 0 ? largest : 1;
        bar.setFill(colour);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        if (errors == null) {
            return;
        }
        double room = getWidth() - 2 * INSET;
        double middle = getHeight() / 2;
        track.resizeRelocate(INSET, middle - BAR / 2, room, BAR);
        bar.setX(INSET);
        bar.setY(middle - BAR / 2);
        bar.setWidth(Math.max(1, room * errors.predicted() / scale));
        bar.setHeight(BAR);
        mean.setX(INSET + room * errors.meanEmbedding() / scale - LINE / 2);
        mean.setY(middle - mean.getHeight() / 2);
        nearest.setTranslateX(INSET + room * errors.nearestContext() / scale);
        nearest.setTranslateY(middle);
    }
}
