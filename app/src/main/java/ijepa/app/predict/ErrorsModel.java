package ijepa.app.predict;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import ijepa.renderer.map.Distance;
import ijepa.renderer.map.MapPanel;

/** Errors by patch and by block of the prediction that is shown. */
public final class ErrorsModel {

    // Properties

    private final ReadOnlyObjectWrapper<MapPanel> panel = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ObservableList<BlockRow> rows = FXCollections.observableArrayList();
    // Kept, because a view that nobody holds stops telling of changes.
    private final ObservableList<BlockRow> rowsView = FXCollections.unmodifiableObservableList(rows);

    /** Errors by patch, no number outside the targets; null while there are none. */
    public ReadOnlyObjectProperty<MapPanel> panelProperty() {
        return panel.getReadOnlyProperty();
    }

    /** How many blocks are predicted well, in words; empty while there is none. */
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /** The target blocks with their errors, and the mean where there are several. */
    public ObservableList<BlockRow> rows() {
        return rowsView;
    }

    // Commands

    /**
     * Shows a prediction's errors.
     *
     * @param now null for none
     */
    void show(PredictedImage now, Distance distance) {
        if (now == null || now.maps().prediction().blocks().isEmpty()) {
            panel.set(null);
            rows.clear();
            summary.set("");
            return;
        }
        panel.set(MapPanel.ofErrors(
                "Error by patch", now.subject().layout().grid(), now.maps().errors(distance), distance.title()));
        rows.setAll(BlockRow.list(now.maps().prediction().layout(), now.errors().get(distance)));
        List<BlockRow> blocks =
                rows.stream().filter(row -> row.block().isPresent()).toList();
        summary.set("Better than all baselines in "
                + blocks.stream().filter(BlockRow::isBetter).count() + " of " + blocks.size()
                + (blocks.size() == 1 ? " block" : " blocks"));
    }

    /** The error of one patch in words; empty where there is none. */
    String describe(int patch, Distance distance) {
        MapPanel now = panel.get();
        if (now == null || patch < 0 || patch >= now.values().length || Double.isNaN(now.value(patch))) {
            return "";
        }
        return String.format(Locale.ROOT, " \u00b7 %s %.3f", distance.title(), now.value(patch));
    }
}
