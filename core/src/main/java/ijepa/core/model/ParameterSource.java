package ijepa.core.model;

import java.nio.FloatBuffer;
import java.util.Set;

/**
 * Where the values of a model's parameters come from: a checkpoint, or an initialisation. Names are the official ones
 * behind the network's name: {@code encoder.*}, {@code predictor.*}, {@code target_encoder.*}.
 */
public interface ParameterSource {

    /** The names that can be read. */
    Set<String> names();

    /** The sizes of one parameter. */
    long[] shape(String name);

    /**
     * Reads one parameter in row-major order, converted to float32 from whatever it is kept as.
     *
     * @param into receives exactly as many values as the shape says, from its position on
     * @throws ijepa.core.InputException when the values cannot be read
     */
    void read(String name, FloatBuffer into);

    /** Whether both encoders are the same one, so that its parameters are needed once. */
    default boolean hasOneEncoder() {
        return false;
    }
}
