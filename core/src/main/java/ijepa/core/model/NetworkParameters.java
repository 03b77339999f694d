package ijepa.core.model;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ijepa.core.InputException;
import ijepa.core.tensor.HostCopy;
import ijepa.core.tensor.Kernels;

/** The parameters of one network on a device, under their official names and in their official order. */
public final class NetworkParameters {

    private final NetworkName network;
    private final SequencedMap<String, NDArray> arrays;

    private NetworkParameters(NetworkName network, SequencedMap<String, NDArray> arrays) {
        this.network = network;
        this.arrays = arrays;
    }

    /**
     * Reads a network's parameters.
     *
     * @param manager owns them
     * @param shapes  the names, without the network's, and sizes that it needs
     * @throws InputException when one is missing or has another size
     */
    public static NetworkParameters read(
            NDManager manager,
            NetworkName network,
            SequencedMap<String, long[]> shapes,
            ParameterSource source,
            Kernels.Role role) {
        SequencedMap<String, NDArray> arrays = new LinkedHashMap<>();
        shapes.forEach((name, shape) ->
                arrays.put(name, role.give(read(manager, source, network.prefix() + name, shape))));
        return new NetworkParameters(network, arrays);
    }

    /**
     * Reads one float32 array to a manager's device.
     *
     * @param shape the sizes it must have
     * @throws InputException when the source lacks it or has it in another size
     */
    public static NDArray read(NDManager manager, ParameterSource source, String name, long[] shape) {
        if (!source.names().contains(name)) {
            throw new InputException(
                    "The weights have no tensor " + name + ": they are incomplete or of another architecture.");
        }
        long[] found = source.shape(name);
        if (!Arrays.equals(found, shape)) {
            throw new InputException("The tensor " + name + " is " + Arrays.toString(found) + " but this model needs "
                    + Arrays.toString(shape) + ".");
        }
        Shape size = new Shape(shape);
        try (Arena arena = Arena.ofConfined()) {
            ByteBuffer bytes =
                    arena.allocate(size.size() * Float.BYTES, 64).asByteBuffer().order(ByteOrder.nativeOrder());
            source.read(name, bytes.asFloatBuffer());
            try (NDArray borrowed = manager.create(bytes, size, DataType.FLOAT32)) {
                // The engine borrows a buffer's memory; a copy of its own outlives the arena and is aligned as it
                // likes.
                return borrowed.duplicate();
            }
        }
    }

    /** The same arrays as another network's, where one network stands for two. */
    NetworkParameters standingFor(NetworkName other) {
        return new NetworkParameters(other, arrays);
    }

    /** Which network these belong to. */
    public NetworkName network() {
        return network;
    }

    /** One parameter. */
    public NDArray get(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("No parameter " + name + " in the " + network.prefix() + " network.");
        }
        return array;
    }

    /** Several parameters, in the order of the names. */
    public List<NDArray> list(String... names) {
        return Arrays.stream(names).map(this::get).toList();
    }

    /** All parameters by name. */
    public Map<String, NDArray> all() {
        return Collections.unmodifiableMap(arrays);
    }

    /** Writes one parameter's values into a buffer, in row-major order. */
    public void write(String name, FloatBuffer into) {
        HostCopy.put(get(name), into);
    }
}
