package ijepa.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;

import ijepa.core.checkpoint.NamedArrays;
import ijepa.renderer.map.MapPanel;

/**
 * What was asked about one picture beside the prediction.
 *
 * @param panels by a short name for files
 * @param arrays to be written with the prediction's
 * @param report members of the JSON
 */
record Findings(Map<String, MapPanel> panels, NamedArrays arrays, Map<String, Object> report) {

    Findings(NamedArrays arrays) {
        this(new LinkedHashMap<>(), arrays, new LinkedHashMap<>());
    }

    /** Adds a panel, and its values as an array where it has some. */
    void add(String name, MapPanel panel) {
        panels.put(name.replace(':', '-').replace('/', '-'), panel);
        if (panel.values().length > 0) {
            arrays.add(name, new long[] {panel.grid().rows(), panel.grid().columns()}, panel.values());
        }
    }
}
