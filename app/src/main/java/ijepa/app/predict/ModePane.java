package ijepa.app.predict;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.RowConstraints;

import ijepa.renderer.map.MapPanel;

/** What one mode fills the middle with, and its fields at the side. */
abstract class ModePane extends GridPane {

    private final PanelMaker panels;

    /**
     * A pane of equally wide columns.
     *
     * @param rows heights of the rows in percent
     */
    ModePane(PanelMaker panels, int columns, double... rows) {
        this.panels = panels;
        getStyleClass().add("tiles");
        for (int i = 0; i < columns; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100.0 / columns);
            getColumnConstraints().add(column);
        }
        for (double share : rows) {
            RowConstraints row = new RowConstraints();
            row.setPercentHeight(share);
            getRowConstraints().add(row);
        }
    }

    /** Makes its panels. */
    final PanelMaker maker() {
        return panels;
    }

    /** The maps that are shown now. */
    final List<MapPanel> panels() {
        return panels.shown();
    }

    /** Where the keyboard goes. */
    abstract Node canvas();

    /** Its fields, from top to bottom. */
    abstract List<Node> side();
}
