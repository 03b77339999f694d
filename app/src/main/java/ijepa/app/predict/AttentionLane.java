package ijepa.app.predict;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;

import ijepa.core.model.ModelSpec;
import ijepa.core.model.Network;
import ijepa.renderer.map.MapPanel;
import ijepa.renderer.predict.AttentionChoice;
import ijepa.renderer.predict.AttentionLook;

/** One network's attention: which layer and head, and what is seen. */
public final class AttentionLane {

    private final Network network;

    // Properties

    private final IntegerProperty layer = new SimpleIntegerProperty(1);
    private final IntegerProperty head = new SimpleIntegerProperty(AttentionChoice.MEAN);
    private final ReadOnlyIntegerWrapper layers = new ReadOnlyIntegerWrapper(1);
    private final ReadOnlyIntegerWrapper heads = new ReadOnlyIntegerWrapper(1);
    private final ReadOnlyObjectWrapper<MapPanel> panel = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    AttentionLane(Network network, Runnable changed) {
        this.network = network;
        layer.addListener(ignored -> changed.run());
        head.addListener(ignored -> changed.run());
    }

    public Network network() {
        return network;
    }

    /** The layer, from 1. */
    public IntegerProperty layerProperty() {
        return layer;
    }

    /** The head, from 1, or {@link AttentionChoice#MEAN}. */
    public IntegerProperty headProperty() {
        return head;
    }

    /** How many layers the network has. */
    public ReadOnlyIntegerProperty layersProperty() {
        return layers.getReadOnlyProperty();
    }

    /** How many heads each layer has. */
    public ReadOnlyIntegerProperty headsProperty() {
        return heads.getReadOnlyProperty();
    }

    /** Attention from the picked patch; null while there is none. */
    public ReadOnlyObjectProperty<MapPanel> panelProperty() {
        return panel.getReadOnlyProperty();
    }

    /** Why there is none; empty while there is. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    AttentionChoice choice() {
        return new AttentionChoice(network, layer.get(), head.get());
    }

    /** Takes over a model's sizes; what it has not is replaced by the last layer and the mean of heads. */
    void fit(ModelSpec spec) {
        if (network == Network.PREDICTOR && spec.predictor().isEmpty()) {
            return;
        }
        boolean wasLast = layer.get() == layers.get();
        layers.set(AttentionChoice.layers(spec, network));
        heads.set(AttentionChoice.heads(spec, network));
        if (wasLast || layer.get() > layers.get()) {
            layer.set(layers.get());
        }
        if (head.get() > heads.get()) {
            head.set(AttentionChoice.MEAN);
        }
    }

    void show(MapPanel now) {
        panel.set(now);
    }

    void explain(String why) {
        note.set(why);
    }

    /** Why a look shows nothing from a patch, in words; empty where it shows something. */
    String why(AttentionLook look, int patch) {
        if (look == null) {
            return network == Network.PREDICTOR ? "This checkpoint has no predictor." : "";
        }
        if (patch < 0) {
            return "Click a patch.";
        }
        if (look.sees(patch)) {
            return "";
        }
        return network == Network.ENCODER
                ? "The context encoder does not see this patch."
                : "The predictor neither sees this patch nor is asked for it.";
    }
}
