package ijepa.renderer.predict;

import java.util.Locale;

import ijepa.core.InputException;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Network;

/**
 * Whose attention is looked at.
 *
 * @param layer the block, from 1
 * @param head  from 1, or {@link #MEAN}
 */
public record AttentionChoice(Network network, int layer, int head) {

    /** All heads averaged. */
    public static final int MEAN = 0;

    /** What people call a network. */
    public static String title(Network network) {
        return switch (network) {
            case ENCODER -> "Context encoder";
            case TARGET_ENCODER -> "Target encoder";
            case PREDICTOR -> "Predictor";
        };
    }

    /**
     * Number of blocks of a network.
     *
     * @throws InputException when there is no predictor
     */
    public static int layers(ModelSpec spec, Network network) {
        return network == Network.PREDICTOR
                ? spec.predictor().orElseThrow(AttentionChoice::noPredictor).depth()
                : spec.encoder().depth();
    }

    /**
     * Number of attention heads of a network.
     *
     * @throws InputException when there is no predictor
     */
    public static int heads(ModelSpec spec, Network network) {
        return network == Network.PREDICTOR
                ? spec.predictor().orElseThrow(AttentionChoice::noPredictor).heads()
                : spec.encoder().heads();
    }

    private static InputException noPredictor() {
        return new InputException(
                "This checkpoint holds an encoder but no predictor: look at an encoder, or open one with all three networks.");
    }

    /**
     * Reads {@code NETWORK:LAYER} or {@code NETWORK:LAYER:HEAD}, such as {@code target_encoder:6:2}.
     *
     * @throws InputException when it is something else
     */
    public static AttentionChoice parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 2 || parts.length == 3) {
                return new AttentionChoice(
                        network(parts[0]),
                        Integer.parseInt(parts[1]),
                        parts.length == 2 ? MEAN : Integer.parseInt(parts[2]));
            }
        } catch (NumberFormatException noNumber) {
            // Answered below.
        }
        throw new InputException(
                "'" + text + "' is no layer: write NETWORK:LAYER or NETWORK:LAYER:HEAD, such as target_encoder:6:2.");
    }

    /**
     * A network by the name that files use.
     *
     * @throws InputException when there is none
     */
    public static Network network(String name) {
        for (Network network : Network.values()) {
            if (network.name().equals(name.toUpperCase(Locale.ROOT))) {
                return network;
            }
        }
        throw new InputException("'" + name + "' is no network: say encoder, target_encoder or predictor.");
    }

    /**
     * Refuses a layer or head that the model lacks.
     *
     * @throws InputException in words
     */
    public void require(ModelSpec spec) {
        int layers = layers(spec, network);
        int heads = heads(spec, network);
        if (layer < 1 || layer > layers) {
            throw new InputException(
                    "There is no layer " + layer + ": the " + name() + " has layers 1 to " + layers + ".");
        }
        if (head < 0 || head > heads) {
            throw new InputException("There is no head " + head + ": the " + name() + " has heads 1 to " + heads
                    + "; leave the head out for their mean.");
        }
    }

    private String name() {
        return title(network).toLowerCase(Locale.ROOT);
    }

    /** It in words. */
    public String title() {
        return title(network) + ", layer " + layer + (head == MEAN ? ", mean of heads" : ", head " + head);
    }
}
