package ijepa.app.pretrain;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** Tiles in as many columns as fit, all as wide; the first one twice as wide where there are several. Or one of them alone. */
final class CurveTiles extends Pane {

    private static final double NARROWEST = 300;
    private static final double HIGH = 226;
    private static final double GAP = 10;
    private static final double EDGE = 12;
    private static final int MOST_COLUMNS = 4;

    private final ObjectProperty<Node> alone = new SimpleObjectProperty<>();
    private List<? extends Node> tiles = List.of();

    CurveTiles() {
        alone.addListener(ignored -> arrange());
    }

    /** The tile that has the place of all; null for none. */
    ObjectProperty<Node> aloneProperty() {
        return alone;
    }

    void show(List<? extends Node> shown) {
        tiles = shown;
        arrange();
    }

    private void arrange() {
        getChildren().setAll(alone.get() == null ? tiles : List.of(alone.get()));
        requestLayout();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return NARROWEST;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 2 * NARROWEST;
    }

    @Override
    protected double computePrefHeight(double width) {
        if (alone.get() != null) {
            return HIGH;
        }
        int columns = columns(width);
        int cells = getChildren().size() + (columns > 1 && !getChildren().isEmpty() ? 1 : 0);
        int rows = (cells + columns - 1) / columns;
        return 2 * EDGE + rows * HIGH + Math.max(0, rows - 1) * GAP;
    }

    private static int columns(double width) {
        return (int) Math.clamp((width - 2 * EDGE + GAP) / (NARROWEST + GAP), 1, MOST_COLUMNS);
    }

    @Override
    protected void layoutChildren() {
        if (alone.get() != null) {
            alone.get().resizeRelocate(EDGE, EDGE, getWidth() - 2 * EDGE, getHeight() - 2 * EDGE);
            return;
        }
        int columns = columns(getWidth());
        double wide = Math.floor((getWidth() - 2 * EDGE - (columns - 1) * GAP) / columns);
        int cell = 0;
        for (Node tile : getChildren()) {
            int cells = cell == 0 && columns > 1 ? 2 : 1;
            double x = EDGE + cell % columns * (wide + GAP);
            double y = EDGE + cell / columns * (HIGH + GAP);
            tile.resizeRelocate(x, y, cells * wide + (cells - 1) * GAP, HIGH);
            cell += cells;
        }
    }
}
